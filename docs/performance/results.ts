import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Line } from '../../tests/bench/line.ts';
import type { Machine } from '../../tests/bench/machine.ts';

/** The figures of a bench as they are kept, and how they came about. */
export interface Result {
  readonly command: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: Machine;
  readonly figures: readonly Omit<Line, 'bench'>[];
}

/** By the bench's name. */
export type Results = Readonly<Record<string, Result>>;

const file = path.join(import.meta.dirname, '../performance.json');

/** What `npm run bench -- --write` kept last of each bench. */
export const readResults = (): Results => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

export const writeResults = (results: Results): void => writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);

/**
 * The value of a figure.
 *
 * @throws Error that says which bench to run when there is none
 */
export const figureOf = (results: Results, bench: string, figure: string, unit: string): number => {
  const found = results[bench]?.figures.find((one) => one.figure === figure && one.unit === unit);
  if (!found)
    throw new Error(
      `There is no "${figure}" in ${unit} in docs/performance.json. Run: npm run bench -- ${bench} --write`,
    );
  return found.value;
};

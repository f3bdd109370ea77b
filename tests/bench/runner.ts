import type { Bench, Settings } from './bench.ts';
import { type Line, lineOf, ratiosFirst } from './line.ts';

/** Where results and progress go. */
export interface Output {
  line(line: Line): void;
  say(text: string): void;
}

/** What came of a run. */
export interface Ran {
  /** The lines of the benches that came to an end, by the bench's name. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  /** Whether every bench came to an end and every limit is kept. */
  readonly ok: boolean;
}

const shown = ({ figure, value, unit, limit, ok }: Line): string => {
  const bound = limit && ('atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`);
  return `  ${value} ${unit}: ${figure}${bound === undefined ? '' : ` (${bound}: ${ok ? 'kept' : 'NOT KEPT'})`}`;
};

/** Runs benches one after another. One that breaks off leaves no figures, and does not keep back the rest. */
export const runBenches = async (benches: readonly Bench[], settings: Settings, output: Output): Promise<Ran> => {
  const lines = new Map<string, readonly Line[]>();
  let ok = true;
  for (const bench of benches) {
    const measured: Line[] = [];
    output.say(`${bench.name}: ${bench.about}`);
    try {
      await bench.run(
        (figure) => {
          const line = lineOf(bench.name, figure);
          measured.push(line);
          output.say(shown(line));
        },
        (text) => output.say(`  ${text}`),
        settings,
      );
    } catch (error) {
      ok = false;
      output.say(`${bench.name} broke off, and its figures are void. ${error instanceof Error ? error.stack : error}`);
      continue;
    }
    const ordered = ratiosFirst(measured);
    for (const line of ordered) output.line(line);
    lines.set(bench.name, ordered);
    ok &&= ordered.every((line) => line.ok ?? true);
  }
  return { lines, ok };
};

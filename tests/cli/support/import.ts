import { join } from 'node:path';
import { Failure } from '../../../cli/failure.ts';
import { loadMap } from '../../../cli/import/map.ts';
import type { Observation, Problem } from '../../../cli/import/observe.ts';
import { runImport } from '../../../cli/import/run.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { folderWith } from './files.ts';

/** What a map makes of a file: every observation, every problem, the counts. */
export const imported = async (map: string, data: string | Uint8Array, more: Readonly<Record<string, string>> = {}) => {
  const folder = await folderWith({ 'map.yaml': map, data, ...more });
  const observations: Observation[] = [];
  const problems: Problem[] = [];
  const tally = new Tally();
  const reached: number[] = [];
  const { absent } = await runImport({
    file: join(folder, 'data'),
    map: await loadMap('map.yaml', { directory: folder }),
    listener: {
      problem: (problem) => problems.push(problem),
      observation: (observation) => observations.push(observation),
      reached: (bytes) => reached.push(bytes),
    },
    tally,
    signal: new AbortController().signal,
  });
  return { observations, problems, tally, reached, absent };
};

/** The mistakes that a map is refused for, each as `line path: message`. */
export const mistakesOf = async (map: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const folder = await folderWith({ 'map.yaml': map, ...more });
  const error: unknown = await loadMap('map.yaml', { directory: folder }).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`);
  return error.details.map(({ place, path, message }) => `${place?.split(':')[1] ?? ''} ${path}: ${message}`);
};

/** A map of a CSV file of deals, their ids in `id`, their instants in `at`, that sets this. */
export const dealMap = (set: string, more = '') => `
format: csv
dates: {format: "M/d/yyyy", zone: UTC}
decimal: "."
${more}
rows:
  - record: deal
    id: id
    at: at
    set:
      ${set}
`;

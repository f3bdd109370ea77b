import { join } from 'node:path';
import { Failure } from '../../../cli/failure.ts';
import { loadMap } from '../../../cli/import/map.ts';
import type { Observation, Problem } from '../../../cli/import/observe.ts';
import { runImport, type Tally } from '../../../cli/import/run.ts';
import { folderWith } from './files.ts';

/** What a map makes of a file: every observation, every problem, the counts. */
export const imported = async (map: string, data: string | Uint8Array, more: Readonly<Record<string, string>> = {}) => {
  const folder = await folderWith({ 'map.yaml': map, data, ...more });
  const observations: Observation[] = [];
  const problems: Problem[] = [];
  const tally: Tally = { rows: 0, observations: 0, accepted: 0, rejected: 0, skipped: 0 };
  await runImport(
    join(folder, 'data'),
    await loadMap('map.yaml', folder),
    { problem: (problem) => problems.push(problem), observation: (observation) => observations.push(observation) },
    tally,
  );
  return { observations, problems, tally };
};

/** The mistakes that a map is refused for, each as `line path: message`. */
export const mistakesOf = async (map: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const folder = await folderWith({ 'map.yaml': map, ...more });
  const error: unknown = await loadMap('map.yaml', folder).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`);
  return error.details.map(({ place, path, message }) => `${place?.split(':')[1] ?? ''} ${path}: ${message}`);
};

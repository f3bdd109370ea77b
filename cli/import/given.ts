import { dirname, resolve } from 'node:path';
import type { Invocation } from '../commands/command.ts';
import { type ExitCode, exitCodes, type Failure, usage } from '../failure.ts';
import { type ImportMap, loadMap } from './map.ts';
import { zoneProblem } from './mapSettings.ts';
import { createProblemFile } from './problemFile.ts';
import { mapPath } from './readyMaps.ts';
import { createProblemList } from './report.ts';
import { type Listener, sizeOf } from './run.ts';
import type { Tally } from './tally.ts';

/** What an import is made of: a file and its map. */
export interface Given {
  readonly file: string;
  /** Of the file, in bytes. */
  readonly size: number;
  readonly map: ImportMap;
  /** Where the map was read from. */
  readonly mapFile: string;
}

/** An option that the command cannot do without. @throws Failure */
export const needed = (options: Invocation['options'], name: string): string => {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw usage(`required option '--${name}' not specified`, '(--help tells how it is written)');
};

/** The zone that stands instead of the map's. @throws Failure when there is no such zone */
const zoneOf = ({ zone }: Invocation['options']): string | undefined => {
  if (typeof zone !== 'string') return undefined;
  const problem = zoneProblem(zone);
  if (problem)
    throw usage(`option '--zone': ${problem}`, 'Zones are named like America/Sao_Paulo, Europe/Berlin or UTC.');
  return zone;
};

/** @throws Failure when the file or the map is missing or cannot be used */
export const readGiven = async ({ context, args, options }: Invocation): Promise<Given> => {
  const { directory } = context;
  const file = resolve(directory, args[0] ?? '');
  const name = needed(options, 'map');
  const zone = zoneOf(options);
  const size = await sizeOf(file);
  const mapFile = mapPath(name, directory);
  return { file, size, mapFile, map: await loadMap(mapFile, { directory, data: dirname(file), zone }) };
};

const mostProblemsShown = 20;

/**
 * Runs `work` with a list of problems that is shown when it has ended, however it has ended: the first of them, and of the
 * rest how many there are of each kind. All of them are in the file that `--problems` names, and in `--json`.
 */
export const withProblems = async <T>(
  { context, printer, options }: Invocation,
  { file: data, mapFile }: Given,
  work: (add: Listener['problem']) => Promise<T>,
): Promise<T> => {
  const path = typeof options.problems === 'string' ? resolve(context.directory, options.problems) : undefined;
  const file = path === undefined ? undefined : createProblemFile(path, [data, mapFile]);
  const all = path === undefined ? '--problems FILE lists every one, and so does --json' : `all are in ${path}`;
  const problems = createProblemList(mostProblemsShown, all);
  try {
    return await work((problem) => {
      problems.add(problem);
      printer.problem(problem);
      file?.add(problem);
    });
  } finally {
    file?.close();
    for (const text of problems.texts()) printer.note(text);
  }
};

export const codeOf = (done: number, rejected: number): ExitCode => {
  if (rejected === 0) return exitCodes.ok;
  return done === 0 ? exitCodes.failed : exitCodes.partly;
};

/** A map may name what only some rows have; but where nothing at all came of a file, that is why. @throws Failure */
export const complainOf = (
  absent: Failure | undefined,
  { observations }: Tally,
  { printer }: Invocation,
): readonly string[] => {
  if (!absent) return [];
  if (observations === 0) throw absent;
  const warnings = absent.details.map(({ place, path, message }) => `${place} ${path}: ${message}`);
  for (const warning of warnings) printer.note(`warning: ${warning}`);
  return warnings;
};

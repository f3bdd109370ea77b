import { dirname, resolve } from 'node:path';
import { type ExitCode, exitCodes, Failure, interrupted } from '../failure.ts';
import { createApi } from '../http/api.ts';
import { loadMap } from '../import/map.ts';
import type { Observation } from '../import/observe.ts';
import { createProblemList, tallyText } from '../import/report.ts';
import { type Listener, runImport, sizeOf } from '../import/run.ts';
import { settled } from '../import/settled.ts';
import { posting } from '../import/sink.ts';
import { newTally, type Tally } from '../import/tally.ts';
import { progress } from '../terminal/progress.ts';
import { count } from '../terminal/text.ts';
import type { CommandDefinition, Invocation } from './command.ts';

const mostProblemsShown = 20;
const observationsTriedOut = 10;

const codeOf = (done: number, rejected: number): ExitCode => {
  if (rejected === 0) return exitCodes.ok;
  return done === 0 ? exitCodes.failed : exitCodes.partly;
};

/** The failure of an import that had begun, with how far it came. */
const cutShort = (error: unknown, { accepted }: Tally, signal: AbortSignal): unknown => {
  const failure = signal.aborted ? interrupted() : error;
  if (!(failure instanceof Failure) || accepted === 0) return failure;
  const { message, exitCode, details, hint } = failure;
  const again = `${count(accepted, 'observation')} had been accepted. The same import again is safe: nothing counts twice.`;
  return new Failure(message, {
    exitCode,
    details,
    hint: hint === undefined ? again : `${hint}\n${again}`,
    cause: error,
  });
};

/** A map may name what only some rows have; but where nothing at all came of a file, that is why. */
const complainOf = (
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

/** Runs `work` with a list of problems that is shown when it has ended, however it has ended. */
const withProblems = async <T>({ printer }: Invocation, work: (add: Listener['problem']) => Promise<T>): Promise<T> => {
  const problems = createProblemList(mostProblemsShown);
  try {
    return await work((problem) => {
      problems.add(problem);
      printer.problem(problem);
    });
  } finally {
    for (const text of problems.texts()) printer.note(text);
  }
};

const sendAll = async (invocation: Invocation): Promise<ExitCode> => {
  const { context, printer, args, options } = invocation;
  const workspace = String(options.workspace);
  const source = String(options.source);
  const file = resolve(context.directory, args[0] ?? '');
  const api = createApi(context);
  const size = await sizeOf(file);
  const map = await loadMap(String(options.map), context.directory, dirname(file));

  const tally = newTally();
  const absent = await withProblems(invocation, async (problem) => {
    const bar = progress(context, 'Importing', size);
    const reached = (bytes: number): void =>
      bar.update(bytes, `${count(tally.rows, 'row')}, ${tally.accepted.toLocaleString('en')} accepted`);
    try {
      const sink = posting({ context, api, workspace, source }, problem, tally);
      return await runImport({ file, map, listener: { problem, reached }, tally, signal: context.signal, sink });
    } catch (error) {
      throw cutShort(error, tally, context.signal);
    } finally {
      bar.stop();
    }
  });
  const warnings = complainOf(absent, tally, invocation);
  const pending = tally.accepted === 0 ? 0 : await settled(context, api, workspace, source);
  printer.data({ ...tally, pending, warnings });
  printer.line(tallyText(tally, true));
  if (pending)
    printer.line(
      `${count(pending, 'delivery is', 'deliveries are')} still being translated: quarterdeck sources ${workspace}`,
    );
  if (tally.accepted > 0) printer.line(`Next: quarterdeck review ${workspace} PERIOD, for example 2026-10 or 2026.`);
  return codeOf(tally.accepted, tally.rejected);
};

const tryOut = async (invocation: Invocation): Promise<ExitCode> => {
  const { context, printer, args, options } = invocation;
  const file = resolve(context.directory, args[0] ?? '');
  await sizeOf(file);
  const map = await loadMap(String(options.map), context.directory, dirname(file));
  const tally = newTally();
  const first: Observation[] = [];
  const observation = (one: Observation): void => {
    if (first.length === observationsTriedOut) return;
    first.push(one);
    printer.line(JSON.stringify(one));
  };
  const absent = await withProblems(invocation, (problem) =>
    runImport({ file, map, listener: { problem, observation }, tally, signal: context.signal }),
  );
  const warnings = complainOf(absent, tally, invocation);
  printer.data({ first, ...tally, warnings });
  printer.line(`${tallyText(tally, false)} Nothing was sent.`);
  return codeOf(tally.observations, tally.rejected);
};

export const importFile: CommandDefinition = {
  name: 'import',
  takes: [['<file>', 'the CSV or NDJSON file']],
  summary: 'import history from a CSV or NDJSON file',
  help: `
The map is a YAML file that says what each column means. docs/examples/maven
holds one, and a description of its language. A mistake in the map is told with
its line before anything is sent. Good lines count although others are bad: each
bad one is told by its line, and the exit code is then 3. Importing a file again
is safe, also after it was interrupted: nothing counts twice. So a corrected
file prevails only with a greater seq: see "Correcting an import" there.

Examples:
  $ quarterdeck import deals.csv -w acme -s history -m map.yaml --dry-run
  $ quarterdeck import deals.csv -w acme -s history -m map.yaml
  $ quarterdeck import deals.csv -w acme -s history -m map.yaml --json > x.json

A map:
  format: csv
  dates: {format: "M/d/yyyy", zone: America/Sao_Paulo}
  rows:
    - record: deal
      id: opportunity_id
      at: {latest: [close_date, engage_date], else: "2017-12-31"}
      set:
        createdAt: engage_date
        closedAt: close_date
        amount: close_value
        outcome: {column: stage, table: {Won: won, Lost: lost}, else: open}

Next: the review of a period that the file covers.
  $ quarterdeck review acme 2026-10`,
  configure: (command) => {
    command
      .requiredOption('-w, --workspace <id>', 'the workspace')
      .requiredOption('-s, --source <id>', 'the source in it that the file speaks for')
      .requiredOption('-m, --map <file>', 'what the columns mean')
      .option('-n, --dry-run', 'show the first observations and what is wrong, and send nothing');
  },
  run: (invocation) => (invocation.options.dryRun === true ? tryOut(invocation) : sendAll(invocation)),
};

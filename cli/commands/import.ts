import { dirname, resolve } from 'node:path';
import { type ExitCode, exitCodes, Failure } from '../failure.ts';
import { createApi } from '../http/api.ts';
import { loadMap } from '../import/map.ts';
import type { Observation } from '../import/observe.ts';
import { createProblemList, problemText, tallyText } from '../import/report.ts';
import { runImport, sizeOf, type Tally } from '../import/run.ts';
import { settled } from '../import/settled.ts';
import { progress } from '../terminal/progress.ts';
import { count } from '../terminal/text.ts';
import type { CommandDefinition, Invocation } from './command.ts';

const mostProblemsShown = 20;
const observationsTriedOut = 10;

const newTally = (): Tally => ({ rows: 0, observations: 0, accepted: 0, rejected: 0, skipped: 0 });

const codeOf = (done: number, rejected: number): ExitCode => {
  if (rejected === 0) return exitCodes.ok;
  return done === 0 ? exitCodes.failed : exitCodes.partly;
};

/** The failure of an import that had begun, with how far it came. */
const cutShort = (error: unknown, { accepted }: Tally): unknown => {
  if (!(error instanceof Failure) || accepted === 0) return error;
  const { message, exitCode, details, hint } = error;
  const again = `${count(accepted, 'observation')} had been accepted. The same import again is safe: nothing counts twice.`;
  return new Failure(message, {
    exitCode,
    details,
    hint: hint === undefined ? again : `${hint}\n${again}`,
    cause: error,
  });
};

const sendAll = async ({ context, printer, args: [name = ''], options }: Invocation): Promise<ExitCode> => {
  const workspace = String(options.workspace);
  const source = String(options.source);
  const file = resolve(context.directory, name);
  const api = createApi(context.env);
  const size = await sizeOf(file);
  const map = await loadMap(String(options.map), context.directory, dirname(file));

  const tally = newTally();
  const problems = createProblemList(mostProblemsShown);
  const bar = progress(context, 'Importing', size);
  try {
    await runImport(
      file,
      map,
      {
        problem: (problem) => {
          problems.add(problem);
          printer.problem(problem);
        },
        read: (bytes, { rows, accepted }) =>
          bar.update(bytes, `${count(rows, 'row')}, ${accepted.toLocaleString('en')} accepted`),
      },
      tally,
      { context, api, workspace, source },
    );
  } catch (error) {
    throw cutShort(error, tally);
  } finally {
    bar.stop();
    for (const text of problems.texts()) printer.note(text);
  }
  const pending = tally.accepted === 0 ? 0 : await settled(context, api, workspace, source);
  printer.data({ ...tally, pending });
  printer.line(tallyText(tally, true));
  if (pending)
    printer.line(
      `${count(pending, 'delivery is', 'deliveries are')} still being translated: quarterdeck sources ${workspace}`,
    );
  return codeOf(tally.accepted, tally.rejected);
};

const tryOut = async ({ context, printer, args: [name = ''], options }: Invocation): Promise<ExitCode> => {
  const file = resolve(context.directory, name);
  await sizeOf(file);
  const map = await loadMap(String(options.map), context.directory, dirname(file));
  const tally = newTally();
  const first: Observation[] = [];
  await runImport(
    file,
    map,
    {
      problem: (problem) => {
        printer.problem(problem);
        if (!printer.json) printer.note(problemText(problem));
      },
      observation: (observation) => {
        if (first.length === observationsTriedOut) return;
        first.push(observation);
        printer.line(JSON.stringify(observation));
      },
    },
    tally,
  );
  printer.data({ first, ...tally });
  printer.line(`${tallyText(tally, false)} Nothing was sent.`);
  return codeOf(tally.observations, tally.rejected);
};

export const importFile: CommandDefinition = {
  usage: 'import <file>',
  summary: 'import history from a CSV or NDJSON file',
  help: `
The map is a YAML file that says what each column is; docs/examples/maven holds one, and describes its language.
Importing the same file again is safe: nothing counts twice. Good lines count although others are bad; each bad one
is told by its line, and the exit code is then 3.

Examples:
  $ quarterdeck import deals.csv --workspace acme --source history --map map.yaml --dry-run
  $ quarterdeck import deals.csv --workspace acme --source history --map map.yaml
  $ quarterdeck import deals.csv --workspace acme --source history --map map.yaml --json > problems.json

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
        outcome: {column: deal_stage, table: {Won: won, Lost: lost}, else: open}`,
  configure: (command) => {
    command
      .requiredOption('-w, --workspace <id>', 'the workspace')
      .requiredOption('-s, --source <id>', 'the source in it that the file speaks for')
      .requiredOption('-m, --map <file>', 'what the columns mean')
      .option('-n, --dry-run', 'show the first ten observations and every problem, and send nothing');
  },
  run: (invocation) => (invocation.options.dryRun === true ? tryOut(invocation) : sendAll(invocation)),
};

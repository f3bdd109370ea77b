import type { Command } from 'commander';
import { exitCodes, Failure, usage } from '../failure.ts';
import type { Review } from '../http/answers.ts';
import { type Api, createApi } from '../http/api.ts';
import { kpisOf } from '../http/kpis.ts';
import { compute, inForm, type Reading, segmentOf, show, write } from '../review/computed.ts';
import type { Look } from '../review/kpiTable.ts';
import { askRecords, recordLines } from '../review/records.ts';
import { segmentLines, segmentsIn } from '../review/segments.ts';
import { isEmptyScope, reviewLines } from '../review/view.ts';
import { spin } from '../terminal/progress.ts';
import type { CommandDefinition, Invocation } from './command.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Names are a courtesy: without the catalogue the ids serve. */
const calledOf = async (api: Api, workspace: string): Promise<Pick<Look, 'names' | 'numbers'>> => {
  const { kpis } = await kpisOf(api, workspace).catch((error: unknown) => {
    if (error instanceof Failure) return { kpis: [] };
    throw error;
  });
  const numbers = kpis.filter(({ toldAs }) => toldAs === 'number').map(({ id }) => id);
  return { names: new Map(kpis.map(({ id, name }) => [id, name])), numbers: new Set(numbers) };
};

/** The records behind one of the review's numbers, in its stead. */
const list = async (invocation: Invocation, kpi: string): Promise<void> => {
  const { context, printer, args, options } = invocation;
  const [workspace = '', period = ''] = args;
  const api = createApi(context);
  const answer = await spin(context, 'Listing the records', () =>
    askRecords(context, api, { workspace, period, kpi, segment: options.segment }),
  );
  printer.data(answer);
  if (printer.json) return;
  for (const line of recordLines(answer, { ...printer, ...(await calledOf(api, workspace)) })) printer.line(line);
};

type Options = Invocation['options'];

/** What it is written as, and where to. */
const filesIn = ({ html, csv, xlsx }: Options): Readonly<Record<string, unknown>> => ({
  'text/html': html,
  'text/csv': csv,
  [workbook]: xlsx,
});

const isAny = (options: readonly unknown[]): boolean => options.some((option) => option !== undefined);

/** @throws Failure when options are given that do not go together */
const refuseTogether = (options: Options, json: boolean): void => {
  const files = Object.values(filesIn(options));
  const { open, records, segments, baseline, role, locale } = options;
  if (records !== undefined && isAny([...files, open, segments, baseline]))
    throw usage('--records goes with --segment and --json only: it lists records, and computes no review.');
  if (segments !== undefined && isAny([...files, open, options.segment]))
    throw usage('--segments goes with --baseline and --json only: it lists keys, and writes no review.');
  if (isAny([role, locale]) && !isAny([...files, open]))
    throw usage(
      '--role and --locale go with --html, --csv, --xlsx or --open: what is shown here is all of it, in English.',
    );
  if ([json, ...files.map((file) => file === '-')].filter(Boolean).length > 1)
    throw usage('Only one of --json, --html -, --csv - and --xlsx - can have standard output.');
};

const readingIn = ({ role, locale }: Options): Reading => ({
  ...(typeof role === 'string' && { role }),
  ...(typeof locale === 'string' && { locale }),
});

/** Writes a review to files and shows it, as is asked for; whether anything was. */
const kept = async (invocation: Invocation, api: Api, document: Review): Promise<boolean> => {
  const files = filesIn(invocation.options);
  const { open } = invocation.options;
  const reading = readingIn(invocation.options);
  for (const [type, file] of Object.entries(files))
    if (typeof file === 'string') await write(invocation, file, await inForm(api, document, type, reading));
  if (open === true) await show(invocation, await inForm(api, document, 'text/html', reading));
  return isAny([...Object.values(files), open]);
};

export const review: CommandDefinition = {
  name: 'review',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['<period>', 'a month 2026-10, a quarter 2026-Q3, a year 2026, or days 2026-10-01..2026-10-15'],
  ],
  summary: 'compute a review now and show it',
  help: `
A period that is not over is computed as far as it goes. What was mailed is
never replaced: a review computed again is a new version. Changes are coloured
by whether they are good; those that may be noise are not. n is the number of
records that a value rests on; --records lists them, with links into their
systems.

Examples:
  $ quarterdeck review acme 2026-10
  $ quarterdeck review acme 2026-Q3 --open
  $ quarterdeck review acme 2026 --segment region=south
  $ quarterdeck review acme 2026-10 --records winRate --segment owner=ana
  $ quarterdeck review acme 2026-10 --segments
  $ quarterdeck review acme 2026-10 --html review.html --xlsx review.xlsx
  $ quarterdeck review acme 2026-10 --xlsx ventas.xlsx --role sales --locale es
  $ quarterdeck review acme 2026-10 --csv - | head
  $ quarterdeck review acme 2026-10 --json | jq '.kpis[] | {id, value}'

Next: mail it to the recipients of the workspace.
  $ quarterdeck send acme 2026-10`,
  configure: (command: Command) => {
    command
      .option('--html <file>', 'write it as a web page; - is standard output')
      .option('--csv <file>', 'write its numbers as CSV; - is standard output')
      .option('--xlsx <file>', 'write its numbers as a workbook for Excel; - is standard output')
      .option('--role <role>', 'of a file: the KPIs of this role only, for example sales')
      .option('--locale <language>', 'of a file: in this language, for example pt-BR; the workspace’s unless said')
      .option('--segments', 'instead of it, list what --segment takes: the keys that there are')
      .option('--open', 'show it in the browser')
      .option('--baseline <days>', 'what days are compared with, 2026-09-01..2026-09-15; by default as many before')
      .option('--records <kpi>', 'instead of it, list the records that a number is made of, for example winRate')
      .option('--segment <by=key...>', 'of these records only, for example owner=ana');
  },
  run: async (invocation) => {
    const { context, printer, options } = invocation;
    const { records, segments } = options;
    refuseTogether(options, printer.json);
    if (typeof records === 'string') {
      await list(invocation, records);
      return exitCodes.ok;
    }
    const api = createApi(context);
    const asked = segments === true ? undefined : segmentOf(options.segment, '--segment');
    const document = await spin(context, 'Computing the review', () => compute(invocation, api, asked));
    if (segments === true) {
      printer.data(segmentsIn(document));
      for (const line of segmentLines(document, printer)) printer.line(line);
      return exitCodes.ok;
    }
    printer.data(document);
    if (await kept(invocation, api, document)) return exitCodes.ok;
    if (printer.json) return exitCodes.ok;
    const whole = isEmptyScope(document) ? await compute(invocation, api) : undefined;
    for (const line of reviewLines(document, { ...printer, ...(await calledOf(api, document.workspace)) }, whole))
      printer.line(line);
    return exitCodes.ok;
  },
};

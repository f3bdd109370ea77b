import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, Failure, usage } from '../failure.ts';
import type { Review } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { finished } from '../http/jobs.ts';
import { kpisOf } from '../http/kpis.ts';
import type { Names } from '../review/kpiTable.ts';
import { askRecords, recordLines } from '../review/records.ts';
import { isEmptyScope, reviewLines } from '../review/view.ts';
import { spin } from '../terminal/progress.ts';
import type { CommandDefinition, Invocation } from './command.ts';

const segmentOf = (pairs: unknown): Record<string, string> | undefined => {
  if (!Array.isArray(pairs)) return undefined;
  return Object.fromEntries(
    pairs.map(String).map((pair) => {
      const [, by, key] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (by === undefined || key === undefined)
        throw usage(`--segment ${JSON.stringify(pair)}: write it as by=key, for example --segment owner=ana`);
      return [by, key];
    }),
  );
};

const compute = async (
  { context, args: [workspace = '', period = ''], options: { baseline } }: Invocation,
  api: Api,
  segment?: Record<string, string>,
): Promise<Review> => {
  const answer = await api.send({
    method: 'POST',
    path: path`/v1/workspaces/${workspace}/reviews`,
    body: { period, ...(baseline === undefined ? {} : { baseline }), ...(segment ? { segment } : {}) },
  });
  if (answer.status !== 202) return JSON.parse(answer.text) as Review;
  const { job } = JSON.parse(answer.text) as { job: string };
  return api.ask<Review>({ method: 'GET', path: await finished(context, api, job) });
};

/** The very version that was computed, in another form; without it the one that was sent would be answered. */
const inForm = async (api: Api, { workspace, period, version, id }: Review, accept: string): Promise<string> => {
  const scope = id.split('/')[3] ?? 'all';
  const query = new URLSearchParams({ version: String(version), ...(scope === 'all' ? {} : { scope }) });
  const { text } = await api.send({
    method: 'GET',
    path: `${path`/v1/workspaces/${workspace}/reviews/${period}`}?${query}`,
    accept,
  });
  return text;
};

const write = async ({ context, printer }: Invocation, file: string, text: string): Promise<void> => {
  if (file === '-') {
    context.stdout.write(text);
    return;
  }
  const target = resolve(context.directory, file);
  await writeFile(target, text).catch((cause: Error) => {
    throw new Failure(`${target} cannot be written: ${cause.message}`, { cause });
  });
  printer.note(`Wrote ${target}`);
};

const show = async ({ context, printer }: Invocation, html: string): Promise<void> => {
  const file = join(await mkdtemp(join(tmpdir(), 'quarterdeck-')), 'review.html');
  await writeFile(file, html, { mode: 0o600 });
  printer.note((await context.open(file)) ? `Opened ${file}` : `There is no program here to open it with: ${file}`);
};

/** Names are a courtesy: without the catalogue the ids serve. */
const namesOf = async (api: Api, workspace: string): Promise<Names> => {
  const { kpis } = await kpisOf(api, workspace).catch((error: unknown) => {
    if (error instanceof Failure) return { kpis: [] };
    throw error;
  });
  return new Map(kpis.map(({ id, name }) => [id, name]));
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
  for (const line of recordLines(answer, { ...printer, names: await namesOf(api, workspace) })) printer.line(line);
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
  $ quarterdeck review acme 2026-10 --html review.html --csv review.csv
  $ quarterdeck review acme 2026-10 --csv - | head
  $ quarterdeck review acme 2026-10 --json | jq '.kpis[] | {id, value}'

Next: mail it to the recipients of the workspace.
  $ quarterdeck send acme 2026-10`,
  configure: (command: Command) => {
    command
      .option('--html <file>', 'write it as a web page; - is standard output')
      .option('--csv <file>', 'write its numbers as CSV; - is standard output')
      .option('--open', 'show it in the browser')
      .option('--baseline <days>', 'what days are compared with, 2026-09-01..2026-09-15; by default as many before')
      .option('--records <kpi>', 'instead of it, list the records that a number is made of, for example winRate')
      .option('--segment <by=key...>', 'of these records only, for example owner=ana');
  },
  run: async (invocation) => {
    const { context, printer, options } = invocation;
    const { html, csv, open, records, baseline } = options;
    if (typeof records === 'string') {
      if ([html, csv, open, baseline].some((option) => option !== undefined))
        throw usage('--records goes with --segment and --json only: it lists records, and computes no review.');
      await list(invocation, records);
      return exitCodes.ok;
    }
    if ([printer.json, html === '-', csv === '-'].filter(Boolean).length > 1)
      throw usage('Only one of --json, --html - and --csv - can have standard output.');
    const api = createApi(context);
    const document = await spin(context, 'Computing the review', () =>
      compute(invocation, api, segmentOf(options.segment)),
    );
    printer.data(document);
    if (typeof html === 'string') await write(invocation, html, await inForm(api, document, 'text/html'));
    if (typeof csv === 'string') await write(invocation, csv, await inForm(api, document, 'text/csv'));
    if (open === true) await show(invocation, await inForm(api, document, 'text/html'));
    if (html !== undefined || csv !== undefined || open !== undefined) return exitCodes.ok;
    if (printer.json) return exitCodes.ok;
    const whole = isEmptyScope(document) ? await compute(invocation, api) : undefined;
    for (const line of reviewLines(document, { ...printer, names: await namesOf(api, document.workspace) }, whole))
      printer.line(line);
    return exitCodes.ok;
  },
};

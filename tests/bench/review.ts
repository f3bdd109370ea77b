import path from 'node:path';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createWorkspaces } from '../../lambdas/adapters/dynamodb/workspaces.ts';
import type { ReadRecord } from '../../lambdas/domain/reviews/compute.ts';
import type { Bench, Figure } from './bench.ts';
import { asOf, source } from './review/company.ts';
import { askAgain, startAnswering } from './review/conversation.ts';
import { loadTables, numbersFrom } from './review/duckdb.ts';
import { loadPointers, loadRecords } from './review/load.ts';
import { type Measurement, type Timing, timed } from './review/measured.ts';
import { companyOf } from './review/mixed.ts';
import { differences, named } from './review/numbers.ts';
import type { Prepare } from './review/passChild.ts';
import type { Ask } from './review/readChild.ts';
import { withDatabase } from './support/database.ts';
import { database, tables } from './support/environment.ts';
import { withFolder } from './support/folder.ts';
import { median } from './support/median.ts';
import { askProcess, bundled } from './support/processes.ts';

/** How many records, and how often. */
interface Size {
  readonly records: number;
  readonly rounds: number;
}

type Report = (figure: Figure) => void;
type Say = (text: string) => void;

/** Read before each measurement. */
const warmUpRecords = 2_000;

const bundledHere = (name: string, folder: string): Promise<string> =>
  bundled(path.join(import.meta.dirname, `review/${name}.ts`), folder);

/** Each round has its own ratio, since what slows the machine down slows both sides of a round. */
const ratioOf = (of: 'wallMs' | 'cpuMs', over: readonly Timing<unknown>[], under: readonly Timing<unknown>[]): number =>
  median(over.map((timing, round) => timing[of] / (under[round] as Timing<unknown>)[of]));

const perSecond = (count: number, of: 'wallMs' | 'cpuMs', timings: readonly Timing<unknown>[]): number =>
  (1000 * count) / median(timings.map((timing) => timing[of]));

const load = async (endpoint: string, count: number): Promise<void> => {
  const client = createClient({ endpoint, ...database });
  const workspaces = createWorkspaces(client, tables.reviews);
  for (const [workspace, size] of [
    ['warm-up', warmUpRecords],
    ['company', count],
  ] as const) {
    const linked: ReadRecord[] = [];
    const records = function* () {
      for (const { record, isLinked } of companyOf(size)) {
        if (isLinked) linked.push(record);
        yield record;
      }
    };
    await workspaces.settledUntil(workspace, source, asOf);
    await loadRecords(client, tables.records, workspace, records());
    await loadPointers(client, tables.records, workspace, linked);
  }
  client.destroy();
};

/** From the database: whole reviews, and what it takes only to fetch and parse what they read. */
const benchReading = async ({ records, rounds }: Size, folder: string, report: Report, say: Say): Promise<void> => {
  const whole: Measurement<number>[] = [];
  const pages: Measurement<number>[] = [];
  await withDatabase(folder, async ({ endpoint }) => {
    say(`loading ${records} records into the database`);
    await load(endpoint, records);
    const file = await bundledHere('readChild', folder);
    const measure = (what: Ask['what']): Promise<Measurement<number>> =>
      askProcess(file, { what, endpoint, warmUp: 'warm-up', workspace: 'company' } satisfies Ask);
    for (let round = 1; round <= rounds; round += 1) {
      say(`reading, ${round} of ${rounds}`);
      pages.push(await measure('pages'));
      whole.push(await measure('review'));
    }
  });
  const against = 'whole review / fetching and JSON.parse of the same pages';
  report({ figure: against, value: ratioOf('wallMs', whole, pages), unit: 'ratio', limit: { atMost: 2.5 } });
  report({ figure: `${against}, processor time`, value: ratioOf('cpuMs', whole, pages), unit: 'ratio' });
  report({ figure: 'records reviewed', value: perSecond(records, 'wallMs', whole), unit: 'records/s' });
  report({ figure: 'records reviewed, processor time', value: perSecond(records, 'cpuMs', whole), unit: 'records/s' });
  report({
    figure: 'growth of memory at its peak',
    value: Math.max(...whole.map(({ grownMb }) => grownMb)),
    unit: 'MB',
    limit: { atMost: 200 },
  });
};

/** From memory: the whole catalogue against a part of it by DuckDB, which must find the same numbers. */
const benchAggregation = async ({ records, rounds }: Size, folder: string, report: Report, say: Say): Promise<void> => {
  const ours: Timing<unknown>[] = [];
  const theirs: Timing<unknown>[] = [];
  const child = startAnswering(await bundledHere('passChild', folder));
  try {
    say(`${records} records into memory, and into tables`);
    await askAgain(child, { records } satisfies Prepare);
    const connection = await loadTables(records, folder);
    for (let round = 1; round <= rounds; round += 1) {
      const sql = await timed(() => numbersFrom(connection));
      const pass = await askAgain<Timing<[string, number][]>>(child, {});
      const different = differences(new Map(pass.result), sql.result);
      if (different.length > 0) throw new Error(`DuckDB has other numbers: ${different.slice(0, 10).join(', ')}.`);
      say(`${sql.result.size} numbers as DuckDB has them, ${round} of ${rounds}`);
      theirs.push(sql);
      ours.push(pass);
    }
    connection.closeSync();
  } finally {
    child.kill();
  }
  const against = `aggregation of the whole catalogue / DuckDB on one thread, ${named.length} KPIs`;
  report({
    figure: `${against}, processor time`,
    value: ratioOf('cpuMs', ours, theirs),
    unit: 'ratio',
    limit: { atMost: 3 },
  });
  report({ figure: `${against}, elapsed time`, value: ratioOf('wallMs', ours, theirs), unit: 'ratio' });
  report({ figure: 'records aggregated', value: perSecond(records, 'wallMs', ours), unit: 'records/s' });
  report({ figure: 'records aggregated, processor time', value: perSecond(records, 'cpuMs', ours), unit: 'records/s' });
};

export const review: Bench = {
  name: 'review',
  about: 'a monthly review of records of every type: all KPIs, 13 months, all segments',
  run: (report, say, { quick }) =>
    withFolder(async (folder) => {
      const [aggregated, read] = quick
        ? [
            { records: 20_000, rounds: 1 },
            { records: 20_000, rounds: 1 },
          ]
        : [
            { records: 1_000_000, rounds: 3 },
            { records: 200_000, rounds: 5 },
          ];
      await benchAggregation(aggregated, folder, report, say);
      await benchReading(read, folder, report, say);
    }),
};

import path from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createRecords } from '../../lambdas/adapters/dynamodb/records.ts';
import type { ReadRecord } from '../../lambdas/domain/reviews/compute.ts';
import { firstGeneration } from '../../lambdas/flow/translate.ts';
import { adminKey, type RunningSystem, startSystem } from '../support/system.ts';
import type { Bench, Figure } from './bench.ts';
import { startAccepting } from './import/accepting.ts';
import type { Ask, Measured } from './import/child.ts';
import { writeDeals, writeMap } from './import/file.ts';
import { loadRecords } from './review/load.ts';
import { withDatabase } from './support/database.ts';
import { database, tables } from './support/environment.ts';
import { withFolder } from './support/folder.ts';
import { signingSecret } from './support/hooks.ts';
import { median } from './support/median.ts';
import { askProcess } from './support/processes.ts';

type Report = (figure: Figure) => void;
type Say = (text: string) => void;

const source = 'history';
const child = path.join(import.meta.dirname, 'import/child.mjs');

const importInto = async (url: string, workspace: string, file: string, map: string): Promise<Measured> => {
  const ask: Ask = { args: ['import', file, '-w', workspace, '-s', source, '-m', map] };
  const measured = await askProcess<Measured>(child, ask, { QUARTERDECK_URL: url, QUARTERDECK_KEY: adminKey });
  if (measured.code !== 0) throw new Error(`An import ended with ${measured.code}: ${measured.stderr}`);
  return measured;
};

const apply = (system: RunningSystem, workspace: string): Promise<unknown> =>
  system.json('PUT', `/v1/workspaces/${workspace}`, {
    workspace,
    timeZone: 'UTC',
    currency: 'EUR',
    from: 'KPIs <kpis@acme.example>',
    sources: [{ id: source, system: 'standard', secrets: [signingSecret] }],
  });

const recordsOf = async (client: DynamoDBClient, workspace: string): Promise<ReadRecord[]> => {
  const records: ReadRecord[] = [];
  for await (const page of createRecords(client, tables.records).scan(workspace, source, firstGeneration, 'deal'))
    for (const { key, state, changedAt } of page) records.push({ source, type: 'deal', id: key.id, state, changedAt });
  return records;
};

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** Through the command and the API until all is in the records, against plain writes of the very same records. */
const benchSpeed = async (rows: number, rounds: number, folder: string, report: Report, say: Say): Promise<void> => {
  const [file, map] = [await writeDeals(folder, rows), await writeMap(folder)];
  const imports: number[] = [];
  const repeated: number[] = [];
  const writes: number[] = [];
  await withDatabase(folder, async ({ endpoint }) => {
    const client = createClient({ endpoint, ...database });
    const system = await startSystem([], endpoint);
    try {
      // The first finds the functions cold.
      await apply(system, 'warm-up');
      await importInto(system.url, 'warm-up', await writeDeals(folder, 2_000), map);
      for (let round = 1; round <= rounds; round += 1) {
        const workspace = `round-${round}`;
        await apply(system, workspace);
        imports.push((await importInto(system.url, workspace, file, map)).seconds);
        const records = await recordsOf(client, workspace);
        if (records.length !== rows) throw new Error(`${rows} rows came to ${records.length} records.`);
        writes.push(await secondsOf(() => loadRecords(client, tables.records, `plain-${round}`, records)));
        repeated.push((await importInto(system.url, workspace, file, map)).seconds);
        say(`${rows} rows imported, written plainly and imported again, ${round} of ${rounds}`);
      }
    } finally {
      await system.stop();
      client.destroy();
    }
  });
  const ratioOf = (over: readonly number[], under: readonly number[]): number =>
    median(over.map((seconds, round) => seconds / (under[round] as number)));
  report({
    figure: 'writing the same records with BatchWriteItem / importing them through the API',
    value: ratioOf(writes, imports),
    unit: 'ratio',
    limit: { atLeast: 0.5 },
  });
  report({ figure: 'importing a file again / importing it', value: ratioOf(repeated, imports), unit: 'ratio' });
  report({ figure: 'records imported', value: rows / median(imports), unit: 'records/s' });
  report({ figure: 'records written with BatchWriteItem', value: rows / median(writes), unit: 'records/s' });
};

/**
 * How much memory the importing process takes, by the size of the file; what is posted is accepted at once. A small file
 * ends before the process has taken what it works with, so that growth is told from there, too.
 */
const benchMemory = async (rows: readonly number[], folder: string, report: Report, say: Say): Promise<void> => {
  const map = await writeMap(folder);
  const { url, stop } = await startAccepting();
  const counted = (count: number): string => count.toLocaleString('en');
  const peakOf = async (count: number): Promise<number> => {
    const { peakMb, seconds } = await importInto(url, 'any', await writeDeals(folder, count), map);
    say(`${counted(count)} rows read and posted in ${seconds.toFixed(1)} s`);
    return peakMb;
  };
  try {
    const peaks: { readonly count: number; readonly peak: number }[] = [];
    for (const count of rows) peaks.push({ count, peak: await peakOf(count) });
    const largest = peaks.at(-1) ?? { count: 0, peak: 0 };
    for (const [place, { count, peak }] of peaks.slice(0, -1).entries())
      report({
        figure: `growth of an import's peak memory from ${counted(count)} to ${counted(largest.count)} rows`,
        value: largest.peak - peak,
        unit: 'MB',
        limit: { atMost: place === 0 ? 100 : 32 },
      });
    report({
      figure: `an import's peak memory at ${counted(largest.count)} rows`,
      value: largest.peak,
      unit: 'MB',
    });
  } finally {
    await stop();
  }
};

export const imports: Bench = {
  name: 'import',
  about: 'an import through the API against plain writes of the same records, and its memory by the size of the file',
  run: (report, say, { quick }) =>
    withFolder(async (folder) => {
      await benchMemory(quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000], folder, report, say);
      await benchSpeed(quick ? 5_000 : 50_000, quick ? 1 : 3, folder, report, say);
    }),
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tables } from '../../infra/local/environment.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { adminKey, databaseUser, type RunningSystem, startSystem } from '../support/system.ts';

/** Imports that are broken off, by whoever waits or by the server's end, on a database that outlives both. */

const root = path.resolve(import.meta.dirname, '../..');
const rows = 15_000;

let database: RunningDatabase;
let system: RunningSystem;
let folder: string;

const map = `format: csv
dates: {zone: UTC}
rows:
  - {record: deal, id: id, at: created, set: {createdAt: created, outcome: {value: open}, amount: amount}}
  - {record: deal, id: id, at: closed, needs: closedAt, set: {outcome: {value: won}, closedAt: closed}}
`;

const day = (index: number): string => `2026-${String(1 + (index % 9)).padStart(2, '0')}-${10 + (index % 18)}`;

beforeAll(async () => {
  database = await startDynalite();
  system = await startSystem([], database.endpoint);
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-import-'));
  const lines = Array.from(
    { length: rows },
    (_, index) => `D${index},${day(index)},${100 + index},${index % 2 ? '2026-10-05' : ''}\n`,
  );
  await writeFile(path.join(folder, 'data.csv'), `id,created,amount,closed\n${lines.join('')}`);
  await writeFile(path.join(folder, 'map.yaml'), map);
}, 120_000);

afterAll(async () => {
  await system.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

const apply = (workspace: string): Promise<unknown> =>
  system.json('PUT', `/v1/workspaces/${workspace}`, {
    workspace,
    timeZone: 'UTC',
    currency: 'EUR',
    from: 'KPIs <kpis@acme.example>',
    sources: [
      { id: 'history', system: 'standard', secrets: [`whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`] },
    ],
  });

const begin = (workspace: string): ChildProcess =>
  spawn(
    process.execPath,
    [path.join(root, 'cli/quarterdeck.mjs'), 'import', 'data.csv', '-w', workspace, '-s', 'history', '-m', 'map.yaml'],
    {
      cwd: folder,
      env: { ...process.env, QUARTERDECK_URL: system.url, QUARTERDECK_KEY: adminKey },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );

/** Resolves when an import says for the first time how far it is. */
const underWay = async ({ stderr }: ChildProcess): Promise<void> => {
  await once(stderr as NodeJS.ReadableStream, 'data');
};

const ended = async (child: ChildProcess): Promise<number | null> => {
  child.stdout?.resume();
  child.stderr?.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
};

/** All records of a workspace, by their places, byte by byte. */
const recordsOf = async (workspace: string): Promise<Map<string, string>> => {
  const client = createClient({ endpoint: database.endpoint, ...databaseUser });
  const found = new Map<string, string>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tables.records, ConsistentRead: true }))
    for (const { pk, sk, s } of Items)
      if (pk?.S?.startsWith(`${workspace}#`)) found.set(`${pk.S.slice(workspace.length)} ${sk?.S}`, s?.S ?? '');
  client.destroy();
  return found;
};

const kpisOf = async (workspace: string): Promise<unknown> =>
  (await system.json<{ kpis: unknown }>('POST', `/v1/workspaces/${workspace}/reviews`, { period: '2026-10' })).kpis;

it('an import that is broken off comes to the same as one that is not, once it is run again', async () => {
  for (const workspace of ['whole', 'stopped', 'orphaned']) await apply(workspace);
  expect(await ended(begin('whole'))).toBe(0);

  const stopped = begin('stopped');
  await underWay(stopped);
  stopped.kill('SIGINT');
  expect(await ended(stopped)).toBe(130);
  expect((await recordsOf('stopped')).size).toBeLessThan(rows);

  const orphaned = begin('orphaned');
  await underWay(orphaned);
  await system.kill();
  // It goes on asking for a while; nobody waits for that here.
  orphaned.kill('SIGKILL');
  await ended(orphaned);
  expect((await recordsOf('orphaned')).size).toBeLessThan(rows);
  system = await startSystem([], database.endpoint);

  for (const workspace of ['stopped', 'orphaned', 'whole']) expect(await ended(begin(workspace))).toBe(0);
  const records = await recordsOf('whole');
  expect(records.size).toBe(rows);
  expect(await recordsOf('stopped')).toEqual(records);
  expect(await recordsOf('orphaned')).toEqual(records);
  const kpis = await kpisOf('whole');
  expect(await kpisOf('stopped')).toEqual(kpis);
  expect(await kpisOf('orphaned')).toEqual(kpis);
}, 180_000);

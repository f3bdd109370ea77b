import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import path from 'node:path';
import { ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTables } from '../../infra/local/database.ts';
import { close, listen } from '../../infra/local/listen.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { partition, queryAll } from '../../lambdas/adapters/dynamodb/query.ts';
import { rawPages } from '../../lambdas/adapters/dynamodb/rawQuery.ts';
import { sendLoad } from '../bench/ack/load.ts';
import type { Bench, Figure } from '../bench/bench.ts';
import { lineOf } from '../bench/line.ts';
import { readOptions } from '../bench/options.ts';
import { runBenches } from '../bench/runner.ts';
import { median, quantile } from '../bench/support/median.ts';
import { createMeter, sumOf } from '../bench/units/meter.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';

const names = ['review', 'receive', 'import', 'cold', 'mail', 'ack', 'units', 'translate'];

const benchOf = (name: string, ...figures: Figure[]): Bench => ({
  name,
  about: `measures ${name}`,
  async run(report) {
    for (const figure of figures) report(figure);
  },
});

const broken: Bench = {
  ...benchOf('broken'),
  async run(report) {
    report({ figure: 'half', value: 1, unit: 'ms' });
    throw new Error('It is void.');
  },
};

const ran = async (...benches: Bench[]) => {
  const printed: { bench: string; figure: string }[] = [];
  const said: string[] = [];
  const { ok } = await runBenches(
    benches,
    { quick: true },
    {
      line: ({ bench, figure }) => void printed.push({ bench, figure }),
      say: (text) => void said.push(text),
    },
  );
  return { ok, printed, said: said.join('\n') };
};

describe('npm run bench', () => {
  const run = (...argv: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts', ...argv], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      encoding: 'utf8',
      timeout: 50_000,
    });

  it('says which benches there are', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
  });

  it('says so too where a name is none of them, and measures nothing', () => {
    const { status, stdout, stderr } = run('cold', 'warm');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`There is no bench "warm". There are ${names.join(', ')}.`);
  });

  it.each([
    [['--write', '--quick'], /not for the record/],
    [['--write', '--seconds', '5'], /not for the record/],
    [['--seconds', 'some'], /from 1 to 3600/],
    [['--fast'], /--fast/],
  ])('refuses %s', (argv, reason) => {
    expect(readOptions(argv, [])).toEqual({ mistake: expect.stringMatching(reason) });
  });

  it('runs the named ones, in their order, or all', () => {
    const all = [benchOf('a'), benchOf('b'), benchOf('c')];
    expect(readOptions(['c', 'a'], all)).toMatchObject({ options: { benches: [all[0], all[2]] } });
    expect(readOptions([], all)).toMatchObject({ options: { benches: all, settings: { quick: false } } });
  });
});

describe('a run', () => {
  it('prints ratios first, each bench after it has ended', async () => {
    const first = benchOf(
      'first',
      { figure: 'time', value: 3, unit: 'ms' },
      { figure: 'a / b', value: 2, unit: 'ratio' },
    );
    const second = benchOf('second', { figure: 'size', value: 1, unit: 'KB' });
    expect((await ran(first, second)).printed).toEqual([
      { bench: 'first', figure: 'a / b' },
      { bench: 'first', figure: 'time' },
      { bench: 'second', figure: 'size' },
    ]);
  });

  it('fails where a limit is not kept, be it above or below', async () => {
    const limited = (value: number, limit: NonNullable<Figure['limit']>): Bench =>
      benchOf('limited', { figure: 'x', value, unit: 'ratio', limit });
    expect((await ran(limited(1.5, { atMost: 1.5 }), limited(50, { atLeast: 50 }))).ok).toBe(true);
    expect((await ran(limited(1.6, { atMost: 1.5 }))).ok).toBe(false);
    expect((await ran(limited(49, { atLeast: 50 }))).ok).toBe(false);
  });

  it('leaves out the figures of one that breaks off, fails, and goes on with the next', async () => {
    const { ok, printed, said } = await ran(broken, benchOf('next', { figure: 'y', value: 1, unit: 'ms' }));
    expect({ ok, printed }).toEqual({ ok: false, printed: [{ bench: 'next', figure: 'y' }] });
    expect(said).toContain('It is void.');
  });

  it('holds a limit against what was measured and not against what is printed of it', () => {
    const figure = { figure: 'x', value: 1.50001, unit: 'ratio', limit: { atMost: 1.5 } } as const;
    expect(lineOf('bench', figure)).toMatchObject({ value: 1.5, ok: false });
    expect(lineOf('bench', { figure: 'x', value: 123_456.789, unit: 'records/s' }).value).toBe(123_457);
  });
});

it('takes the middle, and the value that a share does not go over', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(hundred, 0.99)).toBe(99);
  expect(quantile([7], 0.99)).toBe(7);
});

describe('the meter', () => {
  let database: RunningDatabase;
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());

  const tables = { deliveries: 'deliveries', records: 'records', reviews: 'reviews' };
  const item = (sk: string, bytes: number) => ({ pk: { S: 'p' }, sk: { S: sk }, b: { B: Buffer.alloc(bytes) } });

  it('adds up what is read and written, however it is read, and throws where a request failed', async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = createClient({ endpoint: database.endpoint, region: 'us-east-1', credentials });
    await createTables(client, tables);
    const meter = createMeter(client);
    const put = (sk: string, bytes: number, condition?: string) =>
      client.send(
        new PutItemCommand({
          TableName: tables.records,
          Item: item(sk, bytes),
          ...(condition !== undefined && { ConditionExpression: condition }),
        }),
      );
    const written = await meter.of(async () => {
      await put('a', 900);
      await put('b', 1500);
      await client.send(new ListTablesCommand({}));
    });
    expect(sumOf(written)).toEqual({ reads: 0, writes: 3 });
    expect([...written.keys()]).toEqual(['PutItem records']);
    // 2.4 KB: one unit where the answer is consistent, half of one where it need not be.
    expect(sumOf(await meter.of(() => queryAll(client, tables.records, partition('p'))))).toEqual({
      reads: 1,
      writes: 0,
    });
    const pages: unknown[] = [];
    const scan = async (): Promise<void> => {
      for await (const page of rawPages(client, tables.records, partition('p'))) pages.push(...page.items);
    };
    expect(sumOf(await meter.of(scan))).toEqual({ reads: 0.5, writes: 0 });
    expect(pages).toHaveLength(2);
    const refused = (): Promise<unknown> => put('a', 10, 'attribute_not_exists(pk)').catch(() => undefined);
    await expect(meter.of(refused)).rejects.toThrow('1 requests to the database failed');
    client.destroy();
  });
});

it('counts the wait of an answer from when it was to be asked for, and what was not accepted', async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    const status = requests % 4 === 0 ? 500 : 200;
    setTimeout(() => response.writeHead(status).end(), 60);
  });
  const port = await listen(server, 0, '127.0.0.1');
  try {
    const { latencies, accepted, others } = await sendLoad(`http://127.0.0.1:${port}`, 200, 0.2);
    expect({ requests, accepted }).toEqual({ requests: 40, accepted: 30 });
    expect(others).toEqual(Array.from({ length: 10 }, () => '500'));
    expect(latencies.filter((latency) => latency === Number.POSITIVE_INFINITY)).toHaveLength(10);
    expect(Math.min(...latencies)).toBeGreaterThan(55);
  } finally {
    await close(server);
  }
});

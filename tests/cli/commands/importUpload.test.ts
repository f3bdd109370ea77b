import { describe, expect, test } from 'vitest';
import { mostObservations } from '../../../cli/import/batches.ts';
import { source } from '../support/answers.ts';
import { type Asked, problem, type Reply, startApi, unusedUrl } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';
import {
  acceptAll,
  args,
  header,
  health,
  importing,
  linesOf,
  map,
  post,
  rowsOf,
  settled,
} from '../support/importing.ts';

test('observations are posted as NDJSON, so many at a time, each once', async () => {
  const { code, stdout, posts } = await importing(header + rowsOf(2.5 * mostObservations), { [post]: acceptAll });
  expect(code).toBe(0);
  expect(stdout).toBe(
    '6,250 rows read: 6,250 observations accepted, 0 rejected.\nNext: quarterdeck review acme PERIOD, for example 2026-10 or 2026.\n',
  );
  expect(posts.map((asked) => linesOf(asked).length).sort((a, b) => a - b)).toEqual([
    mostObservations / 2,
    mostObservations,
    mostObservations,
  ]);
  expect(new Set(posts.flatMap(linesOf).map(({ id }) => id)).size).toBe(2.5 * mostObservations);
  expect(posts[0]?.headers['content-type']).toBe('application/x-ndjson');
  expect(posts.flatMap(linesOf)).toContainEqual({
    record: 'deal',
    id: '0',
    at: '2017-03-01T00:00:00Z',
    set: { amount: '0' },
  });
});

test('no batch is over a megabyte, whatever the rows hold', async () => {
  const wide = Array.from({ length: 40 }, (_, index) => `${index}${'x'.repeat(100_000)},2017-03-01,1\n`).join('');
  const { code, posts } = await importing(header + wide, { [post]: acceptAll });
  expect(code).toBe(0);
  expect(posts.length).toBeGreaterThan(3);
  for (const { body } of posts) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1_000_001);
});

describe('what fails in passing is posted again', () => {
  test.each([
    ['too many requests', () => problem(429, 'Slow down.')],
    ['an error of the server', () => problem(503, 'Not now.')],
    ['a connection cut off', () => 'cut' as const],
  ])('%s', async (_, fail) => {
    const failures = new Map<string, number>();
    const { code, json, posts } = await importing(
      header + rowsOf(2.5 * mostObservations),
      {
        [post]: (asked) => {
          const seen = failures.get(asked.body) ?? 0;
          failures.set(asked.body, seen + 1);
          return seen < 3 ? fail() : acceptAll(asked);
        },
      },
      ['--json'],
    );
    expect(code).toBe(0);
    expect(json()).toMatchObject({ accepted: 2.5 * mostObservations, rejected: 0 });
    expect(posts).toHaveLength(12);
  });

  test('but not for ever, and how far it came is told: exit code 4', async () => {
    const { code, stderr, posts } = await importing(header + rowsOf(1.5 * mostObservations), {
      [post]: (asked) =>
        linesOf(asked).some(({ id }) => id === '0') ? acceptAll(asked) : problem(500, 'Out of order.'),
    });
    expect(code).toBe(4);
    expect(stderr).toContain('Out of order. (500)');
    expect(stderr).toContain('2,500 observations had been accepted. The same import again is safe');
    expect(posts).toHaveLength(9);
  });

  test('and --json is still one JSON value when it fails after a problem was told', async () => {
    const { code, json } = await importing(
      `${header}1,soon,1\n${rowsOf(1)}`,
      { [post]: () => problem(401, 'No such key.') },
      ['--json'],
    );
    expect(code).toBe(1);
    expect(json()).toMatchObject({ problems: [{ line: 2 }], error: { message: 'No such key. (401)' } });
  });
});

test.each([401, 403, 404, 413, 415])('an answer of %i is final', async (status) => {
  const { code, posts } = await importing(header + rowsOf(10), { [post]: () => problem(status, 'No.') });
  expect([code, posts.length]).toEqual([1, 1]);
});

test('an address at which nothing listens from the start is not waited for', async () => {
  const slept: number[] = [];
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(10) });
  const env = { QUARTERDECK_URL: await unusedUrl(), QUARTERDECK_KEY: 'k' };
  const { code, stderr } = await quarterdeck(args, { directory, env, slept });
  expect([code, slept]).toEqual([4, []]);
  expect(stderr).toContain('nothing listens there');
});

test('waits grow, and are those that the API asks for where it does', async () => {
  const waits = async (fail: () => Reply): Promise<number[]> => {
    const slept: number[] = [];
    let failures = 0;
    const api = await startApi({ [health]: settled, [post]: (asked) => (failures++ < 4 ? fail() : acceptAll(asked)) });
    const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(10) });
    await quarterdeck(args, { directory, env: api.env, slept });
    return slept;
  };
  const grown = await waits(() => problem(503, 'Not now.'));
  expect(grown).toHaveLength(4);
  for (const [index, wait] of grown.entries()) {
    expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
    expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
  }
  expect(await waits(() => ({ ...problem(429, 'Slow down.'), headers: { 'retry-after': '7' } }))).toEqual([
    7000, 7000, 7000, 7000,
  ]);
});

test('at most four batches are under way at once', async () => {
  let now = 0;
  let most = 0;
  const api = await startApi({ [health]: settled });
  const { createServer } = await import('node:http');
  const slow = createServer((request, response) => {
    now++;
    most = Math.max(most, now);
    let lines = 0;
    request.on('data', (chunk: Buffer) => {
      lines += chunk.toString().split('\n').length - 1;
    });
    request.on('end', () =>
      setTimeout(() => {
        now--;
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ accepted: lines, rejected: [] }));
      }, 5),
    );
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const address = slow.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(20_000) });
  await quarterdeck(args, { directory, env: { ...api.env, QUARTERDECK_URL: `http://127.0.0.1:${port}` } });
  slow.closeAllConnections();
  slow.close();
  expect(most).toBe(4);
});

describe('when everything is accepted', () => {
  test('it waits until the last of it is translated', async () => {
    const pending = [2, 1, 0];
    const { stdout } = await importing(header + rowsOf(1), {
      [post]: acceptAll,
      [health]: () => ({ body: { sources: [source({ id: 'history', pending: pending.shift() ?? 0 })] } }),
    });
    expect(pending).toEqual([]);
    expect(stdout).not.toContain('still being translated');
  });

  test('it says so when that takes too long', async () => {
    const { code, stdout } = await importing(header + rowsOf(1), {
      [post]: acceptAll,
      [health]: () => ({ body: { sources: [source({ id: 'history', pending: 2 })] } }),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('2 deliveries are still being translated: quarterdeck sources acme');
  });

  test('a key that may only post is enough', async () => {
    const { code, json } = await importing(
      header + rowsOf(1),
      { [post]: acceptAll, [health]: () => problem(403, 'No.') },
      ['--json'],
    );
    expect(code).toBe(0);
    expect(json()).toMatchObject({ accepted: 1, pending: null });
  });
});

test('Ctrl-C ends an import and tells how far it came: exit code 130', async () => {
  const controller = new AbortController();
  const api = await startApi({
    [health]: settled,
    [post]: (asked) => {
      if (linesOf(asked).some(({ id }) => id === String(3 * mostObservations))) controller.abort();
      return acceptAll(asked);
    },
  });
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(50_000) });
  const { code, stderr } = await quarterdeck(args, { directory, env: api.env, signal: controller.signal });
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /error: Interrupted\.\n(?:5,000|7,500) observations had been accepted\. The same import again is safe/,
  );
  expect(api.asked.length).toBeLessThan(10);
});

test('the same file is cut into the same batches, so that what was sent is known again', async () => {
  const data = header + rowsOf(4.5 * mostObservations);
  const bodiesOf = ({ posts }: { posts: readonly Asked[] }): string[] => posts.map(({ body }) => body).sort();
  const once = bodiesOf(await importing(data, { [post]: acceptAll }));
  expect(once).toHaveLength(5);
  expect(bodiesOf(await importing(data, { [post]: acceptAll }))).toEqual(once);
});

test('how fast it goes and what is left are told by plain lines where nobody looks', async () => {
  const { stderr } = await importing(header + rowsOf(4000), { [post]: acceptAll });
  expect(stderr).toMatch(/^Importing: \d+ %, [\d,]+ rows/m);
  expect(stderr).not.toContain('\u001b');
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { source } from '../support/answers.ts';
import { type Asked, problem, type Reply, type Routes, startApi, unusedUrl } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';

const map = `
format: csv
dates: {format: ISO, zone: UTC}
rows:
  - {record: deal, id: id, at: at, set: {amount: sum}}
`;
const header = 'id,at,sum\n';
const rowsOf = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${index},2017-03-01,${index}\n`).join('');

const post = 'POST /v1/workspaces/acme/sources/history/observations';
const health = 'GET /v1/workspaces/acme/sources';
const linesOf = ({ body }: Asked): { id: string }[] =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
const acceptAll = (asked: Asked): Reply => ({ body: { accepted: linesOf(asked).length, rejected: [] } });
const settled = (): Reply => ({ body: { sources: [source({ id: 'history' })] } });

const args = ['import', 'data.csv', '--workspace', 'acme', '--source', 'history', '--map', 'map.yaml'];

const importing = async (
  data: string,
  routes: Routes,
  more: readonly string[] = [],
  env: Record<string, string> = {},
) => {
  const api = await startApi({ [health]: settled, ...routes });
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': data });
  const ran = await quarterdeck([...args, ...more], { directory, env: { ...api.env, ...env } });
  return { ...ran, posts: api.asked.filter(({ method }) => method === 'POST') };
};

test('observations are posted as NDJSON, a thousand at a time, each once', async () => {
  const { code, stdout, posts } = await importing(header + rowsOf(2500), { [post]: acceptAll });
  expect(code).toBe(0);
  expect(stdout).toBe(
    '2,500 rows read: 2,500 observations accepted, 0 rejected.\nNext: quarterdeck review acme PERIOD, for example 2026-10 or 2026.\n',
  );
  expect(posts.map((asked) => linesOf(asked).length).sort()).toEqual([1000, 1000, 500]);
  expect(new Set(posts.flatMap(linesOf).map(({ id }) => id)).size).toBe(2500);
  expect(posts[0]?.headers['content-type']).toBe('application/x-ndjson');
  expect(linesOf(posts[0] as Asked)[0]).toEqual({
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

test('a file of nothing but its header imports nothing', async () => {
  const { code, stdout, posts } = await importing(header, { [post]: acceptAll });
  expect([code, posts.length, stdout]).toEqual([0, 0, '0 rows read: 0 observations accepted, 0 rejected.\n']);
});

describe('lines that are rejected', () => {
  const data = `${header}1,2017-03-01,1\n2,soon,1\n3,2017-03-01\n4,2017-03-01,4\n5,2017-03-01,5\n`;
  const rejectSecond = (asked: Asked): Reply => ({
    body: {
      accepted: linesOf(asked).length - 1,
      rejected: [{ index: 1, path: 'set.amount', message: 'is too large' }],
    },
  });

  test('here or by the API are told by line, and the others count: exit code 3', async () => {
    const { code, stdout, stderr } = await importing(data, { [post]: rejectSecond });
    expect(code).toBe(3);
    expect(stdout).toContain('5 rows read: 2 observations accepted, 3 rejected.\n');
    expect(stderr).toContain(
      [
        'line 3: deal at: "soon" is no date as ISO 8601 writes it, 2017-03-01 or 2017-03-01T09:30:00Z',
        'line 4: 2 cells where the header has 3',
        'line 5: deal set.amount: is too large',
      ].join('\n'),
    );
  });

  test('for several reasons are counted once', async () => {
    const twice = {
      body: {
        accepted: 0,
        rejected: [
          { index: 0, path: 'id', message: 'a' },
          { index: 0, path: 'at', message: 'b' },
        ],
      },
    };
    const { json } = await importing(header + rowsOf(1), { [post]: () => twice }, ['--json']);
    expect(json()).toMatchObject({ problems: [{ line: 2 }, { line: 2 }], accepted: 0, rejected: 1 });
  });

  test('are all in --json, with the counts', async () => {
    const { code, json } = await importing(data, { [post]: rejectSecond }, ['--json']);
    expect(code).toBe(3);
    expect(json()).toEqual({
      problems: [
        { line: 3, record: 'deal', path: 'at', message: expect.stringContaining('soon') },
        { line: 4, message: expect.stringContaining('2 cells') },
        { line: 5, record: 'deal', path: 'set.amount', message: 'is too large' },
      ],
      rows: 5,
      observations: 3,
      accepted: 2,
      rejected: 3,
      skipped: 0,
      pending: 0,
      warnings: [],
    });
  });

  test('are shown up to twenty, and then counted; --json has every one', async () => {
    const bad = header + 'x,soon,1\n'.repeat(30) + rowsOf(1);
    const { code, stderr } = await importing(bad, { [post]: acceptAll });
    expect(code).toBe(3);
    expect(stderr.match(/^line \d+/gm)).toHaveLength(20);
    expect(stderr).toContain(
      '… and 10 more problems (10 deal at): --problems FILE lists every one, and so does --json',
    );
    expect(
      (await importing(bad, { [post]: acceptAll }, ['--json'])).json<{ problems: unknown[] }>().problems,
    ).toHaveLength(30);
  });

  test('when they are all of a batch are an answer, not a failure', async () => {
    const reject = (asked: Asked): Reply =>
      linesOf(asked).some(({ id }) => id === '0')
        ? problem(400, 'No observation is good.', {
            accepted: 0,
            rejected: linesOf(asked).map((_, index) => ({ index, path: '', message: 'no' })),
          })
        : acceptAll(asked);
    const { code, json } = await importing(header + rowsOf(1500), { [post]: reject }, ['--json']);
    expect(code).toBe(3);
    expect(json()).toMatchObject({ accepted: 500, rejected: 1000 });
  });

  test('when they are all there are make the import fail', async () => {
    const { code } = await importing(`${header}1,soon,1\n`, { [post]: acceptAll });
    expect(code).toBe(1);
  });
});

describe('what fails in passing is posted again', () => {
  test.each([
    ['too many requests', () => problem(429, 'Slow down.')],
    ['an error of the server', () => problem(503, 'Not now.')],
    ['a connection cut off', () => 'cut' as const],
  ])('%s', async (_, fail) => {
    const failures = new Map<string, number>();
    const { code, json, posts } = await importing(
      header + rowsOf(2500),
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
    expect(json()).toMatchObject({ accepted: 2500, rejected: 0 });
    expect(posts).toHaveLength(12);
  });

  test('but not for ever, and how far it came is told: exit code 4', async () => {
    const { code, stderr, posts } = await importing(header + rowsOf(1500), {
      [post]: (asked) =>
        linesOf(asked).some(({ id }) => id === '0') ? acceptAll(asked) : problem(500, 'Out of order.'),
    });
    expect(code).toBe(4);
    expect(stderr).toContain('Out of order. (500)');
    expect(stderr).toContain('1,000 observations had been accepted. The same import again is safe');
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

describe('--dry-run', () => {
  const data = `${header}${rowsOf(12)}12,soon,1\n`;

  test('shows the first ten records as they would stand, what there is in all, and sends nothing', async () => {
    const { code, stdout, stderr, posts } = await importing(data, { [post]: acceptAll }, ['--dry-run']);
    expect([code, posts.length]).toEqual([3, 0]);
    expect(stdout.match(/^deal \d+/gm)).toHaveLength(10);
    expect(stdout).toContain('deal 9       said for\n  amount  9  2017-03-01 00:00\n');
    expect(stdout).toContain('deal           12            12  2017-03-01 00:00  2017-03-01 00:00\n');
    expect(stdout).toContain('13 rows read: 12 observations would be sent, 1 rejected. Nothing was sent.\n');
    expect(stderr).toMatch(/^line 14: deal at: /m);
  });

  test('folds what several rows say of a record, and names the columns that nothing reads', async () => {
    const rows = 'id,at,sum,note,colour\n1,2017-03-02,20,x,\n1,2017-03-01,10,y,\n';
    const { stdout, json } = await importing(rows, {}, ['--dry-run']).then(async (people) => ({
      stdout: people.stdout,
      json: (await importing(rows, {}, ['--dry-run', '--json'])).json<Record<string, unknown>>(),
    }));
    expect(stdout).toContain('  amount  20  2017-03-02 00:00  1 more\n');
    expect(stdout).toContain('Columns that the map does not use: note, colour\n');
    expect(json).toMatchObject({
      records: [
        { record: 'deal', id: '1', fields: { amount: { value: '20', at: '2017-03-02T00:00:00Z', others: 1 } } },
      ],
      first: [{ set: { amount: '20' } }, { set: { amount: '10' } }],
      types: {
        deal: { rows: 2, observations: 2, firstAt: '2017-03-01T00:00:00Z', lastAt: '2017-03-02T00:00:00Z' },
      },
      unused: ['note', 'colour'],
    });
  });

  test('writes every problem into the file that is named, each with its line', async () => {
    const bad = header + '1,soon,x\n'.repeat(500);
    const directory = await folderWith({ 'map.yaml': map, 'data.csv': bad });
    const { stderr } = await quarterdeck([...args, '--dry-run', '--problems', 'problems.txt'], { directory });
    const lines = (await readFile(join(directory, 'problems.txt'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(1000);
    expect(lines.at(-1)).toBe('line 501: deal set.amount: "x" is no number');
    expect(stderr.trimEnd().split('\n')).toHaveLength(21);
    expect(stderr).toContain(`all are in ${join(directory, 'problems.txt')}`);
  });

  test('of a file whose every line is wrong says so in a screenful', async () => {
    const { code, stderr } = await importing(`${header}${'1,soon,x\n'.repeat(3000)}`, {}, ['--dry-run']);
    expect(code).toBe(1);
    expect(stderr.split('\n').length).toBeLessThan(25);
    expect(stderr).toContain('… and 5,980 more problems (2,990 deal at, 2,990 deal set.amount)');
  });

  test('needs neither a key nor an address', async () => {
    const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(1) });
    expect((await quarterdeck([...args, '--dry-run'], { directory })).code).toBe(0);
  });

  test('with --json is one JSON value', async () => {
    const { json } = await importing(data, {}, ['--dry-run', '--json']);
    const { first, ...rest } = json<{ first: unknown[] }>();
    expect(first).toHaveLength(10);
    expect(rest).toMatchObject({ problems: [{ line: 14 }], rows: 13, observations: 12, accepted: 0, rejected: 1 });
  });
});

describe('a name that no row of NDJSON has', () => {
  const ndjson = (column: string): string =>
    `format: ndjson\ndates: {format: ISO, zone: UTC}\nrows:\n  - {record: deal, id: id, at: at, set: {name: name, amount: ${column}}}\n`;
  const data = '{"id":"1","at":"2017-03-01","name":"a"}\n{"id":"2","at":"2017-03-02","sum":5}\n';
  const run = async (text: string, more: readonly string[] = ['--dry-run']) => {
    const directory = await folderWith({ 'map.yaml': text, 'data.csv': data });
    return quarterdeck([...args, ...more], { directory });
  };

  test('is told with the nearest, while one that only some rows have is not', async () => {
    const { code, stderr } = await run(ndjson('summ'));
    expect(code).toBe(0);
    expect(stderr).toBe('warning: map.yaml:4 rows[0].set.amount: the file has no column "summ"; did you mean "sum"?\n');
    expect((await run(ndjson('sum'))).stderr).toBe('');
  });

  test('is in --json', async () => {
    const { json } = await run(ndjson('summ'), ['--dry-run', '--json']);
    expect(json()).toMatchObject({ warnings: [expect.stringContaining('"summ"')] });
  });

  test('is a failure when that is why nothing came of the file', async () => {
    const { code, stderr } = await run(ndjson('sum').replace('id: id', 'id: ident'));
    expect(code).toBe(1);
    expect(stderr).toContain('no column "ident"');
  });
});

test('Ctrl-C ends an import and tells how far it came: exit code 130', async () => {
  const controller = new AbortController();
  const api = await startApi({
    [health]: settled,
    [post]: (asked) => {
      if (linesOf(asked).some(({ id }) => id === '3000')) controller.abort();
      return acceptAll(asked);
    },
  });
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(50_000) });
  const { code, stderr } = await quarterdeck(args, { directory, env: api.env, signal: controller.signal });
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /error: Interrupted\.\n[23],000 observations had been accepted\. The same import again is safe/,
  );
  expect(api.asked.length).toBeLessThan(10);
});

test('a map with a mistake is refused before anything is sent', async () => {
  const api = await startApi({});
  const directory = await folderWith({ 'map.yaml': map.replace('amount', 'amuont'), 'data.csv': header });
  const { code, stderr } = await quarterdeck(args, { directory, env: api.env });
  expect([code, api.asked.length]).toEqual([1, 0]);
  expect(stderr).toContain('map.yaml:5 rows[0].set.amuont: deal has no field "amuont"; did you mean "amount"?');
});

test('a column that the file lacks is told before anything is sent', async () => {
  const { code, stderr, posts } = await importing('id,at,summ\n1,2017-03-01,1\n', { [post]: acceptAll });
  expect([code, posts.length]).toEqual([1, 0]);
  expect(stderr).toContain('map.yaml:5 rows[0].set.amount: the file has no column "sum"; did you mean "summ"?');
});

test.each(['no.csv', '.'])('%s, which is no file, is told as such', async (name) => {
  const directory = await folderWith({ 'map.yaml': map });
  const { code, stderr } = await quarterdeck([...args.slice(0, 1), name, ...args.slice(2)], {
    directory,
    env: { QUARTERDECK_KEY: 'k' },
  });
  expect(code).toBe(1);
  expect(stderr).toContain(directory);
});

describe('the ready maps', () => {
  test('are listed by name, each with what it is for', async () => {
    const { code, stdout, json } = await quarterdeck(['import', '--maps'], { columns: 200 }).then(async (people) => ({
      ...people,
      json: (await quarterdeck(['import', '--maps', '--json'])).json<{ maps: { name: string }[] }>(),
    }));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^hubspot\/deals +HubSpot deals: /m);
    expect(json.maps.map(({ name }) => name)).toContain('salesforce/opportunity-history');
  });

  test("are printed as they are, to be made one's own", async () => {
    const { stdout } = await quarterdeck(['import', '--maps', 'kommo/leads']);
    expect(stdout).toBe(await readFile('docs/imports/kommo/leads.yaml', 'utf8'));
  });

  test('serve by name, while a file of that name is preferred', async () => {
    const directory = await folderWith({ 'data.csv': header + rowsOf(1) });
    const byName = [...args.slice(0, -1), 'salesforce/cases', '--dry-run'];
    expect((await quarterdeck(byName, { directory })).stderr).toContain(
      'cases.yaml names columns that the file does not have',
    );
    await mkdir(join(directory, 'salesforce'));
    await writeFile(join(directory, 'salesforce/cases'), map);
    expect((await quarterdeck(byName, { directory })).code).toBe(0);
  });

  test('that there are none of are told with the nearest', async () => {
    const directory = await folderWith({ 'data.csv': header });
    const { code, stderr } = await quarterdeck([...args.slice(0, -1), 'hubspot/deal', '--dry-run'], { directory });
    expect(code).toBe(1);
    expect(stderr).toContain('no ready map "hubspot/deal"; did you mean "hubspot/deals"?');
  });
});

test('--zone stands instead of the zone of the map', async () => {
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(1) });
  const run = (zone: string) => quarterdeck([...args, '--dry-run', '--json', '--zone', zone], { directory });
  expect((await run('America/Sao_Paulo')).json()).toMatchObject({ first: [{ at: '2017-03-01T03:00:00Z' }] });
  const wrong = await run('America/Sao_Pualo');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('--zone: unknown time zone "America/Sao_Pualo"; did you mean "America/Sao_Paulo"?');
});

test.each(['--workspace', '--source', '--map'])(
  'without %s the command is not written as it must be',
  async (option) => {
    const place = args.indexOf(option);
    const { code, stderr } = await quarterdeck([...args.slice(0, place), ...args.slice(place + 2)], {
      directory: await folderWith({ 'map.yaml': map, 'data.csv': header }),
      env: { QUARTERDECK_KEY: 'k' },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`'${option}' not specified`)]);
  },
);

test('without a file the command is not written as it must be', async () => {
  const { code, stderr } = await quarterdeck(['import']);
  expect([code, stderr]).toEqual([2, expect.stringContaining("missing required argument 'file'")]);
});

test('the same file is cut into the same batches, so that what was sent is known again', async () => {
  const data = header + rowsOf(4500);
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

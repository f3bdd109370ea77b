import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';
import { acceptAll, args, header, health, importing, map, post, rowsOf, settled } from '../support/importing.ts';

test('a file of nothing but its header imports nothing', async () => {
  const { code, stdout, posts } = await importing(header, { [post]: acceptAll });
  expect([code, posts.length, stdout]).toEqual([0, 0, '0 rows read: 0 observations accepted, 0 rejected.\n']);
});

test('cells that no table has are counted when a file has been imported, and not shown', async () => {
  const api = await startApi({ [health]: settled, [post]: acceptAll });
  const stages = map.replace('amount: sum', 'stage: {column: sum, table: {"1": one}, else: same}');
  const directory = await folderWith({ 'map.yaml': stages, 'data.csv': header + rowsOf(3) });
  const { stdout } = await quarterdeck(args, { directory, env: api.env });
  expect(stdout).toContain('2 cells in no table of the map, taken as its "else" says: --dry-run lists them.\n');
  const { json } = await quarterdeck([...args, '--json'], { directory, env: api.env });
  expect(json()).toMatchObject({ unlistedCells: 2 });
});

describe('--dry-run', () => {
  const data = `${header}${rowsOf(12)}12,soon,1\n`;

  test('shows the first ten records as they would stand, what there is in all, and sends nothing', async () => {
    const { code, stdout, stderr, posts } = await importing(data, { [post]: acceptAll }, ['--dry-run']);
    expect([code, posts.length]).toEqual([3, 0]);
    expect(stdout.match(/^deal \d+/gm)).toHaveLength(10);
    expect(stdout).toContain('deal 9       said for\n  amount  9  2017-03-01 00:00\n');
    expect(stdout).toContain('deal           12            12  2017-03-01 00:00  2017-03-01 00:00\n');
    expect(stdout).toContain(
      '13 rows read: 12 observations would be sent; 1 row, 1 observation rejected. Nothing was sent.\n',
    );
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

  test('lists the cells that no table has, by column and by what they count as', async () => {
    const stages = `
format: csv
dates: {format: ISO, zone: UTC}
lookups: {teams: {file: teams.csv, key: agent}}
rows:
  - {record: deal, id: id, at: at, set: {stage: &stage {column: stage, table: {Won: null, New: new}, else: same}}}
  - {record: deal, id: id, at: at, set: {stage: *stage, outcome: {column: stage, table: {Won: won}, else: open}}}
  - {record: deal, id: id, at: at, set: {custom.team: {lookup: teams, by: agent, column: team, else: none}}}
  - {record: deal, id: id, at: at, set: {lostReason: {column: why, table: {}, else: null}}}
`;
    const names = Array.from({ length: 9 }, (_, index) => `Stage ${index} ${'x'.repeat(60)}`);
    const rows = ['Won', 'New', '', ...names, 'Stage 9', 'Stage 9'].map((stage) => `1,2017-03-01,${stage},Ana,dear\n`);
    const directory = await folderWith({
      'map.yaml': stages,
      'teams.csv': 'agent,team\nRui,north\n',
      'data.csv': `id,at,stage,agent,why\n${rows.join('')}`,
    });
    const { stdout } = await quarterdeck([...args, '--dry-run'], { directory });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /in no table cells taken as stage 11 they are Stage 0 x+…, .*, Stage 7 x+…, … stage 12 open New, .*, … agent 14 none Ana 14 rows read/,
    );
    const { json } = await quarterdeck([...args, '--dry-run', '--json'], { directory });
    expect(json()).toMatchObject({
      unlisted: [
        { column: 'stage', as: 'same', cells: 11, more: true },
        { column: 'stage', as: 'open', cells: 12, more: true },
        { column: 'agent', as: 'none', cells: 14, examples: ['Ana'], more: false },
      ],
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
});

test('a --zone that there is not is a mistake of the command, not of the map', async () => {
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': header + rowsOf(1) });
  const { code, stderr } = await quarterdeck([...args, '--dry-run', '--zone', 'America/Sao_Pualo'], { directory });
  expect(code).toBe(2);
  expect(stderr).toContain(
    `error: option '--zone': unknown time zone "America/Sao_Pualo"; did you mean "America/Sao_Paulo"?\n`,
  );
  expect(stderr).not.toContain('map.yaml');
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

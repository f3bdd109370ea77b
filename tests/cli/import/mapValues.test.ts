import { describe, expect, test } from 'vitest';
import { dealMap, imported } from '../support/import.ts';

const setOf = async (set: string, data: string, more = '', files: Record<string, string> = {}) => {
  const { observations, problems } = await imported(dealMap(set, more), data, files);
  return problems.length > 0
    ? problems.map(({ path, message }) => `${path}: ${message}`)
    : observations.map((one) => one.set);
};

describe('a value of the map', () => {
  test('as a name is the cell of that column, read as the field is', async () => {
    expect(
      await setOf(
        '{name: title, amount: sum, closedAt: end}',
        'id,at,title,sum,end\n1,3/1/2017,Big,"1,054.50",3/2/2017\n',
      ),
    ).toEqual([{ name: 'Big', amount: '1054.50', closedAt: '2017-03-02T00:00:00Z' }]);
  });

  test('of an empty cell says nothing, rather than null', async () => {
    expect(await setOf('{name: title, amount: sum}', 'id,at,title,sum\n1,3/1/2017,Big,\n')).toEqual([{ name: 'Big' }]);
  });

  test('{value} is the same for every row', async () => {
    expect(await setOf('{currency: {value: USD}, cost: {value: 12.5}}', 'id,at\n1,3/1/2017\n')).toEqual([
      { currency: 'USD', cost: '12.5' },
    ]);
  });

  test('{column} is a name written long', async () => {
    expect(await setOf('name: {column: title}', 'id,at,title\n1,3/1/2017,Big\n')).toEqual([{ name: 'Big' }]);
  });

  describe('{column, table}', () => {
    const data = 'id,at,stage\n1,3/1/2017,Won\n2,3/1/2017,Engaging\n3,3/1/2017,\n';

    test('translates, and else is for every other cell but an empty one', async () => {
      expect(await setOf('{name: id, outcome: {column: stage, table: {Won: won}, else: open}}', data)).toEqual([
        { name: '1', outcome: 'won' },
        { name: '2', outcome: 'open' },
        { name: '3' },
      ]);
    });

    test('else: same is the cell itself', async () => {
      expect(await setOf('stage: {column: stage, table: {Won: Closed}, else: same}', data)).toEqual([
        { stage: 'Closed' },
        { stage: 'Engaging' },
      ]);
    });

    test('else: null says nothing', async () => {
      expect(await setOf('stage: {column: stage, table: {Won: Closed}, else: null}', data)).toEqual([
        { stage: 'Closed' },
      ]);
    });

    test('an empty key is for empty cells', async () => {
      expect(await setOf('stage: {column: stage, table: {"": Unknown}, else: same}', data)).toEqual([
        { stage: 'Won' },
        { stage: 'Engaging' },
        { stage: 'Unknown' },
      ]);
    });

    test('without else an unknown cell is told by line, and the other rows count', async () => {
      const { observations, problems } = await imported(dealMap('outcome: {column: stage, table: {Won: won}}'), data);
      expect(observations.map(({ id }) => id)).toEqual(['1']);
      expect(problems).toEqual([
        {
          line: 3,
          record: 'deal',
          path: 'set.outcome',
          message: expect.stringMatching(/"Engaging".*not in the table/),
        },
      ]);
    });

    test('what it leads to may be a form', async () => {
      const set = '{name: id, closedAt: {column: stage, table: {Won: {column: at}, Engaging: null}}}';
      expect(await setOf(set, data)).toEqual([
        { name: '1', closedAt: '2017-03-01T00:00:00Z' },
        { name: '2' },
        { name: '3' },
      ]);
    });

    test('its keys may be numbers', async () => {
      expect(
        await setOf('outcome: {column: stage, table: {142: won, 143: lost}}', 'id,at,stage\n1,3/1/2017,142\n'),
      ).toEqual([{ outcome: 'won' }]);
    });
  });

  describe('{lookup, by, column}', () => {
    const more = 'lookups: {teams: {file: teams.csv, key: agent}}';
    const files = { 'teams.csv': 'agent,region,since\nAna,South,3/1/2016\nRui,,\n' };
    const data = 'id,at,who\n1,3/1/2017,Ana\n2,3/1/2017,Rui\n3,3/1/2017,\n';
    const region = 'custom.region: {lookup: teams, by: who, column: region}';

    test('takes the value from the row of another file', async () => {
      expect(await setOf(`{name: id, ${region}}`, data, more, files)).toEqual([
        { name: '1', 'custom.region': 'South' },
        { name: '2' },
        { name: '3' },
      ]);
    });

    test('reads the cell as the field is', async () => {
      expect(await setOf('expectedCloseAt: {lookup: teams, by: who, column: since}', data, more, files)).toEqual([
        { expectedCloseAt: '2016-03-01T00:00:00Z' },
      ]);
    });

    test('without a row there, tells the line; with else, takes that', async () => {
      const unknown = 'id,at,who\n1,3/1/2017,Eva\n';
      expect(await setOf(region, unknown, more, files)).toEqual([
        expect.stringMatching(/^set.custom.region: .*"Eva".*agent/),
      ]);
      expect(await setOf(region.replace('}', ', else: none}'), unknown, more, files)).toEqual([
        { 'custom.region': 'none' },
      ]);
      expect(await setOf(`{name: id, ${region.replace('}', ', else: null}')}}`, unknown, more, files)).toEqual([
        { name: '1' },
      ]);
    });
  });

  describe('{column, plus}', () => {
    const lead = (plus: string) => dealMap(`{createdAt: start, closedAt: {column: start, plus: ${plus}}}`);
    const data = 'id,at,start,wait\n1,3/1/2017,3/1/2017,90\n2,3/1/2017,3/1/2017,\n';

    test.each([
      ['seconds', '2017-03-01T00:01:30Z'],
      ['minutes', '2017-03-01T01:30:00Z'],
      ['hours', '2017-03-04T18:00:00Z'],
    ])('moves the instant on by %s', async (span, instant) => {
      const { observations } = await imported(lead(`{${span}: wait}`), data);
      expect(observations.map(({ set }) => set.closedAt)).toEqual([instant, undefined]);
    });

    test('tells the line where the length is no number', async () => {
      const { problems } = await imported(lead('{minutes: wait}'), 'id,at,start,wait\n1,3/1/2017,3/1/2017,soon\n');
      expect(problems).toEqual([{ line: 2, record: 'deal', path: 'set.closedAt', message: '"soon" is no number' }]);
    });
  });

  describe('{latest}', () => {
    const at = (expression: string) => dealMap('name: id').replace('at: at', `at: ${expression}`);
    const data = 'id,a,b\n1,3/1/2017,2/1/2017\n2,3/1/2017,4/1/2017\n3,,4/1/2017\n4,,\n';

    test('is the latest of the columns that are filled, else what else says', async () => {
      const { observations } = await imported(at('{latest: [a, b], else: "2017-12-31"}'), data);
      expect(observations.map((one) => one.at.slice(0, 10))).toEqual([
        '2017-03-01',
        '2017-04-01',
        '2017-04-01',
        '2017-12-31',
      ]);
    });

    test('without else, a row without any of them is told by line', async () => {
      const { observations, problems } = await imported(at('{latest: [a, b]}'), data);
      expect(observations).toHaveLength(3);
      expect(problems).toEqual([{ line: 5, record: 'deal', path: 'at', message: expect.stringContaining('no time') }]);
    });
  });
});

describe('a value of several cells, or of a part of one', () => {
  const of = (value: string, field = 'name') =>
    `format: csv\ndates: {format: [ISO, "d/M/yyyy"], zone: UTC}\nrows:\n  - {record: deal, id: id, at: at, set: {${field}: ${value}}}\n`;
  const first = async (value: string, cells: string, field?: string) =>
    (await imported(of(value, field), `id,at,a,b,c\n1,2017-03-01,${cells}\n`)).observations[0]?.set;

  test('{first} is the first that is filled, else what else says', async () => {
    expect(await first('{first: [a, b], else: none}', 'x,y,')).toEqual({ name: 'x' });
    expect(await first('{first: [a, b], else: none}', ',y,')).toEqual({ name: 'y' });
    expect(await first('{first: [a, b], else: none}', ',,')).toEqual({ name: 'none' });
    expect(await first('{first: [a, b]}', ',,z')).toBeUndefined();
  });

  test('{join} puts texts together, without those that are empty', async () => {
    expect(await first('{join: [a, b]}', 'Ana,Souza,')).toEqual({ name: 'Ana Souza' });
    expect(await first('{join: [a, b, c], with: " / "}', 'x,,z')).toEqual({ name: 'x / z' });
    expect(await first('{join: [a, b]}', ',,')).toBeUndefined();
  });

  test('{match} takes a part of a cell, and what does not fit says nothing', async () => {
    expect(await first('{column: a, match: "^[0-9]+"}', '77;78,,')).toEqual({ name: '77' });
    expect(await first("{column: a, match: '^.([a-z]+).$'}", '[ana],,')).toEqual({ name: 'ana' });
    expect(await first('{column: a, match: "^[0-9]+"}', 'none,,')).toBeUndefined();
  });

  test.each([
    ['lower', 'WON', 'won'],
    ['upper', 'eur', 'EUR'],
    ['guid', '{5F0E1D2C-3B4A-4C5D-8E6F-000000000002}', '5f0e1d2c-3b4a-4c5d-8e6f-000000000002'],
    ['salesforceId', '0067Q00000A1b02', '0067Q00000A1b02QAB'],
    ['salesforceId', '0067Q00000A1b02QAB', '0067Q00000A1b02QAB'],
  ])('{as: %s} makes %s %s', async (as, cell, made) => {
    expect(await first(`{column: a, as: ${as}}`, `${cell},,`)).toEqual({ name: made });
  });

  test('{as} is heeded before a table is', async () => {
    expect(await first('{column: a, as: lower, table: {won: won}, else: open}', 'WON,,', 'outcome')).toEqual({
      outcome: 'won',
    });
  });

  test('a table may say that a cell says nothing', async () => {
    expect(await first('{column: a, table: {Closed: null}, else: same}', 'Closed,,')).toBeUndefined();
    expect(await first('{column: a, table: {Closed: null}, else: same}', 'New,,')).toEqual({ name: 'New' });
  });

  test('{within} is the first instant that falls on the day, else its beginning', async () => {
    const value = '{column: a, within: [b, c]}';
    expect(await first(value, '2017-03-05,2017-03-05T10:00:00Z,2017-03-05T08:00:00Z', 'closedAt')).toEqual({
      closedAt: '2017-03-05T10:00:00Z',
    });
    expect(await first(value, '2017-03-05,2017-03-06T00:00:00Z,2017-03-05T08:00:00Z', 'closedAt')).toEqual({
      closedAt: '2017-03-05T08:00:00Z',
    });
    expect(await first(value, '2017-03-05,,2017-03-04T23:59:59Z', 'closedAt')).toEqual({
      closedAt: '2017-03-05T00:00:00Z',
    });
  });

  test('a date may be written in any of several formats', async () => {
    expect(await first('a', '5/3/2017,,', 'closedAt')).toEqual({ closedAt: '2017-03-05T00:00:00Z' });
    expect(await first('a', '2017-03-05,,', 'closedAt')).toEqual({ closedAt: '2017-03-05T00:00:00Z' });
    const { problems } = await imported(of('a', 'closedAt'), 'id,at,a,b,c\n1,2017-03-01,March 5,,\n');
    expect(problems[0]?.message).toBe('"March 5" is no date written ISO or d/M/yyyy');
  });
});

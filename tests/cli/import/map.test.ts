import { describe, expect, test } from 'vitest';
import { imported, mistakesOf } from '../support/import.ts';

const deal = (set: string, more = '') => `
format: csv
dates: {format: "M/d/yyyy", zone: UTC}
decimal: "."
${more}
rows:
  - record: deal
    id: id
    at: at
    set:
      ${set}
`;

const setOf = async (set: string, data: string, more = '', files: Record<string, string> = {}) => {
  const { observations, problems } = await imported(deal(set, more), data, files);
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
      const { observations, problems } = await imported(deal('outcome: {column: stage, table: {Won: won}}'), data);
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
    const lead = (plus: string) => deal(`{createdAt: start, closedAt: {column: start, plus: ${plus}}}`);
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
    const at = (expression: string) => deal('name: id').replace('at: at', `at: ${expression}`);
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

describe('the columns of a file', () => {
  const map = `format: csv
dates: {zone: UTC}
columns: {stage: [Lead stage, Etapa do lead]}
optional: [note]
rows:
  - {record: deal, id: id, at: at, set: {stage: stage, custom.note: note}}
`;

  test('may be called in several ways', async () => {
    for (const heading of ['Lead stage', 'Etapa do lead']) {
      const { observations } = await imported(map, `id,at,${heading}\n1,2017-03-01,New\n`);
      expect(observations[0]?.set).toEqual({ stage: 'New' });
    }
  });

  test('are missed under every way of calling them, unless they are optional', async () => {
    await expect(imported(map, 'id,at,stage\n')).rejects.toMatchObject({
      details: [{ message: expect.stringContaining('no column "Lead stage" or "Etapa do lead"') }],
    });
  });

  test('that are missing are told once, however often the map names them', async () => {
    const twice = map.replace('set: {stage: stage', 'set: {name: stage, stage: stage');
    await expect(imported(twice, 'id,at\n')).rejects.toMatchObject({ details: [{ path: 'rows[0].set.name' }] });
  });

  test('may be read alike, each with a part of its name', async () => {
    const each = `format: csv
dates: {zone: UTC}
rows:
  - record: deal
    each: ['Entered "{stage} ({pipeline})"', 'Entered "{stage}"']
    id: id
    at: "{cell}"
    set: {stage: {column: "{stage}", table: {Offer: offered}, else: same}, pipeline: "{pipeline}"}
`;
    const data =
      'id,at,"Entered ""New (Old) (Direct)""","Entered ""Offer""",Entered\n1,x,2017-03-01,2017-03-09,z\n2,x,,2017-04-01,\n';
    const { observations, problems, tally } = await imported(each, data);
    expect(problems).toEqual([]);
    expect(observations).toEqual([
      { record: 'deal', id: '1', at: '2017-03-01T00:00:00Z', set: { stage: 'New (Old)', pipeline: 'Direct' } },
      { record: 'deal', id: '1', at: '2017-03-09T00:00:00Z', set: { stage: 'offered' } },
      { record: 'deal', id: '2', at: '2017-04-01T00:00:00Z', set: { stage: 'offered' } },
    ]);
    expect(tally).toMatchObject({ rows: 2, skipped: 0 });
  });

  test('may stand twice where nothing reads them', async () => {
    const { observations } = await imported(map, 'id,at,Lead stage,tag,tag\n1,2017-03-01,New,x,y\n');
    expect(observations).toHaveLength(1);
    await expect(imported(map, 'id,at,Lead stage,id\n')).rejects.toThrow('the column "id" stands twice');
  });
});

describe('an entry of the map', () => {
  const entry = (more: string) =>
    `format: csv\ndates: {zone: UTC}\nrows:\n  - {record: deal, id: id, at: at, ${more}}\n`;

  test('says nothing without what it needs, not even where it has no time', async () => {
    const map = entry('needs: [outcome], set: {outcome: {column: o, table: {Won: won}, else: null}, amount: sum}');
    const { observations, problems, tally } = await imported(
      map,
      'id,at,o,sum\n1,2017-03-01,Won,5\n2,,Open,6\n3,,Won,7\n',
    );
    expect(observations.map(({ id }) => id)).toEqual(['1']);
    expect(problems).toEqual([expect.objectContaining({ line: 4, path: 'at' })]);
    expect(tally.skipped).toBe(1);
  });

  test('may leave rows out by what stands in a cell', async () => {
    const map = entry('when: {o: {not: [Won, ""]}}, set: {stage: o}');
    const { observations } = await imported(map, 'id,at,o\n1,2017-03-01,Won\n2,2017-03-01,\n3,2017-03-01,Open\n');
    expect(observations.map(({ id }) => id)).toEqual(['3']);
  });
});

test('days may be in another zone than times', async () => {
  const map = `format: csv
dates: {zone: UTC, days: America/Sao_Paulo}
rows:
  - {record: deal, id: id, at: at, set: {closedAt: closed}}
`;
  const { observations } = await imported(map, 'id,at,closed\n1,2017-03-05 10:00,2017-03-05\n');
  expect(observations[0]).toMatchObject({ at: '2017-03-05T10:00:00Z', set: { closedAt: '2017-03-05T03:00:00Z' } });
});

describe('a row', () => {
  test('makes one observation for each entry, and a bad one of them does not lose the other', async () => {
    const map = `
format: csv
dates: {format: ISO, zone: UTC}
rows:
  - {record: deal, id: id, at: at, set: {amount: sum}}
  - {record: customer, id: who, at: at, set: {name: who}}
`;
    const { observations, problems, tally } = await imported(
      map,
      'id,at,sum,who\n1,2017-03-01,5,Ana\n2,2017-03-01,much,Rui\n',
    );
    expect(observations.map(({ record, id }) => `${record} ${id}`)).toEqual(['deal 1', 'customer Ana', 'customer Rui']);
    expect(problems.map(({ line, path }) => [line, path])).toEqual([[3, 'set.amount']]);
    expect(tally).toMatchObject({ rows: 2, observations: 3, rejected: 1, skipped: 0 });
  });

  test('without an id says nothing, and is counted', async () => {
    const { observations, problems, tally } = await imported(deal('name: title'), 'id,at,title\n,3/1/2017,Big\n,,\n');
    expect([observations, problems]).toEqual([[], []]);
    expect(tally).toMatchObject({ rows: 2, skipped: 2, rejected: 0 });
  });

  test('of which `when` does not hold says nothing', async () => {
    const map = deal('name: id').replace('    id: id', '    when: {stage: [Won, Lost], year: 2017}\n    id: id');
    const { observations, tally } = await imported(
      map,
      'id,at,stage,year\n1,3/1/2017,Won,2017\n2,3/1/2017,Open,2017\n3,3/1/2017,Lost,2016\n4,3/1/2017,,2017\n',
    );
    expect(observations.map(({ id }) => id)).toEqual(['1']);
    expect(tally.skipped).toBe(3);
  });

  test('tells each of its problems', async () => {
    const { problems } = await imported(deal('{amount: sum, closedAt: end}'), 'id,at,sum,end\n1,soon,much,never\n');
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual(['2 at', '2 set.amount', '2 set.closedAt']);
  });

  test('may have an id made of a literal, and a seq that orders what happened at one instant', async () => {
    const map = deal('name: title').replace('id: id', 'id: {value: only}\n    seq: {value: 2}');
    const { observations } = await imported(map, 'id,at,title\n1,3/1/2017,Big\n');
    expect(observations).toEqual([
      { record: 'deal', id: 'only', at: '2017-03-01T00:00:00Z', seq: '2', set: { name: 'Big' } },
    ]);
  });

  test('of NDJSON is read by the same map', async () => {
    const { observations } = await imported(
      deal('{amount: sum, custom.tier: tier}').replace('csv', 'ndjson'),
      '{"id":42,"at":"3/1/2017","sum":10.5,"tier":"gold"}\n{"id":43,"at":"3/1/2017","sum":1}\n',
    );
    expect(observations.map(({ id, set }) => [id, set])).toEqual([
      ['42', { amount: '10.5', 'custom.tier': 'gold' }],
      ['43', { amount: '1' }],
    ]);
  });

  test('quotes what is wrong without steering the terminal', async () => {
    const { problems } = await imported(deal('amount: sum'), 'id,at,sum\n1,3/1/2017,\u001b[2Jx\n');
    expect(problems[0]?.message).toBe('"[2Jx" is no number');
  });
});

describe('a map is refused', () => {
  const rows = 'rows:\n  - {record: deal, id: id, at: at, set: {name: x}}\n';
  const base = 'format: csv\ndates: {format: ISO, zone: UTC}\n';

  test.each([
    ['an unknown format', `format: cvs\n${rows}`, '1 format: must be csv or ndjson'],
    ['an unknown name', `${base}row: []\n${rows}`, '3 row: unknown name "row"; did you mean "rows"?'],
    ['no rows', base, ' rows: must be a list'],
    [
      'an unknown zone',
      `format: csv\ndates: {zone: America/Sao_Pualo}\n${rows}`,
      '2 dates.zone: unknown time zone "America/Sao_Pualo"; did you mean "America/Sao_Paulo"?',
    ],
    ['dates without a zone', `format: csv\ndates: {format: "M/d/yyyy"}\n${rows}`, '2 dates: zone is required'],
    [
      'a bad date format',
      `format: csv\ndates: {format: "M/D/yyyy", zone: UTC}\n${rows}`,
      '2 dates.format: "D" is no part of a date; did you mean "d"?',
    ],
    ['a bad decimal mark', `${base}decimal: ";"\n${rows}`, '3 decimal: must be'],
    [
      'an unknown record',
      `${base}rows:\n  - {record: deals, id: a, at: b, set: {name: c}}`,
      '4 rows[0].record: unknown record type "deals"; did you mean "deal"?',
    ],
    [
      'an unknown field',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {closeAt: c}}`,
      '4 rows[0].set.closeAt: deal has no field "closeAt"; did you mean "closedAt"?',
    ],
    [
      'no time',
      `${base}rows:\n  - {record: deal, id: a, set: {name: c}}`,
      '4 rows[0].at: is required: the column with the time of the change, never the time of the import',
    ],
    ['no id', `${base}rows:\n  - {record: deal, at: b, set: {name: c}}`, '4 rows[0].id: is required'],
    ['nothing set', `${base}rows:\n  - {record: deal, id: a, at: b}`, '4 rows[0].set: must set at least one field'],
    [
      'null for a value',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: null}}`,
      '4 rows[0].set.name: says nothing',
    ],
    [
      'a form that is none',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {vlaue: c}}}`,
      'did you mean "value"?',
    ],
    [
      'a name that the form lacks',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {column: c, tabel: {x: y}}}}`,
      '4 rows[0].set.name.tabel: unknown name "tabel"',
    ],
    [
      'a literal outside the closed list',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {outcome: {value: Won}}}`,
      'rows[0].set.outcome.value: unknown value "Won"; did you mean "won"?',
    ],
    [
      'an else outside the closed list',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {outcome: {column: c, table: {}, else: opne}}}`,
      'rows[0].set.outcome.else: unknown value "opne"; did you mean "open"?',
    ],
    [
      'a date that is none',
      `${base}rows:\n  - {record: deal, id: a, at: {value: yesterday}, set: {name: c}}`,
      'rows[0].at.value: "yesterday" is no date',
    ],
    [
      'latest of text',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {latest: [c]}}}`,
      'rows[0].set.name.latest: only an instant',
    ],
    [
      'plus of text',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {column: c, plus: {minutes: d}}}}`,
      'rows[0].set.name.plus: only an instant',
    ],
    [
      'an unknown span',
      `${base}rows:\n  - {record: deal, id: a, at: {column: c, plus: {minute: d}}, set: {name: c}}`,
      'rows[0].at.plus.minute: unknown name "minute"; did you mean "minutes"?',
    ],
    [
      'an unknown lookup',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {lookup: t, by: c, column: d}}}`,
      'rows[0].set.name.lookup: unknown lookup "t"',
    ],
    [
      'a lookup without its file',
      `${base}lookups: {t: {file: no.csv, key: k}}\n${rows}`,
      '3 lookups.t.file: there is no file "no.csv"',
    ],
    [
      'when that is no cell',
      `${base}rows:\n  - {record: deal, id: a, at: b, when: {c: {}}, set: {name: c}}`,
      'rows[0].when.c: must be a cell',
    ],
    [
      'a change that is none',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {column: c, as: lowr}}}`,
      'rows[0].set.name.as: cannot be "lowr"; did you mean "lower"?',
    ],
    [
      'a match that is no regular expression',
      `${base}rows:\n  - {record: deal, id: a, at: b, set: {name: {column: c, match: "("}}}`,
      'rows[0].set.name.match: is no regular expression',
    ],
    [
      'a need of what is not set',
      `${base}rows:\n  - {record: deal, id: a, at: b, needs: outcom, set: {outcome: c}}`,
      'rows[0].needs: "outcom" is not among what is set; did you mean "outcome"?',
    ],
    [
      'each without a part',
      `${base}rows:\n  - {record: deal, each: Entered, id: a, at: b, set: {name: c}}`,
      'rows[0].each: "Entered" has no part in braces',
    ],
    ['columns that are no list', `${base}columns: {a: b}\n${rows}`, '3 columns.a: must be a list'],
    [
      'hours of a half day without the half',
      `format: csv\ndates: {format: "M/d/yyyy h:mm", zone: UTC}\n${rows}`,
      'add a',
    ],
  ])('%s', async (_, map, mistake) => {
    expect(await mistakesOf(map)).toContainEqual(expect.stringContaining(mistake));
  });

  test('for a lookup without the key, with the key twice, or without the column', async () => {
    const map = `${base}lookups: {t: {file: t.csv, key: agent}}\nrows:\n  - {record: deal, id: a, at: b, set: {name: {lookup: t, by: c, column: regoin}}}`;
    expect(await mistakesOf(map, { 't.csv': 'agnet,region\n' })).toEqual([
      expect.stringContaining('did you mean "agnet"'),
    ]);
    expect(await mistakesOf(map, { 't.csv': 'agent,region\nAna,x\nRui,y\nAna,z\n' })).toEqual([
      expect.stringMatching(/t\.csv:4: "Ana".*line 2/),
    ]);
    expect(await mistakesOf(map, { 't.csv': 'agent,region\n' })).toEqual([
      expect.stringContaining('did you mean "region"'),
    ]);
  });

  test('with all of its mistakes at once', async () => {
    expect(
      await mistakesOf('format: x\nrows:\n  - {record: y}\n  - {record: deal, id: a, at: b, set: {z: c}}\n'),
    ).toHaveLength(3);
  });

  test('when it names columns that the file lacks, with the nearest', async () => {
    const attempt = imported(
      `${base}rows:\n  - {record: deal, id: a, at: b, when: {stagee: x}, set: {name: nmae}}`,
      'a,b,name,stage\n',
    );
    await expect(attempt).rejects.toMatchObject({
      details: [
        {
          place: 'map.yaml:4',
          path: 'rows[0].set.name',
          message: 'the file has no column "nmae"; did you mean "name"?',
        },
        {
          place: 'map.yaml:4',
          path: 'rows[0].when.stagee',
          message: 'the file has no column "stagee"; did you mean "stage"?',
        },
      ],
    });
  });
});

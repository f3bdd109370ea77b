import { describe, expect, test } from 'vitest';
import { dealMap, imported } from '../support/import.ts';

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

  test.each(['Sign-off {stage}', 'On/off {stage}', 'No. {stage}', '[x] ({stage}) $1+1', '\\{stage}'])(
    'may have any marks in their names: %s',
    async (name) => {
      const each = JSON.stringify(name);
      const column = name.replace('{stage}', 'Offer');
      const other = column.replace(/[^\w ]/, 'x');
      const { observations } = await imported(
        `format: ndjson\ndates: {zone: UTC}\nrows:\n  - {record: deal, each: ${each}, id: id, at: "{cell}", set: {stage: "{stage}"}}\n`,
        `${JSON.stringify({ id: '1', [column]: '2017-03-01', [other]: '2017-03-02' })}\n`,
      );
      expect(observations.map(({ at, set }) => [at, set])).toEqual([['2017-03-01T00:00:00Z', { stage: 'Offer' }]]);
    },
  );

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
    const { observations, problems, tally } = await imported(
      dealMap('name: title'),
      'id,at,title\n,3/1/2017,Big\n,,\n',
    );
    expect([observations, problems]).toEqual([[], []]);
    expect(tally).toMatchObject({ rows: 2, skipped: 2, rejected: 0 });
  });

  test('of which `when` does not hold says nothing', async () => {
    const map = dealMap('name: id').replace('    id: id', '    when: {stage: [Won, Lost], year: 2017}\n    id: id');
    const { observations, tally } = await imported(
      map,
      'id,at,stage,year\n1,3/1/2017,Won,2017\n2,3/1/2017,Open,2017\n3,3/1/2017,Lost,2016\n4,3/1/2017,,2017\n',
    );
    expect(observations.map(({ id }) => id)).toEqual(['1']);
    expect(tally.skipped).toBe(3);
  });

  test('tells each of its problems', async () => {
    const { problems } = await imported(dealMap('{amount: sum, closedAt: end}'), 'id,at,sum,end\n1,soon,much,never\n');
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual(['2 at', '2 set.amount', '2 set.closedAt']);
  });

  test('may have an id made of a literal, and a seq that orders what happened at one instant', async () => {
    const map = dealMap('name: title').replace('id: id', 'id: {value: only}\n    seq: {value: 2}');
    const { observations } = await imported(map, 'id,at,title\n1,3/1/2017,Big\n');
    expect(observations).toEqual([
      { record: 'deal', id: 'only', at: '2017-03-01T00:00:00Z', seq: '2', set: { name: 'Big' } },
    ]);
  });

  test('of NDJSON is read by the same map', async () => {
    const { observations } = await imported(
      dealMap('{amount: sum, custom.tier: tier}').replace('csv', 'ndjson'),
      '{"id":42,"at":"3/1/2017","sum":10.5,"tier":"gold"}\n{"id":43,"at":"3/1/2017","sum":1}\n',
    );
    expect(observations.map(({ id, set }) => [id, set])).toEqual([
      ['42', { amount: '10.5', 'custom.tier': 'gold' }],
      ['43', { amount: '1' }],
    ]);
  });

  test('quotes what is wrong without steering the terminal', async () => {
    const { problems } = await imported(dealMap('amount: sum'), 'id,at,sum\n1,3/1/2017,\u001b[2Jx\n');
    expect(problems[0]?.message).toBe('"[2Jx" is no number');
  });
});

import { describe, expect, test } from 'vitest';
import { imported, mistakesOf } from '../support/import.ts';

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

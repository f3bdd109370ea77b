import { describe, expect, it } from 'vitest';
import { parseObservations } from '../../../lambdas/domain/records/batch.ts';

const receivedAt = Date.parse('2026-10-04T00:00:00Z');
const deal = (id: string) => ({ record: 'deal', id, at: '2026-10-03T12:00:00Z', set: { name: 'A' } });
const json = (body: string) => parseObservations(body, 'json', receivedAt);
const lines = (body: string) => parseObservations(body, 'ndjson', receivedAt);
const ids = ({ observations }: ReturnType<typeof json>) =>
  observations.map(({ index, observation }) => [index, observation.id]);

describe('JSON', () => {
  it('holds an array of observations, or one', () => {
    expect(ids(json(JSON.stringify([deal('1'), deal('2')])))).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
    expect(ids(json(JSON.stringify(deal('1'))))).toEqual([[0, '1']]);
    expect(json('[]')).toEqual({ observations: [], rejected: [] });
  });

  it('may begin with a byte order mark', () => {
    expect(ids(json(`\uFEFF${JSON.stringify(deal('1'))}`))).toEqual([[0, '1']]);
  });

  it('loses no good one for a bad one', () => {
    const batch = json(JSON.stringify([deal('1'), { ...deal('2'), record: 'deel' }, 5, deal('4')]));
    expect(ids(batch)).toEqual([
      [0, '1'],
      [3, '4'],
    ]);
    expect(batch.rejected).toMatchObject([
      { index: 1, path: 'record' },
      { index: 2, path: '' },
    ]);
  });

  it.each(['5', '"deal"', 'null', 'true'])('that is no observation is refused: %s', (body) => {
    expect(json(body)).toMatchObject({ observations: [], rejected: [{ index: 0, path: '' }] });
  });
});

describe('a body that is not JSON', () => {
  it.each([
    ['an unexpected word', '[{"name": Ana}]', 'line 1, column 11'],
    ['in a later line', '[\n  {"id": "1"},\n  {"id": Ana}\n]', 'line 3, column 10'],
    ['a comma too many', '[{"id": "1"},\n]', 'line 2, column 1'],
    ['an end that is missing', '[{"id": "1"}', 'line 1, column 13'],
    ['text that does not close', '["Ana', 'line 1, column 6'],
    ['more after the end', '{}\n{}', 'line 2, column 1'],
    ['nothing', '', 'line 1, column 1'],
    ['no JSON at all', 'Ana Silva', 'line 1, column 1'],
  ])('is one rejection that tells where: %s', (_, body, place) => {
    const { observations, rejected } = json(body);
    expect(observations).toEqual([]);
    expect(rejected).toEqual([{ index: 0, path: '', message: expect.stringContaining(place) }]);
    expect(JSON.stringify(rejected)).not.toContain('Ana');
  });
});

describe('NDJSON', () => {
  it('holds one observation a line', () => {
    const body = `${JSON.stringify(deal('1'))}\r\n${JSON.stringify(deal('2'))}\n`;
    expect(ids(lines(body))).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
  });

  it('skips blank lines and counts them', () => {
    const body = `\n${JSON.stringify(deal('1'))}\n  \n${JSON.stringify(deal('2'))}`;
    expect(ids(lines(body))).toEqual([
      [1, '1'],
      [3, '2'],
    ]);
    expect(lines('\n\n')).toEqual({ observations: [], rejected: [] });
  });

  it('refuses one bad line among ten thousand by its place, and counts the others', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => JSON.stringify(deal(String(index))));
    all[4321] = '{"record": "deal", "id": Ana';
    const { observations, rejected } = lines(all.join('\n'));
    expect(observations).toHaveLength(9999);
    expect(observations.every(({ index, observation }) => observation.id === String(index))).toBe(true);
    expect(rejected).toEqual([{ index: 4321, path: '', message: expect.stringContaining('line 4322, column 26') }]);
  });

  it('has no arrays for lines', () => {
    expect(lines(JSON.stringify([deal('1')]))).toMatchObject({ rejected: [{ index: 0, path: '' }] });
  });
});

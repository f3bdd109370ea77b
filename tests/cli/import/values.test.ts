import { describe, expect, test } from 'vitest';
import { datesOf } from '../../../cli/import/dates.ts';
import { CellProblem } from '../../../cli/import/row.ts';
import { decimalReader, fromCell, fromLiteral } from '../../../cli/import/values.ts';

describe('numbers', () => {
  test.each([
    ['.', '1054', '1054'],
    ['.', '1,234,567.50', '1234567.50'],
    ['.', "1'234.5", '1234.5'],
    ['.', '-12.5', '-12.5'],
    ['.', '+12.5', '12.5'],
    [',', '1234,50', '1234.50'],
    [',', '1.234,50', '1234.50'],
    [',', '1.234', '1234'],
    [',', '1 234 567,5', '1234567.5'],
    [undefined, '1234.5', '1234.5'],
  ] as const)('with the mark %s, %s is %s', (mark, text, number) => {
    expect(decimalReader(mark)(text)).toBe(number);
  });

  test.each([
    ['.', '1,23'],
    ['.', '12,34,567'],
    ['.', '$1,054'],
    ['.', '1e5'],
    ['.', 'n/a'],
    ['.', '.5'],
    [',', '1.23'],
    [',', '1,234.50'],
    [undefined, '1,234'],
    [undefined, '1 234'],
  ] as const)('with the mark %s, %s is refused', (mark, text) => {
    expect(() => decimalReader(mark)(text)).toThrow(CellProblem);
  });

  test('a comma that could be either mark is asked about rather than guessed', () => {
    expect(() => decimalReader(undefined)('1,234')).toThrow('decimal');
  });
});

const reading = { dates: datesOf(['M/d/yyyy'], { times: 'UTC', days: 'UTC' }), decimal: decimalReader(',') };

describe('a cell', () => {
  test('is read as its field is', () => {
    expect(fromCell('12,5', 'decimal', reading)).toBe('12.5');
    expect(fromCell('3/1/2017', 'instant', reading)).toBe('2017-03-01T00:00:00Z');
    expect(fromCell('12,5', 'text', reading)).toBe('12,5');
    expect(fromCell('TRUE', 'boolean', reading)).toBe(true);
    expect(fromCell('false', 'boolean', reading)).toBe(false);
    expect(fromCell('won', ['open', 'won', 'lost'], reading)).toBe('won');
  });

  test('outside the closed list of its field is refused, with the list', () => {
    expect(() => fromCell('Won', ['open', 'won', 'lost'], reading)).toThrow(/open, won, lost.*table/);
    expect(() => fromCell('yes', 'boolean', reading)).toThrow('table');
  });
});

describe('a literal', () => {
  test("is written as the map is, not as the file's cells are", () => {
    expect(fromLiteral(12.5, 'decimal', reading)).toBe('12.5');
    expect(fromLiteral('2017-12-31', 'instant', reading)).toBe('2017-12-31T00:00:00Z');
    expect(fromLiteral(142, 'text', reading)).toBe('142');
    expect(fromLiteral(true, 'boolean', reading)).toBe(true);
  });

  test('outside the closed list of its field is refused, with the nearest', () => {
    expect(() => fromLiteral('wno', ['open', 'won', 'lost'], reading)).toThrow('did you mean "won"');
  });
});

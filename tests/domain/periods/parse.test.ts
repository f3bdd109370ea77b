import { describe, expect, it } from 'vitest';
import { PeriodError } from '../../../lambdas/domain/periods/errors.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { london, saoPaulo, utc } from './calendars.ts';

describe('the four forms', () => {
  it('reads a month of the workspace’s zone', () => {
    expect(parsePeriod('2026-10', saoPaulo)).toEqual({
      cadence: 'monthly',
      name: '2026-10',
      firstDay: '2026-10-01',
      lastDay: '2026-10-31',
      start: Date.parse('2026-10-01T03:00:00Z'),
      end: Date.parse('2026-11-01T03:00:00Z'),
    });
  });

  it.each([
    ['2024-02', 'monthly', '2024-02-01', '2024-02-29'],
    ['2026-12', 'monthly', '2026-12-01', '2026-12-31'],
    ['2026-Q1', 'quarterly', '2026-01-01', '2026-03-31'],
    ['2026-Q3', 'quarterly', '2026-07-01', '2026-09-30'],
    ['2026-Q4', 'quarterly', '2026-10-01', '2026-12-31'],
    ['2026', 'annual', '2026-01-01', '2026-12-31'],
    ['2026-10-01..2026-10-15', 'range', '2026-10-01', '2026-10-15'],
    ['2026-10-15..2026-10-15', 'range', '2026-10-15', '2026-10-15'],
    ['1970', 'annual', '1970-01-01', '1970-12-31'],
    ['2200', 'annual', '2200-01-01', '2200-12-31'],
  ])('reads %s as %s from %s to %s', (text, cadence, firstDay, lastDay) => {
    expect(parsePeriod(text, utc)).toMatchObject({ cadence, name: text, firstDay, lastDay });
  });

  it('has both days of a range in it', () => {
    const { start, end } = parsePeriod('2026-10-01..2026-10-15', saoPaulo);
    expect([start, end]).toEqual([Date.parse('2026-10-01T03:00:00Z'), Date.parse('2026-10-16T03:00:00Z')]);
  });
});

describe('a fiscal year that begins in April', () => {
  it.each([
    ['2026', '2025-04-01', '2026-03-31'],
    ['2026-Q1', '2025-04-01', '2025-06-30'],
    ['2026-Q3', '2025-10-01', '2025-12-31'],
    ['2026-Q4', '2026-01-01', '2026-03-31'],
    ['2026-10', '2026-10-01', '2026-10-31'],
  ])('reads %s as %s to %s', (text, firstDay, lastDay) => {
    expect(parsePeriod(text, london)).toMatchObject({ name: text, firstDay, lastDay });
  });

  it('begins its year in summer time and ends it there', () => {
    const { start, end } = parsePeriod('2026', london);
    expect([start, end]).toEqual([Date.parse('2025-03-31T23:00:00Z'), Date.parse('2026-03-31T23:00:00Z')]);
  });
});

it('names a year that begins in December by that of its other eleven months', () => {
  const calendar = { timeZone: 'UTC', fiscalYearStart: 12 };
  expect(parsePeriod('2026', calendar)).toMatchObject({ firstDay: '2025-12-01', lastDay: '2026-11-30' });
  expect(parsePeriod('2026-Q1', calendar)).toMatchObject({ firstDay: '2025-12-01', lastDay: '2026-02-28' });
});

describe('boundaries where a clock changes', () => {
  it.each([
    ['a month that begins at 01:00', '2017-10', 'Asia/Beirut', '2017-09-30T21:00:00Z', '2017-10-31T22:00:00Z'],
    [
      'a range that begins at 01:00',
      '2018-11-04..2018-11-04',
      'America/Sao_Paulo',
      '2018-11-04T03:00:00Z',
      '2018-11-05T02:00:00Z',
    ],
    [
      'a range that ends where a day begins at 01:00',
      '2023-04-27..2023-04-27',
      'Africa/Cairo',
      '2023-04-26T22:00:00Z',
      '2023-04-27T22:00:00Z',
    ],
    ['a month in which a day was skipped', '2011-12', 'Pacific/Apia', '2011-12-01T10:00:00Z', '2011-12-31T10:00:00Z'],
    [
      'a month whose last day was skipped',
      '1994-12',
      'Pacific/Kiritimati',
      '1994-12-01T10:00:00Z',
      '1994-12-31T10:00:00Z',
    ],
    [
      'a range that begins with a skipped day',
      '2011-12-30..2011-12-31',
      'Pacific/Apia',
      '2011-12-30T10:00:00Z',
      '2011-12-31T10:00:00Z',
    ],
  ])('%s: %s in %s', (_, text, timeZone, start, end) => {
    const period = parsePeriod(text, { timeZone, fiscalYearStart: 1 });
    expect([period.start, period.end]).toEqual([Date.parse(start), Date.parse(end)]);
  });
});

describe('what names no period', () => {
  it.each([
    ['', 'form'],
    ['October 2026', 'form'],
    ['2026-1', 'form'],
    ['2026-q3', 'form'],
    [' 2026', 'form'],
    ['2026\n', 'form'],
    ['2026-10-01', 'form'],
    ['2026-10-01..', 'form'],
    ['2026-10..2026-11', 'form'],
    ['2026-10-01...2026-10-02', 'form'],
    ['٢٠٢٦', 'form'],
    ['2026-00', 'month'],
    ['2026-13', 'month'],
    ['2026-Q0', 'quarter'],
    ['2026-Q5', 'quarter'],
    ['1969', 'year'],
    ['2201-01', 'year'],
    ['0000-Q1', 'year'],
    ['1969-12-31..1970-01-01', 'year'],
    ['2200-12-31..2201-01-01', 'year'],
    ['2026-02-29..2026-03-01', 'date'],
    ['2026-02-01..2026-02-31', 'date'],
    ['2026-00-10..2026-02-01', 'date'],
    ['2026-10-15..2026-10-14', 'order'],
  ])('%j: %s', (text, code) => {
    expect(() => parsePeriod(text, utc)).toThrow(expect.objectContaining({ name: 'PeriodError', code }));
  });

  it('is a range of nothing but a day that the zone skipped', () => {
    const apia = { timeZone: 'Pacific/Apia', fiscalYearStart: 1 };
    expect(() => parsePeriod('2011-12-30..2011-12-30', apia)).toThrow(expect.objectContaining({ code: 'empty' }));
  });

  it('is told what is wrong and the four forms, and does not repeat a long text', () => {
    const { message } = new PeriodError('x'.repeat(5000), 'form', 'it has none of the four forms');
    for (const part of ['none of the four forms', '2026-10,', '2026-Q3', ' 2026 ', '2026-10-01..2026-10-15'])
      expect(message).toContain(part);
    expect(message.length).toBeLessThan(200);
  });
});

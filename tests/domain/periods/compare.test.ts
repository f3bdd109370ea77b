import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastYearPeriod, previousPeriod, trendPeriods } from '../../../lambdas/domain/periods/compare.ts';
import { periodContaining } from '../../../lambdas/domain/periods/construct.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import type { Calendar } from '../../../lambdas/domain/periods/period.ts';
import { aCadence, aCalendar, anInstant, london, saoPaulo, utc } from './calendars.ts';

const previous = (text: string, calendar: Calendar = utc) => previousPeriod(parsePeriod(text, calendar), calendar);
const lastYear = (text: string, calendar: Calendar = utc) => lastYearPeriod(parsePeriod(text, calendar), calendar);
const trend = (text: string, calendar: Calendar = utc) =>
  trendPeriods(parsePeriod(text, calendar), calendar).map(({ name }) => name);

describe('previousPeriod', () => {
  it.each([
    ['2026-10', '2026-09'],
    ['2026-01', '2025-12'],
    ['2026-Q3', '2026-Q2'],
    ['2026-Q1', '2025-Q4'],
    ['2026', '2025'],
    ['2026-10-01..2026-10-15', '2026-09-16..2026-09-30'],
    ['2026-03-01..2026-03-01', '2026-02-28..2026-02-28'],
    ['2024-03-01..2024-03-31', '2024-01-30..2024-02-29'],
  ])('of %s is %s', (text, expected) => {
    expect(previous(text)).toEqual(parsePeriod(expected, utc));
  });

  it('counts local days of a range, not hours', () => {
    // The clock went forward on the 4th, so the first range is an hour shorter than the second.
    expect(previous('2018-11-04..2018-11-10', saoPaulo)).toEqual(parsePeriod('2018-10-28..2018-11-03', saoPaulo));
  });

  it('of a fiscal quarter crosses the fiscal year', () => {
    expect(previous('2026-Q1', london)).toEqual(parsePeriod('2025-Q4', london));
  });
});

describe('lastYearPeriod', () => {
  it.each([
    ['2026-10', '2025-10'],
    ['2025-02', '2024-02'],
    ['2026-Q3', '2025-Q3'],
    ['2026', '2025'],
    ['2026-10-01..2026-10-15', '2025-10-01..2025-10-15'],
    ['2024-02-29..2024-03-01', '2023-02-28..2023-03-01'],
    ['2025-12-20..2026-01-10', '2024-12-20..2025-01-10'],
  ])('of %s is %s', (text, expected) => {
    expect(lastYear(text)).toEqual(parsePeriod(expected, utc));
  });

  it('of a fiscal year is the one before', () => {
    expect(lastYear('2026', london)).toEqual(parsePeriod('2025', london));
  });
});

describe('trendPeriods', () => {
  it('is 13 months, oldest first, so that it begins with the same month last year', () => {
    const months = trend('2026-10');
    expect(months).toHaveLength(13);
    expect([months[0], months[3], months[12]]).toEqual(['2025-10', '2026-01', '2026-10']);
  });

  it('is 9 quarters', () => {
    expect(trend('2026-Q3')).toEqual([
      '2024-Q3',
      '2024-Q4',
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
      '2025-Q4',
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
    ]);
  });

  it('is 5 years', () => {
    expect(trend('2026', london)).toEqual(['2022', '2023', '2024', '2025', '2026']);
  });

  it('is nothing for a range', () => {
    expect(trend('2026-10-01..2026-10-31')).toEqual([]);
  });
});

describe('laws', () => {
  it('a trend is an unbroken stretch of time that ends with the period', () => {
    fc.assert(
      fc.property(aCadence, anInstant, aCalendar, (cadence, instant, calendar) => {
        const period = periodContaining(cadence, instant, calendar);
        const points = trendPeriods(period, calendar);
        expect(points.at(-1)).toEqual(period);
        expect(points.slice(1).map(({ start }) => start)).toEqual(points.slice(0, -1).map(({ end }) => end));
      }),
      { numRuns: 50 },
    );
  });

  it('the range before a range has as many days and touches it', () => {
    const day = 86_400_000;
    const days = fc.tuple(anInstant, fc.integer({ min: 1, max: 400 }));
    const date = (instant: number) => new Date(instant).toISOString().slice(0, 10);
    fc.assert(
      fc.property(days, aCalendar, ([first, count], calendar) => {
        const last = first + (count - 1) * day;
        const before = previous(`${date(first)}..${date(last)}`, { ...calendar, timeZone: 'UTC' });
        expect(before.name).toBe(`${date(first - count * day)}..${date(first - day)}`);
        expect(before.end - before.start).toBe(count * day);
      }),
    );
  });
});

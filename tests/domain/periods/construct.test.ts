import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previousPeriod } from '../../../lambdas/domain/periods/compare.ts';
import { periodContaining, periodOfDay } from '../../../lambdas/domain/periods/construct.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { aCadence, aCalendar, anInstant, london, saoPaulo } from './calendars.ts';

describe('periodContaining', () => {
  it('belongs to the period that begins at the instant', () => {
    const boundary = Date.parse('2026-11-01T03:00:00Z');
    expect(periodContaining('monthly', boundary - 1, saoPaulo).name).toBe('2026-10');
    expect(periodContaining('monthly', boundary, saoPaulo).name).toBe('2026-11');
  });

  it.each([
    ['2026-03-31T22:59:59Z', '2026-Q4', '2026'],
    ['2026-03-31T23:00:00Z', '2027-Q1', '2027'],
    ['2026-12-31T23:59:59Z', '2027-Q3', '2027'],
    ['2027-01-01T00:00:00Z', '2027-Q4', '2027'],
  ])('counts %s to the fiscal %s and %s', (instant, quarter, year) => {
    expect(periodContaining('quarterly', Date.parse(instant), london).name).toBe(quarter);
    expect(periodContaining('annual', Date.parse(instant), london).name).toBe(year);
  });

  it('stays in a month that has begun when the clock goes back into the one before', () => {
    const calendar = { timeZone: 'America/St_Johns', fiscalYearStart: 11 };
    const begun = Date.parse('2009-11-01T02:30:00Z');
    const shownAsOctober = begun + 30 * 60_000;
    expect(periodContaining('monthly', begun - 1, calendar).name).toBe('2009-10');
    expect(periodContaining('monthly', shownAsOctober, calendar).name).toBe('2009-11');
    expect(periodContaining('annual', shownAsOctober, calendar).name).toBe('2010');
  });
});

describe('periodOfDay', () => {
  it('finds the quarter from any of its days', () => {
    for (const day of ['2026-02-01', '2026-03-15', '2026-04-30'])
      expect(periodOfDay('quarterly', day, { timeZone: 'UTC', fiscalYearStart: 2 })).toMatchObject({
        name: '2027-Q1',
        firstDay: '2026-02-01',
        lastDay: '2026-04-30',
      });
  });
});

describe('laws', () => {
  it('every instant is in exactly one period of a cadence, and periods follow without gap or overlap', () => {
    fc.assert(
      fc.property(aCadence, anInstant, aCalendar, (cadence, instant, calendar) => {
        const period = periodContaining(cadence, instant, calendar);
        expect(period.start).toBeLessThanOrEqual(instant);
        expect(period.end).toBeGreaterThan(instant);
        expect(periodContaining(cadence, period.start, calendar)).toEqual(period);
        expect(periodContaining(cadence, period.end - 1, calendar)).toEqual(period);
        const next = periodContaining(cadence, period.end, calendar);
        expect(next.start).toBe(period.end);
        expect(previousPeriod(next, calendar)).toEqual(period);
      }),
    );
  });

  it('a period’s name says all of it', () => {
    fc.assert(
      fc.property(aCadence, anInstant, aCalendar, (cadence, instant, calendar) => {
        const period = periodContaining(cadence, instant, calendar);
        expect(parsePeriod(period.name, calendar)).toEqual(period);
      }),
    );
  });

  it('a year is its four quarters and its twelve months', () => {
    fc.assert(
      fc.property(anInstant, aCalendar, (instant, calendar) => {
        const year = periodContaining('annual', instant, calendar);
        for (const [cadence, count] of [
          ['monthly', 12],
          ['quarterly', 4],
        ] as const) {
          let part = periodContaining(cadence, year.start, calendar);
          expect(part.start).toBe(year.start);
          for (let number = 1; number < count; number += 1) part = periodContaining(cadence, part.end, calendar);
          expect(part.end).toBe(year.end);
        }
      }),
    );
  });
});

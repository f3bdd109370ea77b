import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendPeriods } from '../../../lambdas/domain/periods/compare.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { periodIndex } from '../../../lambdas/domain/periods/points.ts';
import { saoPaulo } from './calendars.ts';

describe('periodIndex', () => {
  it('finds the month of a trend, whose end belongs to the next', () => {
    const months = trendPeriods(parsePeriod('2026-10', saoPaulo), saoPaulo);
    const find = periodIndex(months);
    const october = Date.parse('2026-10-01T03:00:00Z');
    expect(find(october - 1)).toEqual([11]);
    expect(find(october)).toEqual([12]);
    expect(find(Date.parse('2026-11-01T03:00:00Z'))).toEqual([]);
    expect(find(Number.NEGATIVE_INFINITY)).toEqual([]);
  });

  it('finds all that overlap, as ranges do', () => {
    const find = periodIndex([
      { start: 10, end: 30 },
      { start: 0, end: 20 },
      { start: 10, end: 30 },
      { start: 40, end: 40 },
    ]);
    expect([-1, 0, 10, 19, 20, 29, 30, 40].map(find)).toEqual([[], [1], [0, 1, 2], [0, 1, 2], [0, 2], [0, 2], [], []]);
  });

  it('finds nothing in no periods', () => {
    expect(periodIndex([])(0)).toEqual([]);
  });

  it('answers without making anything: the same object for the same stretch of time', () => {
    const find = periodIndex([{ start: 0, end: 10 }]);
    expect(find(3)).toBe(find(7));
    expect(find(-5)).toBe(find(-6));
  });

  it('agrees with looking at every period', () => {
    const instant = fc.integer({ min: -50, max: 50 });
    const period = fc.tuple(instant, fc.nat(30)).map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(period, { maxLength: 12 }), instant, (periods, at) => {
        const held = periods.flatMap(({ start, end }, place) => (start <= at && at < end ? [place] : []));
        expect(periodIndex(periods)(at)).toEqual(held);
      }),
      { numRuns: 500 },
    );
  });
});

import { lastYearPeriod, previousPeriod, trendPeriods } from '../periods/compare.ts';
import type { Calendar, Period } from '../periods/period.ts';

/** The periods of a review, by index into those that the pass fills. */
export interface Points {
  readonly periods: readonly Period[];
  readonly current: number;
  /** The current one. */
  readonly now: Period;
  readonly previous: number | null;
  readonly lastYear: number | null;
  /** Of the trend, oldest first. */
  readonly trend: readonly number[];
}

/** The periods that a review of `period` tells: it, the one before (or the `baseline` in its stead), last year's, the trend. */
export const pointsOf = (period: Period, calendar: Calendar, baseline: Period | null = null): Points => {
  const trend = trendPeriods(period, calendar);
  const lastYear = lastYearPeriod(period, calendar);
  const previous = baseline ?? previousPeriod(period, calendar);
  const periods = trend.length > 0 ? trend : [lastYear, previous, period];
  const indexOf = ({ name }: Period): number | null => {
    const index = periods.findIndex((point) => point.name === name);
    return index === -1 ? null : index;
  };
  return {
    periods,
    current: periods.length - 1,
    now: period,
    previous: indexOf(previous),
    lastYear: indexOf(lastYear),
    trend: [...trend.keys()],
  };
};

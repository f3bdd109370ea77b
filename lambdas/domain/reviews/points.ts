import { lastYearPeriod, previousPeriod, trendPeriods } from '../periods/compare.ts';
import { monthsOf } from '../periods/months.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Configuration, Target } from '../workspaces/schema.ts';
import { relativeChange } from '../workspaces/targets.ts';

/** A month of a quarter or a year, by index, and those that its target may grow from; `null` where none does. */
export interface MonthAt {
  readonly period: number;
  readonly previous: number | null;
  readonly lastYear: number | null;
}

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
  /** Those that the period is compared with, and itself: as long as it. */
  readonly alike: readonly number[];
  /** Of a quarter or a year, oldest first. */
  readonly months: readonly MonthAt[];
}

type Of = NonNullable<Target['of']>;

/** Months that some KPI's monthly target grows from. */
const basesOf = (months: readonly Period[], calendar: Calendar, targets: Configuration['targets']): Period[] => {
  const wanted = new Set(
    Object.values(targets).flatMap(({ monthly }): Of[] => {
      const bounds = [monthly?.atLeast, monthly?.atMost];
      const isRelative = bounds.some((bound) => bound !== undefined && relativeChange(bound) !== null);
      return isRelative ? [monthly?.of ?? 'previous'] : [];
    }),
  );
  return months.flatMap((month) => [
    ...(wanted.has('previous') ? [previousPeriod(month, calendar)] : []),
    ...(wanted.has('lastYear') ? [lastYearPeriod(month, calendar)] : []),
  ]);
};

const placeIn = (periods: readonly Period[], { name }: Period): number | null => {
  const index = periods.findIndex((period) => period.name === name);
  return index === -1 ? null : index;
};

/**
 * The periods that a review of `period` tells: it, the one before (or the `baseline` in its stead), last year's, the trend, and,
 * but where they are not wanted, its months.
 */
export const pointsOf = (
  period: Period,
  calendar: Calendar & Partial<Pick<Configuration, 'targets'>>,
  baseline: Period | null = null,
  withMonths = true,
): Points => {
  const trend = trendPeriods(period, calendar);
  const lastYear = lastYearPeriod(period, calendar);
  const previous = baseline ?? previousPeriod(period, calendar);
  const alike = trend.length > 0 ? trend : [lastYear, previous, period];
  const months = withMonths ? monthsOf(period, calendar) : [];
  const bases = new Map(basesOf(months, calendar, calendar.targets ?? {}).map((month) => [month.name, month]));
  for (const { name } of months) bases.delete(name);
  const periods = [...alike, ...months, ...bases.values()];
  return {
    periods,
    current: alike.length - 1,
    now: period,
    previous: placeIn(alike, previous),
    lastYear: placeIn(alike, lastYear),
    trend: [...trend.keys()],
    alike: [...alike.keys()],
    months: months.map((month, index) => ({
      period: alike.length + index,
      previous: placeIn(periods, previousPeriod(month, calendar)),
      lastYear: placeIn(periods, lastYearPeriod(month, calendar)),
    })),
  };
};

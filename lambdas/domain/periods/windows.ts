import { Temporal } from 'temporal-polyfill';
import { periodOfDay } from './construct.ts';
import { localDate, startOfLocalDay } from './localDay.ts';
import type { Calendar, Period } from './period.ts';

/** A half-open stretch of time, epoch milliseconds. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What belongs to each period beside itself, by its place. */
export interface Windows {
  /** Its end; while it runs, the end of today. */
  readonly until: readonly number[];
  /** The local midnights that bound the thirty days before that, 31 ascending. */
  readonly thirtyDays: readonly Float64Array[];
  /** The six calendar months that are over by its end, the latest first. */
  readonly sixMonths: readonly (readonly Stretch[])[];
  /** How many whole calendar months it has. */
  readonly months: readonly number[];
}

const nextDay = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day).add({ days: 1 });

const thirtyDaysBefore = (day: Temporal.PlainDate, timeZone: string): Float64Array =>
  Float64Array.from({ length: 31 }, (_, index) =>
    startOfLocalDay(day.subtract({ days: 30 - index }).toString(), timeZone),
  );

const sixMonthsBefore = (day: Temporal.PlainDate, calendar: Calendar): Stretch[] =>
  Array.from({ length: 6 }, (_, index) =>
    periodOfDay('monthly', day.with({ day: 1 }).subtract({ months: index + 1 }), calendar),
  );

/** The first whole month begins with the first day, or with the next month. */
const wholeMonths = (firstDay: Temporal.PlainDate, next: Temporal.PlainDate): number => {
  const begin = firstDay.day === 1 ? firstDay : firstDay.with({ day: 1 }).add({ months: 1 });
  return Math.max(0, begin.until(next.with({ day: 1 }), { largestUnit: 'month' }).months);
};

/** @param asOf the instant of the computation */
export const windowsOf = (periods: readonly Period[], asOf: number, calendar: Calendar): Windows => {
  const { timeZone } = calendar;
  const tomorrow = nextDay(localDate(asOf, timeZone));
  const ends = periods.map(({ lastDay }) => {
    const end = nextDay(lastDay);
    return Temporal.PlainDate.compare(end, tomorrow) <= 0 ? end : tomorrow;
  });
  return {
    until: ends.map((day) => startOfLocalDay(day.toString(), timeZone)),
    thirtyDays: ends.map((day) => thirtyDaysBefore(day, timeZone)),
    sixMonths: periods.map(({ lastDay }) => sixMonthsBefore(nextDay(lastDay), calendar)),
    months: periods.map(({ firstDay, lastDay }) => wholeMonths(Temporal.PlainDate.from(firstDay), nextDay(lastDay))),
  };
};

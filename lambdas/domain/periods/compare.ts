import { Temporal } from 'temporal-polyfill';
import { periodOfDay, rangeOfDays } from './construct.ts';
import type { Calendar, Period } from './period.ts';

/** The periods that a period is compared with. */

const daysOf = ({ firstDay, lastDay }: Period) => ({
  firstDay: Temporal.PlainDate.from(firstDay),
  lastDay: Temporal.PlainDate.from(lastDay),
});

/** The one before; for a range as many local days, ending the day before it begins. */
export const previousPeriod = (period: Period, calendar: Calendar): Period => {
  const { firstDay, lastDay } = daysOf(period);
  const dayBefore = firstDay.subtract({ days: 1 });
  if (period.cadence !== 'range') return periodOfDay(period.cadence, dayBefore, calendar);
  return rangeOfDays(dayBefore.subtract({ days: lastDay.since(firstDay).days }), dayBefore, calendar);
};

/**
 * The same one a year earlier: the same month or quarter, the year before, for a range the same dates. 29 February
 * becomes the 28th.
 */
export const lastYearPeriod = (period: Period, calendar: Calendar): Period => {
  const { firstDay, lastDay } = daysOf(period);
  const year = { years: 1 };
  return period.cadence === 'range'
    ? rangeOfDays(firstDay.subtract(year), lastDay.subtract(year), calendar)
    : periodOfDay(period.cadence, firstDay.subtract(year), calendar);
};

const trendLengths = { monthly: 13, quarterly: 9, annual: 5, range: 0 } as const;

/** 13 months, 9 quarters or 5 years, oldest first, the last of which is the period itself; none for a range. */
export const trendPeriods = (period: Period, calendar: Calendar): Period[] => {
  const trend: Period[] = [];
  for (let point = period; trend.length < trendLengths[period.cadence]; point = previousPeriod(point, calendar))
    trend.push(point);
  return trend.reverse();
};

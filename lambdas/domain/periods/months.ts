import { Temporal } from 'temporal-polyfill';
import { periodOfDay } from './construct.ts';
import type { Calendar, Period } from './period.ts';

/** The calendar months that a quarter or a year is made of, oldest first; none of a month, which is its own, nor of a range. */
export const monthsOf = ({ cadence, firstDay }: Period, calendar: Calendar): Period[] => {
  const count = cadence === 'quarterly' ? 3 : cadence === 'annual' ? 12 : 0;
  const first = Temporal.PlainDate.from(firstDay);
  return Array.from({ length: count }, (_, index) => periodOfDay('monthly', first.add({ months: index }), calendar));
};

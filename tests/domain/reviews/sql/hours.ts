import { Temporal } from 'temporal-polyfill';
import type { Configuration } from '../../../../lambdas/domain/workspaces/schema.ts';
import type { Stretch } from './dates.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The shifts of all years in which a world tells anything, each of the day it begins; it must begin and end where no clock ever changes. */
export const openHours = (
  { days, from, to }: NonNullable<Configuration['businessHours']>,
  holidays: readonly string[],
  timeZone: string,
): Stretch[] => {
  const shifts: Stretch[] = [];
  for (let date = Temporal.PlainDate.from('2022-12-01'); date.year < 2027; date = date.add({ days: 1 })) {
    const weekday = weekdays[date.dayOfWeek - 1];
    if (weekday === undefined || !days.includes(weekday) || holidays.includes(date.toString())) continue;
    const at = (day: Temporal.PlainDate, time: string): number =>
      day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
    shifts.push({ start: at(date, from), end: at(to <= from ? date.add({ days: 1 }) : date, to) });
  }
  return shifts;
};

import { Temporal } from 'temporal-polyfill';
import type { Cadence } from '../reviews/document.ts';
import { localDate, startOfLocalDay } from './localDay.ts';
import type { Calendar, Period } from './period.ts';

/** Cadences that divide time among their periods without gap or overlap; a range stands alone. */
export type RegularCadence = Exclude<Cadence, 'range'>;

const months: Readonly<Record<RegularCadence, number>> = { monthly: 1, quarterly: 3, annual: 12 };

const between = (
  cadence: Cadence,
  name: string,
  firstDay: Temporal.PlainDate,
  lastDay: Temporal.PlainDate,
  { timeZone }: Calendar,
): Period => ({
  cadence,
  name,
  firstDay: firstDay.toString(),
  lastDay: lastDay.toString(),
  start: startOfLocalDay(firstDay.toString(), timeZone),
  end: startOfLocalDay(lastDay.add({ days: 1 }).toString(), timeZone),
});

/**
 * The period of a cadence in which a local day lies.
 *
 * Quarters and years are fiscal: a fiscal year begins with the month `fiscalYearStart` and has the name of the
 * calendar year in which it ends. With 4, `2026` is April 2025 to March 2026 and `2026-Q1` April to June 2025.
 */
export const periodOfDay = (cadence: RegularCadence, day: string | Temporal.PlainDate, calendar: Calendar): Period => {
  const month = Temporal.PlainDate.from(day).with({ day: 1 });
  const monthOfYear = (month.month - calendar.fiscalYearStart + 12) % 12;
  const firstDay = month.subtract({ months: monthOfYear % months[cadence] });
  const lastDay = firstDay.add({ months: months[cadence] }).subtract({ days: 1 });
  const year = String(month.add({ months: 11 - monthOfYear }).year).padStart(4, '0');
  const name = {
    monthly: month.toPlainYearMonth().toString(),
    quarterly: `${year}-Q${Math.floor(monthOfYear / 3) + 1}`,
    annual: year,
  }[cadence];
  return between(cadence, name, firstDay, lastDay, calendar);
};

/** The range of two local days and all between them. */
export const rangeOfDays = (firstDay: Temporal.PlainDate, lastDay: Temporal.PlainDate, calendar: Calendar): Period =>
  between('range', `${firstDay}..${lastDay}`, firstDay, lastDay, calendar);

/** The one period of a cadence that holds an instant, given in epoch milliseconds. */
export const periodContaining = (cadence: RegularCadence, instant: number, calendar: Calendar): Period => {
  const period = periodOfDay(cadence, localDate(instant, calendar.timeZone), calendar);
  // A clock put back across midnight shows the last day of a period again after the next has begun.
  return instant < period.end
    ? period
    : periodOfDay(cadence, Temporal.PlainDate.from(period.lastDay).add({ days: 1 }), calendar);
};

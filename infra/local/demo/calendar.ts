import { Temporal } from 'temporal-polyfill';

const zone = 'America/Sao_Paulo';
export const hour = 3_600_000;
export const day = 24 * hour;

/** How many months are over before the running one. */
export const closedMonths = 14;
/** Months before the first one: what began then and is still open comes into it. */
const monthsBefore = 3;

/** One month of the demonstration. Instants are epoch milliseconds. */
export interface Month {
  /** 0 is the first, `closedMonths - 1` the one that was closed last, `closedMonths` the running one. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Of the calendar, 1 to 12. */
  readonly number: number;
}

/** The months of a demonstration that was first started at an instant, from three before its first to the running one. */
export const monthsUntil = (startedAt: number): Month[] => {
  const running = Temporal.Instant.fromEpochMilliseconds(startedAt)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .with({ day: 1 });
  const startOf = (months: number) =>
    running.add({ months: months - closedMonths }).toZonedDateTime(zone).epochMilliseconds;
  return Array.from({ length: monthsBefore + closedMonths + 1 }, (_, place) => {
    const index = place - monthsBefore;
    const { month: number } = running.add({ months: index - closedMonths });
    return { index, start: startOf(index), end: startOf(index + 1), number };
  });
};

/** The first day of the month that was closed last, `YYYY-MM-DD`. */
export const lastClosedDay = (startedAt: number): string =>
  Temporal.Instant.fromEpochMilliseconds(startedAt)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .with({ day: 1 })
    .subtract({ months: 1 })
    .toString();

/** How much is going on in a month of the calendar: summer holidays and carnival are quiet, autumn and spring are not. */
const seasons = [0.82, 0.9, 1.08, 1.06, 1.1, 1, 0.96, 1.05, 1.08, 1.1, 1.02, 0.62];

/** The company grows by 1.8 % a month. */
export const growthOf = ({ index }: Month): number => 1.018 ** index;
export const seasonOf = ({ number }: Month): number => seasons[number - 1] ?? 1;

/** Brazil has kept to three hours behind UTC all the year round since 2019. */
const offset = -3 * hour;
const [opens, closes] = [9 * hour, 18 * hour];

/** Days since 1 January 1970, a Thursday: 0 is a Monday. */
const weekdayOf = (localDay: number): number => (localDay + 3) % 7;

/** From 20 December to 3 January: who sells coffee machines then finds nobody to sell them to. */
const isBreak = (localDay: number): boolean => {
  const date = new Date(localDay * day);
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  return (month === 11 && dayOfMonth >= 20) || (month === 0 && dayOfMonth <= 3);
};

const everyWeekday = (localDay: number): boolean => weekdayOf(localDay) < 5;

const nextHour = (instant: number, isWorkday: (localDay: number) => boolean): number => {
  const local = instant + offset;
  const today = Math.floor(local / day);
  const hourOfDay = local - today * day;
  const isOpen = isWorkday(today) && hourOfDay < closes;
  if (isOpen && hourOfDay >= opens) return instant;
  let next = isOpen ? today : today + 1;
  while (!isWorkday(next)) next += 1;
  // What piled up over night is seen to bit by bit, not at nine sharp.
  const later = Math.floor(instant / 1000) % (97 * 60);
  return next * day + opens + later * 1000 - offset;
};

/** Moves an instant to the next hour at which people work: nine to six, Monday to Friday. */
export const atWork = (instant: number): number => nextHour(instant, everyWeekday);

/** The same of those who sell, and rest at the turn of the year. */
export const atSales = (instant: number): number =>
  nextHour(instant, (localDay) => everyWeekday(localDay) && !isBreak(localDay));

/** Whole seconds, as CRMs tell time. */
export const wholeSeconds = (instant: number): number => Math.floor(instant / 1000) * 1000;

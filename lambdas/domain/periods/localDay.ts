import { Temporal } from 'temporal-polyfill';

/**
 * Local days and instants. Each of these takes 5 to 15 microseconds, a hundred times a lookup with `periodIndex`
 * (`points.ts`): all are too slow to be called for every record. Work out boundaries once, then look records up.
 *
 * Instants are whole epoch milliseconds. All throw a `RangeError` for one that is not, and for a zone that does not
 * exist.
 */

const at = (instant: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);

/**
 * The first instant of a local day, in epoch milliseconds. Where the clock skips midnight it is when the clock goes
 * on, where it passes midnight twice the first time; of a day that the zone skipped altogether it is the beginning
 * of the next.
 *
 * @param date `YYYY-MM-DD`
 * @throws RangeError when it is no date
 */
export const startOfLocalDay = (date: string, timeZone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;

/**
 * The date that a calendar on the wall shows at an instant, `YYYY-MM-DD`.
 *
 * Clocks put back across midnight show a date twice: at St John's, 1 November 2009 began, lasted a minute, and it
 * was 31 October for another hour. A period begins once, so ask `periodContaining` in which one an instant lies.
 */
export const localDate = (instant: number, timeZone: string): string => at(instant, timeZone).toPlainDate().toString();

const twoDigits = (size: number): string => String(size).padStart(2, '0');

/**
 * An instant as ISO 8601 with the zone's offset, `2026-10-01T00:00:00-03:00`, milliseconds only where there are any.
 *
 * ISO 8601 offsets are whole minutes. Where the zone's was not (Monrovia until 1972) it is rounded and the time of
 * day goes with it, so that the text still is the same instant.
 */
export const isoWithOffset = (instant: number, timeZone: string): string => {
  const offset = Math.round(at(instant, timeZone).offsetNanoseconds / 60e9);
  const local = new Date(instant + offset * 60_000).toISOString().replace(/(\.000)?Z$/, '');
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
};

import { localDate, startOfLocalDay } from '../../domain/periods/localDay.ts';

const day = 24 * 60 * 60 * 1000;

const isMidnight = (instant: number, timeZone: string): boolean =>
  instant % day === 0 || startOfLocalDay(localDate(instant, timeZone), timeZone) === instant;

/**
 * The day that a column for dates holds, `YYYY-MM-DD`. Such columns are written as midnight in UTC, or as what was
 * midnight to the user; which of the two is a setting of each column, and is not told. A user's zone may be another than
 * the workspace's: then it is the day in the workspace on which most of the user's day falls.
 */
const dateIn = (instant: number, timeZone: string): string =>
  instant % day === 0 ? new Date(instant).toISOString().slice(0, 10) : localDate(instant + day / 2, timeZone);

/** The first instant of that day, epoch milliseconds. */
export const startOfDate = (instant: number, timeZone: string): number =>
  startOfLocalDay(dateIn(instant, timeZone), timeZone);

/**
 * Whether a change was made on the day that a column for dates holds: on that day in the workspace, or, where
 * the column is midnight to a user of another zone, within a day from that.
 *
 * @param at of the change, epoch milliseconds
 */
export const isDayOf = (instant: number, at: number, timeZone: string): boolean =>
  dateIn(instant, timeZone) === localDate(at, timeZone) ||
  (!isMidnight(instant, timeZone) && at >= instant && at < instant + day);

import { localDate, startOfLocalDay } from '../../domain/periods/localDay.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * The day that a column for dates holds, `YYYY-MM-DD`. Such columns are written as midnight in UTC, or as what was
 * midnight to the user; which of the two is a setting of each column, and is not told.
 */
export const dateIn = (instant: number, timeZone: string): string =>
  instant % day === 0 ? new Date(instant).toISOString().slice(0, 10) : localDate(instant, timeZone);

/** The first instant of that day, epoch milliseconds. */
export const startOfDate = (instant: number, timeZone: string): number =>
  startOfLocalDay(dateIn(instant, timeZone), timeZone);

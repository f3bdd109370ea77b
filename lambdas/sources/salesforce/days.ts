import { localDate, startOfLocalDay } from '../../domain/periods/localDay.ts';
import { instant } from '../statement.ts';
import { dateOf, type Value } from './fields.ts';

const day = 24 * 60 * 60 * 1000;

const dateIn = (value: Value): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? dateOf(value) : undefined;

/** The first instant of a date in the workspace's time zone, epoch milliseconds; `undefined` of what is no date. */
export const startOfDate = (value: Value, timeZone: string): number | undefined => {
  const date = dateIn(value);
  return date === undefined ? undefined : startOfLocalDay(date, timeZone);
};

/** As `startOfDate`; what is no date is left as it is, to be refused by its place. */
export const startOf = (value: Value, timeZone: string): Date | Value => instant(startOfDate(value, timeZone)) ?? value;

/** The instant at which a date is over. */
export const endOf = (value: Value, timeZone: string): Date | Value => {
  const date = dateIn(value);
  return date === undefined ? value : startOf(new Date(Date.parse(date) + day).toISOString().slice(0, 10), timeZone);
};

/** What is known of when something happened of which Salesforce keeps the day; instants are epoch milliseconds. */
interface Happening {
  readonly on: string | undefined;
  /** When it happened, where that is told. */
  readonly at: number | undefined;
  /** When the record was last changed. */
  readonly editedAt: number | undefined;
  readonly createdAt: number | undefined;
}

/**
 * The instant of a happening: on the day that Salesforce reports it for, and within that day as exactly as is told. An
 * edit of that same day counts for the happening itself; of later ones only the day is known, and then it is the
 * first instant of the day at which the record was there. `undefined` where neither day nor instant is told.
 */
export const happenedAt = ({ on, at, editedAt, createdAt }: Happening, timeZone: string): number | undefined => {
  if (on === undefined) return at;
  const isThatDay = (instant: number | undefined): instant is number =>
    instant !== undefined && localDate(instant, timeZone) === on;
  const exact = at ?? editedAt;
  if (isThatDay(exact)) return exact;
  return isThatDay(createdAt) ? createdAt : startOfLocalDay(on, timeZone);
};

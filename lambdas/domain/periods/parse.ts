import { Temporal } from 'temporal-polyfill';
import { periodOfDay, rangeOfDays } from './construct.ts';
import { PeriodError } from './errors.ts';
import type { Calendar, Period } from './period.ts';

const firstYear = 1970;
const lastYear = 2200;

const form = /^(\d{4})(?:-(\d{2})|-Q(\d))?$/;
const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

const checkYear = (text: string, year: number): void => {
  if (year < firstYear || year > lastYear)
    throw new PeriodError(text, 'year', `the year ${year} is not one of ${firstYear} to ${lastYear}`);
};

const parseDate = (text: string, date: string): Temporal.PlainDate => {
  try {
    return Temporal.PlainDate.from(date);
  } catch (cause) {
    throw new PeriodError(text, 'date', `there is no date ${date}`, { cause });
  }
};

const parseRange = (text: string, from: string, to: string, calendar: Calendar): Period => {
  const firstDay = parseDate(text, from);
  const lastDay = parseDate(text, to);
  checkYear(text, firstDay.year);
  checkYear(text, lastDay.year);
  if (Temporal.PlainDate.compare(firstDay, lastDay) > 0)
    throw new PeriodError(text, 'order', `its last day ${to} is before its first ${from}`);
  const period = rangeOfDays(firstDay, lastDay, calendar);
  if (period.start === period.end)
    throw new PeriodError(text, 'empty', `${calendar.timeZone} skipped ${from === to ? 'that day' : 'those days'}`);
  return period;
};

/**
 * The period that a text names: `2026-10`, `2026-Q3`, `2026`, or `2026-10-01..2026-10-15` with both days in it.
 *
 * `2026` and `2026-Q3` are fiscal where `fiscalYearStart` is not 1, and then named by the calendar year in which the
 * fiscal year ends. A month is always the calendar's. Years are 1970 to 2200.
 *
 * @throws PeriodError for anything else
 */
export const parsePeriod = (text: string, calendar: Calendar): Period => {
  const [, from, to] = range.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return parseRange(text, from, to, calendar);
  const match = form.exec(text);
  if (!match) throw new PeriodError(text, 'form', 'it has none of the four forms');
  const year = Number(match[1]);
  checkYear(text, year);
  if (match[2] !== undefined) {
    const month = Number(match[2]);
    if (month < 1 || month > 12) throw new PeriodError(text, 'month', `there is no month ${match[2]}`);
    return periodOfDay('monthly', new Temporal.PlainDate(year, month, 1), calendar);
  }
  const yearEnds = new Temporal.PlainDate(year, calendar.fiscalYearStart, 1);
  const firstDay = calendar.fiscalYearStart === 1 ? yearEnds : yearEnds.subtract({ years: 1 });
  if (match[3] === undefined) return periodOfDay('annual', firstDay, calendar);
  const quarter = Number(match[3]);
  if (quarter < 1 || quarter > 4) throw new PeriodError(text, 'quarter', `there is no quarter ${quarter}`);
  return periodOfDay('quarterly', firstDay.add({ months: 3 * (quarter - 1) }), calendar);
};

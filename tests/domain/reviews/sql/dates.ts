import { Temporal } from 'temporal-polyfill';

/** The stretches of time that a review of a period looks at. */

interface Dates {
  readonly first: Temporal.PlainDate;
  /** The day after the last. */
  readonly next: Temporal.PlainDate;
}

/** Half-open, in milliseconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Looked extends Stretch {
  readonly name: 'now' | 'previous' | 'lastYear';
  /** How many whole calendar months it has. */
  readonly months: number;
  /** The six calendar months closed by its end. */
  readonly sixMonths: readonly Stretch[];
}

/** A fiscal year is named by the calendar year that it ends in. */
const datesOf = (period: string, fiscalYearStart: number): Dates => {
  if (period.includes('..')) {
    const [first = '', last = ''] = period.split('..');
    return { first: Temporal.PlainDate.from(first), next: Temporal.PlainDate.from(last).add({ days: 1 }) };
  }
  const [year = '', rest] = period.split('-');
  if (rest !== undefined && !rest.startsWith('Q')) {
    const first = Temporal.PlainDate.from(`${period}-01`);
    return { first, next: first.add({ months: 1 }) };
  }
  const yearStart = Temporal.PlainDate.from({
    year: fiscalYearStart === 1 ? Number(year) : Number(year) - 1,
    month: fiscalYearStart,
    day: 1,
  });
  if (rest === undefined) return { first: yearStart, next: yearStart.add({ months: 12 }) };
  const first = yearStart.add({ months: 3 * (Number(rest.slice(1)) - 1) });
  return { first, next: first.add({ months: 3 }) };
};

const before = ({ first, next }: Dates, period: string): Dates => {
  if (period.includes('..')) return { first: first.subtract(next.since(first)), next: first };
  const { months, years } = next.since(first, { largestUnit: 'month' });
  return { first: first.subtract({ months: months + 12 * years }), next: first };
};

const aYearBefore = ({ first, next }: Dates, period: string): Dates => {
  const last = next.subtract({ days: 1 });
  const year = { years: 1 };
  return period.includes('..')
    ? { first: first.subtract(year), next: last.subtract(year).add({ days: 1 }) }
    : { first: first.subtract(year), next: next.subtract(year) };
};

/** Every calendar month that lies within. */
const wholeMonths = ({ first, next }: Dates): number => {
  let month = first.day === 1 ? first : first.with({ day: 1 }).add({ months: 1 });
  let count = 0;
  for (;;) {
    month = month.add({ months: 1 });
    if (Temporal.PlainDate.compare(month, next) > 0) return count;
    count += 1;
  }
};

export const stretchesOf = (period: string, timeZone: string, fiscalYearStart: number): Looked[] => {
  const midnight = (date: Temporal.PlainDate): number => date.toZonedDateTime(timeZone).epochMilliseconds;
  const dates = datesOf(period, fiscalYearStart);
  const looked = (name: Looked['name'], of: Dates): Looked => {
    const closed = of.next.with({ day: 1 });
    return {
      name,
      start: midnight(of.first),
      end: midnight(of.next),
      months: wholeMonths(of),
      sixMonths: [1, 2, 3, 4, 5, 6].map((months) => {
        const first = closed.subtract({ months });
        return { start: midnight(first), end: midnight(first.add({ months: 1 })) };
      }),
    };
  };
  return [
    looked('now', dates),
    looked('previous', before(dates, period)),
    looked('lastYear', aYearBefore(dates, period)),
  ];
};

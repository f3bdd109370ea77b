import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BusinessHours, businessHours } from '../../../lambdas/domain/periods/businessHours.ts';
import { describeShared, shared } from '../../support/shared.ts';

const minute = 60_000;
const hour = 60 * minute;
const weekdays: BusinessHours['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const everyDay: BusinessHours['days'] = [...weekdays, 'sat', 'sun'];
const office: BusinessHours = { days: weekdays, from: '09:00', to: '18:00' };

const span = (start: string, end: string) => ({ start: Date.parse(start), end: Date.parse(end) });
const year2026 = span('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');

/** Business hours between two ISO instants. */
const hours = (open: BusinessHours, timeZone: string, start: string, end: string, holidays: string[] = []): number => {
  const { start: from, end: to } = span(start, end);
  const around = { start: from - 240 * hour, end: to + 240 * hour };
  return businessHours(open, holidays, timeZone, around)(from, to) / hour;
};

describe('worked examples', () => {
  const shift: BusinessHours = { days: everyDay, from: '07:00', to: '18:00' };

  it('does not count the night between a question at closing time and an answer in the morning', () => {
    expect(hours(shift, 'UTC', '2026-10-06T18:00:00Z', '2026-10-07T08:00:00Z')).toBe(1);
  });

  it('is nothing when asked and answered before the next opening', () => {
    expect(hours(shift, 'UTC', '2026-10-06T19:00:00Z', '2026-10-07T06:30:00Z')).toBe(0);
  });

  const file = 'data/worked-examples.json';
  describeShared('as published', file, () => {
    it('agrees with every example of business hours', () => {
      type Example = { kpi: string; in: Record<string, string>; out_hours: number };
      const examples: Example[] = JSON.parse(readFileSync(shared(file), 'utf8'));
      const published = examples.filter(({ kpi }) => kpi === 'first_response_business_hours');
      expect(published).toHaveLength(2);
      for (const { in: given, out_hours: expected } of published) {
        // Where an example gives no time of day: any that fits "off hours, before the next opening".
        const time = (text: string | undefined, otherwise: string) => /^\d\d:\d\d/.exec(text ?? '')?.[0] ?? otherwise;
        const open = { ...shift, from: time(given.shift_starts, '07:00') };
        const [arrives, reply] = [time(given.arrives, '20:00'), time(given.reply, '06:00')];
        expect(hours(open, 'UTC', `2026-10-06T${arrives}:00Z`, `2026-10-07T${reply}:00Z`)).toBe(expected);
      }
    });
  });
});

describe('days', () => {
  it('counts whole days of the office, not weekends', () => {
    // From Friday noon to Monday noon in São Paulo.
    expect(hours(office, 'America/Sao_Paulo', '2026-10-02T15:00:00Z', '2026-10-05T15:00:00Z')).toBe(6 + 3);
  });

  it('counts nothing on a holiday', () => {
    const monday = ['2026-11-02T12:00:00Z', '2026-11-02T20:00:00Z'] as const;
    expect(hours(office, 'America/Sao_Paulo', ...monday)).toBe(8);
    expect(hours(office, 'America/Sao_Paulo', ...monday, ['2026-11-02'])).toBe(0);
  });

  it('opens at the very instant and closes at the very instant', () => {
    const at = businessHours(office, [], 'UTC', year2026);
    const nine = Date.parse('2026-10-06T09:00:00Z');
    const six = Date.parse('2026-10-06T18:00:00Z');
    expect([at(nine - 1, nine), at(nine, nine + 1), at(six - 1, six), at(six, six + 1)]).toEqual([0, 1, 1, 0]);
  });

  it('has a shift that ends the next day, which belongs to the day it begins', () => {
    const night: BusinessHours = { days: ['fri'], from: '22:00', to: '06:00' };
    expect(hours(night, 'UTC', '2026-10-02T00:00:00Z', '2026-10-05T00:00:00Z')).toBe(8);
    expect(hours(night, 'UTC', '2026-10-03T05:00:00Z', '2026-10-03T09:00:00Z')).toBe(1);
    expect(hours(night, 'UTC', '2026-10-02T00:00:00Z', '2026-10-05T00:00:00Z', ['2026-10-03'])).toBe(8);
    expect(hours(night, 'UTC', '2026-10-02T00:00:00Z', '2026-10-05T00:00:00Z', ['2026-10-02'])).toBe(0);
  });

  it('can be open until midnight', () => {
    const late: BusinessHours = { days: ['fri'], from: '20:00', to: '00:00' };
    expect(hours(late, 'UTC', '2026-10-02T00:00:00Z', '2026-10-05T00:00:00Z')).toBe(4);
  });

  it('is never open without days', () => {
    expect(hours({ ...office, days: [] }, 'UTC', '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z')).toBe(0);
  });
});

describe('clock changes', () => {
  const always: BusinessHours = { days: everyDay, from: '00:00', to: '00:00' };
  const night: BusinessHours = { days: everyDay, from: '00:00', to: '06:00' };

  it('follows the local clock across a change', () => {
    // New York's 09:00 is 14:00 in UTC on Friday, 13:00 on Monday.
    expect(hours(office, 'America/New_York', '2026-03-06T14:00:00Z', '2026-03-06T15:00:00Z')).toBe(1);
    expect(hours(office, 'America/New_York', '2026-03-09T13:00:00Z', '2026-03-09T14:00:00Z')).toBe(1);
    expect(hours(office, 'America/New_York', '2026-03-09T22:00:00Z', '2026-03-09T23:00:00Z')).toBe(0);
  });

  it('counts an hour that comes twice twice, and a skipped one not at all', () => {
    expect(hours(night, 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T04:00:00Z')).toBe(7);
    expect(hours(night, 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe(5);
  });

  it('counts a skipped opening and a skipped closing from the skip', () => {
    const day = ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'] as const;
    const open = (from: string, to: string) => hours({ days: everyDay, from, to }, 'America/New_York', ...day);
    expect(open('02:30', '04:00')).toBe(1);
    expect(open('02:00', '04:00')).toBe(1);
    expect(open('01:00', '02:30')).toBe(1);
    expect(open('02:15', '02:45')).toBe(0);
    expect(open('02:45', '03:10')).toBeCloseTo(1 / 6, 12);
  });

  it('open around the clock counts all time, whatever the clock does', () => {
    for (const timeZone of ['Africa/Cairo', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Apia', 'America/St_Johns'])
      for (const year of [2009, 2011, 2017, 2023]) {
        const [start, end] = [`${year}-01-01T12:00:00Z`, `${year}-12-31T12:00:00Z`];
        expect(hours(always, timeZone, start, end)).toBe((Date.parse(end) - Date.parse(start)) / hour);
      }
  });

  it('gives a day that the zone skipped no hours', () => {
    // Thursday the 29th, then Saturday the 31st.
    const week = ['2011-12-26T10:00:00Z', '2012-01-01T10:00:00Z'] as const;
    expect(hours(office, 'Pacific/Apia', ...week)).toBe(4 * 9);
    expect(hours({ ...office, days: ['fri', 'sat'] }, 'Pacific/Apia', ...week)).toBe(9);
  });
});

describe('what is asked of it', () => {
  it('counts nothing outside of the range it was made for', () => {
    const october = span('2026-10-06T12:00:00Z', '2026-10-07T12:00:00Z');
    const at = businessHours(office, [], 'UTC', october);
    expect(at(Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-12-31T00:00:00Z'))).toBe(9 * hour);
  });

  it('knows of a shift that runs when the range begins', () => {
    const night: BusinessHours = { days: everyDay, from: '22:00', to: '06:00' };
    const range = span('2026-10-05T01:00:00Z', '2026-10-05T12:00:00Z');
    expect(businessHours(night, [], 'UTC', range)(range.start, range.end)).toBe(5 * hour);
  });

  it('adds up, and turns round', () => {
    const at = businessHours(office, ['2026-12-25'], 'Europe/London', year2026);
    const instant = fc.integer({ min: year2026.start, max: year2026.end });
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(at(a, b) + at(b, c)).toBe(at(a, c));
        expect(at(b, a)).toBe(0 - at(a, b));
        expect(Math.abs(at(a, b))).toBeLessThanOrEqual(Math.abs(b - a));
      }),
    );
  });
});

describe('against a walk over every minute', () => {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

  /** Whether it is open at an instant, by what `Intl.DateTimeFormat` says of the local clock. */
  const opennessIn = (timeZone: string, { days, from, to }: BusinessHours, holidays: string[]) => {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    const works = (date: string) =>
      days.some((day) => day === names[new Date(date).getUTCDay()]) && !holidays.includes(date);
    return (instant: number): boolean => {
      const [date = '', time = ''] = format.format(instant).split(', ');
      if (from < to) return works(date) && from <= time && time < to;
      const yesterday = new Date(Date.parse(date) - 24 * hour).toISOString().slice(0, 10);
      return (works(date) && time >= from) || (works(yesterday) && time < to);
    };
  };

  it.each([
    ['America/New_York', '2026-03-05T00:00:00Z', office],
    ['America/New_York', '2026-10-29T00:00:00Z', { days: everyDay, from: '22:00', to: '06:00' }],
    ['Australia/Lord_Howe', '2026-10-01T00:00:00Z', { days: ['sat', 'sun'], from: '00:00', to: '12:30' }],
    ['Asia/Beirut', '2026-03-26T00:00:00Z', { days: weekdays, from: '20:00', to: '04:00' }],
    ['Africa/Cairo', '2026-04-21T00:00:00Z', { days: ['thu', 'fri'], from: '00:00', to: '00:00' }],
    ['America/Sao_Paulo', '2018-11-01T00:00:00Z', { days: everyDay, from: '00:30', to: '08:00' }],
  ] satisfies [string, string, BusinessHours][])('%s from %s', (timeZone, from, open) => {
    const start = Date.parse(from);
    const end = start + 7 * 24 * hour;
    const holidays = [new Date(start + 48 * hour).toISOString().slice(0, 10)];
    const isOpen = opennessIn(timeZone, open, holidays);
    const at = businessHours(open, holidays, timeZone, { start, end });
    let total = 0;
    for (let instant = start; instant < end; instant += minute) {
      if (isOpen(instant)) total += minute;
      if (at(start, instant + minute) !== total)
        expect.fail(`differs in the minute after ${new Date(instant).toISOString()}`);
    }
    expect(total).toBeGreaterThan(0);
  });
});

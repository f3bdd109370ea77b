import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWithOffset, localDate, startOfLocalDay } from '../../../lambdas/domain/periods/localDay.ts';
import { anInstant, aZone } from './calendars.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

describe('startOfLocalDay', () => {
  it.each([
    ['an ordinary midnight', '2026-10-01', 'America/Sao_Paulo', '2026-10-01T03:00:00.000Z'],
    ['a skipped midnight: the day begins at 01:00', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['a skipped midnight', '2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['a skipped midnight', '2023-04-28', 'Africa/Cairo', '2023-04-27T22:00:00.000Z'],
    ['an hour put back at midnight: it comes once', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['a midnight that comes twice: the first', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    ['a midnight that comes again after 00:01', '2009-11-01', 'America/St_Johns', '2009-11-01T02:30:00.000Z'],
    ['the day before a skipped one', '2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00.000Z'],
    ['a skipped day: when the next begins', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['the day after a skipped one', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s: %s in %s', (_, date, timeZone, expected) => {
    expect(iso(startOfLocalDay(date, timeZone))).toBe(expected);
  });

  it.each([
    ['2026-02-29', 'UTC'],
    ['tomorrow', 'UTC'],
    ['2026-02-28', 'Mars/Olympus'],
  ])('refuses %s in %s', (date, timeZone) => {
    expect(() => startOfLocalDay(date, timeZone)).toThrow(RangeError);
  });
});

describe('localDate', () => {
  it('is the date on the wall, which may not be that of UTC', () => {
    const instant = Date.UTC(2026, 9, 1, 2, 59, 59, 999);
    expect(localDate(instant, 'America/Sao_Paulo')).toBe('2026-09-30');
    expect(localDate(instant + 1, 'America/Sao_Paulo')).toBe('2026-10-01');
  });

  it('goes back where the clock is put back across midnight', () => {
    const start = startOfLocalDay('2009-11-01', 'America/St_Johns');
    expect(localDate(start, 'America/St_Johns')).toBe('2009-11-01');
    expect(localDate(start + 60_000, 'America/St_Johns')).toBe('2009-10-31');
  });
});

describe('isoWithOffset', () => {
  it.each([
    ['2026-10-01T03:00:00Z', 'America/Sao_Paulo', '2026-10-01T00:00:00-03:00'],
    ['2026-10-01T03:00:00.250Z', 'Asia/Kathmandu', '2026-10-01T08:45:00.250+05:45'],
    ['2026-10-01T03:00:00Z', 'UTC', '2026-10-01T03:00:00+00:00'],
    ['2026-10-01T03:00:00Z', 'America/St_Johns', '2026-10-01T00:30:00-02:30'],
  ])('writes %s in %s as %s', (instant, timeZone, expected) => {
    expect(isoWithOffset(Date.parse(instant), timeZone)).toBe(expected);
  });

  it('tells apart an hour that the clock passes twice', () => {
    const first = Date.parse('2026-11-01T05:30:00Z');
    expect(isoWithOffset(first, 'America/New_York')).toBe('2026-11-01T01:30:00-04:00');
    expect(isoWithOffset(first + 3_600_000, 'America/New_York')).toBe('2026-11-01T01:30:00-05:00');
  });

  it('is the same instant when read again, even where the offset had seconds', () => {
    // Four hours, fifty-six minutes and two seconds behind.
    expect(isoWithOffset(Date.UTC(1880, 0, 1), 'America/New_York')).toBe('1879-12-31T19:04:00-04:56');
    const instants = fc.oneof(anInstant, fc.integer({ min: 0, max: Date.UTC(1973, 0) }));
    fc.assert(
      fc.property(instants, aZone, (instant, timeZone) => {
        expect(Date.parse(isoWithOffset(instant, timeZone))).toBe(instant);
      }),
    );
  });
});

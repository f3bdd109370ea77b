import { describe, expect, it } from 'vitest';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { formatDay, formatInstant, periodNamesOf } from '../../lambdas/rendering/language/periods.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const calendar = periodNamesOf(languageOf('en'), 1);
const fiscal = periodNamesOf(languageOf('en'), 4);

describe('a period’s name', () => {
  it.each([
    ['2026-10', 'October 2026'],
    ['2026-Q3', 'Q3 2026'],
    ['2026', '2026'],
    ['2026-10-01..2026-10-15', 'October 1 – 15, 2026'],
    ['2026-12-20..2027-01-05', 'December 20, 2026 – January 5, 2027'],
  ])('%s is %s', (period, name) => {
    expect(plain(calendar.long(period)).replace(/\s?–\s?/g, ' – ')).toBe(name);
  });

  it('says that a year is fiscal; a month never is', () => {
    expect(fiscal.long('2027')).toBe('fiscal 2027');
    expect(fiscal.long('2027-Q1')).toBe('Q1 of fiscal 2027');
    expect(fiscal.long('2026-10')).toBe('October 2026');
  });

  it('leaves out the year where it is that of the period beside it', () => {
    expect(calendar.short('2026-09', '2026-10')).toBe('Sep');
    expect(plain(calendar.short('2025-12', '2026-01'))).toBe('Dec 2025');
    expect(plain(calendar.short('2025-10', '2026-10'))).toBe('Oct 2025');
    expect(calendar.short('2026-Q2', '2026-Q3')).toBe('Q2');
    expect(calendar.short('2025', '2026')).toBe('2025');
    expect(plain(calendar.short('2026-09-16..2026-09-30', '2026-10-01..2026-10-15'))).not.toContain('2026');
  });
});

describe('an instant', () => {
  it('is told in the workspace’s time zone', () => {
    expect(formatDay(languageOf('en'), '2026-10-31T23:41:00-03:00', 'America/Sao_Paulo')).toBe('October 31, 2026');
    expect(formatDay(languageOf('en'), '2026-10-31T23:41:00-03:00', 'Asia/Tokyo')).toBe('November 1, 2026');
    expect(plain(formatInstant(languageOf('en-GB'), '2026-11-01T08:00:04-03:00', 'Europe/Lisbon'))).toMatch(
      /1 November 2026.* 11:00/,
    );
  });
});

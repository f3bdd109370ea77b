import { describe, expect, it } from 'vitest';
import { usualInterval } from '../../../lambdas/domain/health/interval.ts';
import type { DayCount } from '../../../lambdas/domain/ports.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const first = Date.parse('2026-11-02');

/** A day of November on which so many came between two times of the day, in hours. */
const awake = (on: number, deliveries: number, from: number, to: number): DayCount => ({
  day: new Date(first + on * day).toISOString().slice(0, 10),
  deliveries,
  failed: 0,
  wrongAccount: 0,
  refused: 0,
  observations: deliveries,
  rejected: 0,
  firstAt: first + on * day + from * hour,
  lastAt: first + on * day + to * hour,
});

const days = (number: number, of: (on: number) => DayCount): DayCount[] =>
  Array.from({ length: number }, (_, on) => of(on));

describe('the usual interval of a source', () => {
  it('is that within its days, where it is awake for hours of each: nights do not count', () => {
    expect(usualInterval(days(5, (on) => awake(on, 25, 9, 17)))).toBe(20 * minute);
  });

  it('is that of most of its intervals, whatever a wild day is like', () => {
    const calm = days(4, (on) => awake(on, 13, 8, 20));
    expect(usualInterval([...calm, awake(4, 31, 8, 9)])).toBe(hour);
  });

  it('is a day where all of a day comes at once, as a nightly job has it', () => {
    expect(usualInterval(days(5, (on) => awake(on, 400, 2, 2.2)))).toBe(day - 0.2 * hour);
  });

  it('is that from one of its days to the next where it sleeps for days, though it is busy on each', () => {
    expect(usualInterval(days(4, (on) => awake(on * 7, 25, 9, 17)))).toBe(7 * day);
  });

  it('is not that of a weekend in a source of working days', () => {
    const weeks = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((on) => awake(on, 9, 9, 17));
    expect(usualInterval(weeks)).toBe(hour);
  });

  it('does not depend on the order of the days, nor on days on which all was refused', () => {
    const all = [0, 1, 2, 3].map((on) => awake(on, 1, 9 + on, 9 + on));
    const refused = { ...awake(4, 0, 0, 0), firstAt: null, lastAt: null, refused: 7 };
    expect(usualInterval([refused, ...all.reverse()])).toBe(25 * hour);
  });

  it('is not told of fewer than three intervals', () => {
    expect(usualInterval([])).toBeNull();
    expect(usualInterval([awake(0, 3, 9, 17)])).toBeNull();
    expect(usualInterval([awake(0, 500, 9, 9.5)])).toBeNull();
    expect(usualInterval(days(3, (on) => awake(on, 1, 9, 9)))).toBeNull();
    expect(usualInterval([awake(0, 4, 9, 18)])).toBe(3 * hour);
  });
});

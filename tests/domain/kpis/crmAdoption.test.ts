import { describe, expect, it } from 'vitest';
import { activity, companionOf, kpiOf, type Posted, reviewOf, segmentsBy, user } from '../../support/review.ts';

const adoptionOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'crmAdoption');

const activeFrom = '2026-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';
const seat = (id: string, set: Readonly<Record<string, unknown>> = {}) => user(id, { activeFrom, ...set });
const did = (of: string, at = within): Posted => activity('any', { at, kind: 'call', user: of }, at);

describe('CRM adoption', () => {
  it('is users with an activity ÷ seats: of five one ended before, of the others three did something', () => {
    const observations = [
      seat('gone', { activeUntil: '2026-02-10T00:00:00Z' }),
      ...['a', 'b', 'c', 'd'].map((id) => seat(id)),
      ...['a', 'b', 'c'].map((id) => did(id)),
    ];
    const kpi = adoptionOf(observations);
    expect(kpi).toMatchObject({ value: 0.75, numerator: 3, denominator: 4, n: 4 });
    expect(companionOf(kpi, 'activeUsers')).toBe(3);
    expect(kpi.interval).not.toBeNull();
  });

  it('counts seats active at any time in the period', () => {
    const seats = (set: Readonly<Record<string, unknown>>) =>
      (adoptionOf([seat('other'), did('other'), seat('a', set)]).denominator ?? 0) - 1;
    expect(seats({ activeFrom: '2026-03-31T23:59:59.999Z' })).toBe(1);
    expect(seats({ activeFrom: '2026-04-01T00:00:00Z' })).toBe(0);
    // Of the instant just before the start: one that ends there was still active.
    expect(seats({ activeUntil: '2026-02-28T23:59:59.999Z' })).toBe(0);
    expect(seats({ activeUntil: '2026-03-01T00:00:00Z' })).toBe(1);
    expect(seats({ activeFrom: '2026-03-05T00:00:00Z', activeUntil: '2026-03-06T00:00:00Z' })).toBe(1);
    // At no time.
    expect(seats({ activeFrom: '2026-03-05T00:00:00Z', activeUntil: '2026-03-05T00:00:00Z' })).toBe(0);
  });

  it('is by the instant of the activity, of whatever kind: that of the start belongs to it, that of the end does not', () => {
    const present = (at: string) => adoptionOf([seat('a'), did('nobody', activeFrom), did('a', at)]).numerator;
    expect(present('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(present('2026-03-01T00:00:00Z')).toBe(1);
    expect(present('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(present('2026-04-01T00:00:00Z')).toBe(0);
    const opened = activity('any', { at: within, kind: 'open', user: 'a' }, within);
    expect(adoptionOf([seat('a'), opened]).numerator).toBe(1);
  });

  it('does not take what a customer of the same id did, nor who has no seat', () => {
    const other = activity('any', { at: within, kind: 'login', customer: 'a' }, within);
    expect(adoptionOf([seat('a'), seat('b'), other, did('b'), did('nobody')])).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  it('takes what a user did by its other names', () => {
    const observations: Posted[] = [
      seat('a'),
      seat('b'),
      { record: 'user', id: 'a', at: within, mergedInto: 'b' },
      did('a'),
    ];
    expect(adoptionOf(observations)).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('leaves out, and counts, a seat of which nobody knows since when, or that ends before it begins', () => {
    const observations = [
      seat('a'),
      did('a'),
      user('b', { name: 'B' }),
      did('b'),
      seat('c', { activeUntil: '2025-12-10T00:00:00Z' }),
    ];
    expect(adoptionOf(observations)).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [
        { code: 'activeUntilBeforeActiveFrom', records: 1, example: 'standard:user:c' },
        { code: 'noActiveFrom', records: 1, example: 'standard:user:b' },
      ],
    });
  });

  it('is segmented by team and region', () => {
    const observations = [
      seat('a', { team: 'red', region: 'south' }),
      seat('b', { team: 'red' }),
      seat('c', { team: 'blue' }),
      did('a'),
    ];
    const kpi = adoptionOf(observations);
    const rows = [...segmentsBy(kpi, 'team')].map(([key, { value, n }]) => [key, value, n]);
    expect(rows).toEqual([
      ['red', 0.5, 2],
      ['blue', 0, 1],
    ]);
    expect([...segmentsBy(kpi, 'region').keys()]).toEqual(['south', null]);
  });
});

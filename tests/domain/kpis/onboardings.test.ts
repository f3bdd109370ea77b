import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const onboardingsOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'onboardings');

const onboarded = (id: string, onboardedAt: string, set: Readonly<Record<string, unknown>> = {}) =>
  customer(id, { onboardedAt, ...set });

describe('onboardings', () => {
  it('are those finished in the period: two in it, one after it', () => {
    const observations = [
      onboarded('a', '2026-03-10T00:00:00Z'),
      onboarded('b', '2026-03-20T00:00:00Z'),
      onboarded('c', '2026-04-20T00:00:00Z'),
    ];
    expect(onboardingsOf(observations)).toMatchObject({ value: 2, n: 2, numerator: null, denominator: null });
  });

  it('are of the instant at which they are finished: that of the start belongs to it, that of the end does not', () => {
    const counted = (at: string) => onboardingsOf([onboarded('a', at)]).n;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('are none that are not finished yet, and nothing is left out for it', () => {
    const observations = [
      onboarded('a', '2026-03-10T00:00:00Z'),
      customer('b', { onboardingStartedAt: '2026-03-01T00:00:00Z' }),
      onboarded('c', '2026-03-20T00:00:00Z'),
    ];
    expect(onboardingsOf(observations, '2026-03-15T00:00:00Z')).toMatchObject({ value: 1, leftOut: [] });
  });

  it('are of whoever was onboarded, a customer or not', () => {
    const ended = onboarded('a', '2026-03-10T00:00:00Z', { status: 'ended' });
    expect(onboardingsOf([ended, onboarded('b', '2026-03-10T00:00:00Z')]).value).toBe(2);
  });

  it('are segmented as of then', () => {
    const moved = [
      onboarded('a', '2026-03-10T00:00:00Z', { owner: 'ana', region: 'south' }),
      customer('a', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      customer('a', { owner: 'eva' }, '2026-03-11T00:00:00Z'),
    ];
    const kpi = onboardingsOf(moved);
    expect([...segmentsBy(kpi, 'owner').keys(), ...segmentsBy(kpi, 'region').keys()]).toEqual(['rui', 'south']);
  });
});

import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';

const rateOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'referralRate');

const before = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const joined = (id: string, set: Readonly<Record<string, unknown>> = {}) => customer(id, { since: march, ...set });

const sides = (observations: readonly Posted[]) => {
  const { numerator, denominator } = rateOf(observations);
  return [numerator, denominator];
};

describe('referrals', () => {
  it('are of 20 new customers the 5 that were referred: 0.25', () => {
    const observations = Array.from({ length: 20 }, (_, index) =>
      joined(`${index}`, index < 5 ? { referredBy: 'old' } : {}),
    );
    expect(rateOf(observations)).toMatchObject({ value: 0.25, numerator: 5, denominator: 20, n: 20 });
    expect(rateOf(observations).interval?.low).toBeCloseTo(0.1119, 4);
  });

  it('take those of whom nothing is said for not referred', () => {
    expect(sides([joined('a', { referredBy: 'x' }), joined('b', { referredBy: null })])).toEqual([1, 2]);
  });

  it('count who became a customer for the first time from the first instant of the period to the last', () => {
    const at = (since: string) => sides([joined('a', { referredBy: 'x', since })]);
    expect(at('2026-02-28T23:59:59.999Z')).toEqual([0, 0]);
    expect(at('2026-03-01T00:00:00Z')).toEqual([1, 1]);
    expect(at('2026-03-31T23:59:59.999Z')).toEqual([1, 1]);
    expect(at('2026-04-01T00:00:00Z')).toEqual([0, 0]);
  });

  it('do not count who came back', () => {
    const back = [
      customer('a', { referredBy: 'x' }),
      subscription('1', { customer: 'a', startedAt: before, endedAt: '2026-02-10T00:00:00Z', mrr: 5 }),
      subscription('2', { customer: 'a', startedAt: march, mrr: 5 }),
    ];
    expect(sides([...back, joined('b')])).toEqual([0, 1]);
  });

  it('count a new account of which no customer is known', () => {
    const accounts = [
      subscription('1', { startedAt: march, mrr: 5 }),
      subscription('2', { customer: 'nobody', startedAt: march, mrr: 5 }),
    ];
    expect(sides([...accounts, joined('a', { referredBy: 'x' })])).toEqual([1, 3]);
  });

  it('are by the segments of the joining', () => {
    const observations = [
      joined('a', { referredBy: 'x', owner: 'ana' }),
      customer('a', { owner: 'rui' }, march),
      joined('b', { owner: 'ana' }),
      customer('b', { owner: 'rui' }, '2026-03-10T00:00:00.001Z'),
    ];
    const rows = [...segmentsBy(rateOf(observations), 'owner')].map(([key, { value }]) => [key, value]);
    expect(rows).toEqual([
      ['ana', 0],
      ['rui', 1],
    ]);
  });

  it('have no value where nobody is new, or nothing was ever said of a referral', () => {
    expect(rateOf([joined('a', { referredBy: 'x', since: before })])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
    expect(rateOf([joined('a')]).missing).toMatchObject({ code: 'noData', needs: ['customer.referredBy'] });
  });

  it('leave out, and count, subscriptions that cannot tell since when', () => {
    const observations = [joined('a', { referredBy: 'x' }), subscription('s', { mrr: 5 })];
    expect(rateOf(observations)).toMatchObject({
      value: 1,
      leftOut: [{ code: 'noStartedAt', records: 1, example: 'standard:subscription:s' }],
    });
  });
});

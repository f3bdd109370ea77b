import { describe, expect, it } from 'vitest';
import { customer, kpiOf, order, type Posted, reviewOf, spend, subscription } from '../../support/review.ts';

const ratioOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'lifetimeValueToAcquisitionCost');

const march = '2026-03-10T00:00:00Z';
const spent = (amount: number, from = march) => spend('s', { category: 'sales', from, amount });
/** 20 at the start of each of six months, of whom one leaves each month, and another comes: 100 ÷ 5 %. */
const twoThousand = [
  ...Array.from({ length: 14 }, (_, index) =>
    subscription(`stays ${index}`, { startedAt: '2024-01-10T00:00:00Z', mrr: 100 }),
  ),
  ...['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'].flatMap((month) => [
    subscription(`left ${month}`, { startedAt: '2024-01-10T00:00:00Z', endedAt: `${month}-15T00:00:00Z`, mrr: 100 }),
    subscription(`came ${month}`, { startedAt: `${month}-15T00:00:00Z`, mrr: 100 }),
  ]),
];

describe('lifetime value to acquisition cost', () => {
  it('is 4 of a lifetime value of 2,000 over a cost of 500', () => {
    expect(ratioOf([...twoThousand, spent(500)])).toMatchObject({
      value: 4,
      numerator: 2000,
      denominator: 500,
      n: 20,
      interval: null,
      missing: null,
    });
  });

  it('takes the margin into account', () => {
    expect(ratioOf([...twoThousand, spent(500), order('o', { at: march, amount: 10, cost: 5 })]).value).toBe(2);
  });

  it('has no value where there is no lifetime value, and says why', () => {
    const stays = subscription('a', { startedAt: '2024-01-10T00:00:00Z', mrr: 100 });
    const joins = customer('b', { since: march });
    expect(ratioOf([stays, joins, spent(10)])).toMatchObject({
      value: null,
      numerator: null,
      denominator: 10,
      missing: { code: 'noChurn' },
    });
    // Where both are lacking it speaks of the former.
    expect(ratioOf([stays, joins, spent(10, '2026-01-10T00:00:00Z')]).missing?.code).toBe('noChurn');
    const left = subscription('a', { startedAt: '2024-01-10T00:00:00Z', endedAt: march, mrr: 100 });
    expect(ratioOf([left, joins, spent(10)]).missing?.code).toBe('noSubscriptions');
  });

  it('has no value where there is no acquisition cost, and says why', () => {
    const january = '2026-01-10T00:00:00Z';
    expect(ratioOf([...twoThousand, spent(10, january)])).toMatchObject({
      value: null,
      numerator: 2000,
      denominator: null,
      missing: { code: 'noSpend' },
    });
    const nobodyNew = twoThousand.filter(({ id }) => id !== 'came 2026-03');
    expect(ratioOf([...nobodyNew, spent(10)]).missing?.code).toBe('noNewCustomers');
    expect(ratioOf([...twoThousand, spent(0)])).toMatchObject({ value: null, missing: { code: 'zeroDenominator' } });
  });

  it('has no breakdown, as acquisition cost has none', () => {
    expect(ratioOf([...twoThousand, customer('a', { owner: 'ana', since: march }), spent(500)]).segments).toEqual([]);
  });

  it('needs subscriptions and spend', () => {
    expect(ratioOf(twoThousand).missing).toMatchObject({ code: 'noData', needs: ['spend.amount'] });
    expect(ratioOf([customer('a', { since: march }), spent(1)]).missing?.needs).toEqual(['subscription.mrr']);
  });
});

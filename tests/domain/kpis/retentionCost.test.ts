import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, spend, subscription } from '../../support/review.ts';

const costOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'retentionCost');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const spent = (id: string, amount: number | string | null, set: Readonly<Record<string, unknown>> = {}) =>
  spend(id, { category: 'retention', from: march, amount, ...set });
const members = (count: number, since = before) =>
  Array.from({ length: count }, (_, index) => customer(`${since} ${index}`, { since }));

describe('retention cost', () => {
  it('is spend ÷ customers active: 3,000 for 100 at the start and 20 that joined are 25', () => {
    const observations = [
      ...members(100),
      ...members(20, march),
      spent('s', 2000),
      spent('t', 1000, { category: 'service' }),
    ];
    expect(costOf(observations)).toMatchObject({ value: 25, numerator: 3000, denominator: 120, n: 120 });
  });

  it('counts retention and service spend only', () => {
    const others = ['marketing', 'sales', 'other'].map((category) => spent(category, 5, { category }));
    expect(costOf([...members(1), spent('s', 1), ...others]).value).toBe(1);
  });

  it('counts who was there just before the start or joined before the end, whether or not it left', () => {
    const n = (since: string, until: string | null = null) =>
      costOf([customer('a', { since, until }), spent('s', 1)]).n;
    expect(n(before, '2026-02-28T23:59:59.999Z')).toBe(0);
    expect(n(before, '2026-03-01T00:00:00Z')).toBe(1);
    expect(n('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z')).toBe(1);
    expect(n('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(n('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('counts a customer once that left and came back in the period', () => {
    const back = [
      subscription('1', { customer: 'a', startedAt: before, endedAt: '2026-03-05T00:00:00Z', mrr: 5 }),
      subscription('2', { customer: 'a', startedAt: march, mrr: 5 }),
    ];
    expect(costOf([...back, spent('s', 8)])).toMatchObject({ value: 8, n: 1 });
  });

  it('counts one that came back in the period though it is not new', () => {
    const back = [
      subscription('1', { customer: 'a', startedAt: before, endedAt: '2026-02-05T00:00:00Z', mrr: 5 }),
      subscription('2', { customer: 'a', startedAt: march, mrr: 5 }),
    ];
    expect(costOf([...back, spent('s', 8)])).toMatchObject({ value: 8, n: 1 });
  });

  it('has no value where no spend is said for the period: it is no cost of 0', () => {
    expect(costOf([...members(2), spent('s', 10, { from: before })])).toMatchObject({
      value: null,
      n: 2,
      missing: { code: 'noSpend' },
    });
    expect(costOf([...members(2), spent('m', 10, { category: 'marketing' })]).missing?.code).toBe('noSpend');
    expect(costOf([...members(2), spent('s', 0)])).toMatchObject({ value: 0, missing: null });
  });

  it('has no value where nobody was active', () => {
    expect(costOf([customer('a', { since: '2026-05-01T00:00:00Z' }), spent('s', 10)])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('divides spend over several periods by elapsed time, adding up to the cent', () => {
    const year = spent('s', '1000', { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' });
    const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
    const cents = months.map((period) => Math.round(100 * (costOf([...members(1), year], period).numerator ?? 0)));
    expect(cents.slice(0, 3)).toEqual([8493, 7671, 8494]);
    expect(cents.reduce((sum, part) => sum + part, 0)).toBe(100_000);
  });

  it('has no breakdown: spend has none of the segments of customers', () => {
    const observations = [customer('a', { since: before, owner: 'ana' }), spent('s', 1, { campaign: 'fair' })];
    expect(costOf(observations).segments).toEqual([]);
  });
});

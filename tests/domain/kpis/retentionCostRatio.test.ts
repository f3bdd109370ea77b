import { describe, expect, it } from 'vitest';
import { customer, deal, kpiOf, order, type Posted, reviewOf, spend, subscription } from '../../support/review.ts';

const ratioOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'retentionCostRatio');

const march = '2026-03-10T00:00:00Z';
const before = '2025-06-10T00:00:00Z';
const spent = (amount: number, from = march) => spend('s', { category: 'retention', from, amount });
const pays = (id: string, mrr: number, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: id, startedAt: before, mrr, ...set });
const income = (observations: readonly Posted[], period?: string) =>
  ratioOf([spent(1), ...observations], period).denominator;

describe('retention cost share', () => {
  it('is 300 in a month in which those of the start pay 2,000 and buy for 1,000: 0.1', () => {
    const observations = [
      pays('a', 1500),
      pays('b', 500),
      customer('c', { since: before }),
      order('1', { customer: 'a', at: march, amount: 400 }),
      deal('2', { customer: 'c', outcome: 'won', closedAt: march, amount: 600 }),
      spent(200),
      spend('t', { category: 'service', from: march, amount: 100 }),
    ];
    expect(ratioOf(observations)).toMatchObject({
      value: 0.1,
      numerator: 300,
      denominator: 3000,
      n: 3,
      interval: null,
    });
  });

  it('counts retention and service spend only', () => {
    const others = ['marketing', 'sales', 'other'].map((category) =>
      spend(category, { category, from: march, amount: 5 }),
    );
    expect(ratioOf([pays('a', 10), spent(1), ...others]).value).toBe(0.1);
  });

  it('counts what those of the start pay just before it, for each month of the period', () => {
    expect(income([pays('a', 10), subscription('a', { mrr: 20 }, '2026-02-28T23:59:59.999Z')])).toBe(20);
    expect(income([pays('a', 10), subscription('a', { mrr: 20 }, '2026-03-01T00:00:00Z')])).toBe(10);
    expect(income([pays('a', 10, { endedAt: march }), pays('new', 99, { startedAt: march })])).toBe(10);
    expect(income([pays('a', 10)], '2026-Q1')).toBe(30);
    expect(income([pays('a', 10)], '2026')).toBe(120);
  });

  it('counts sales of the period to customers of its start', () => {
    const sold = (at: string, of = 'a') =>
      income([pays('a', 10), pays('late', 1, { startedAt: march }), order('1', { customer: of, at, amount: 7 })]);
    expect(sold('2026-02-28T23:59:59.999Z')).toBe(10);
    expect(sold('2026-03-01T00:00:00Z')).toBe(17);
    expect(sold('2026-03-31T23:59:59.999Z')).toBe(17);
    expect(sold('2026-04-01T00:00:00Z')).toBe(10);
    expect(sold(march, 'late')).toBe(10);
    expect(sold(march, 'nobody')).toBe(10);
  });

  it('counts the whole calendar months of a range, and has no value without one', () => {
    expect(income([pays('a', 10)], '2026-02-15..2026-04-30')).toBe(20);
    expect(income([pays('a', 10)], '2026-03-01..2026-03-31')).toBe(10);
    expect(income([pays('a', 10)], '2026-02-15..2026-04-15')).toBe(10);
    const sale = order('1', { customer: 'a', at: march, amount: 7 });
    expect(ratioOf([pays('a', 10), sale, spent(1)], '2026-03-02..2026-03-31')).toMatchObject({
      value: null,
      numerator: 1,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('has no value where no spend is said for the period: it is no cost of 0', () => {
    expect(ratioOf([pays('a', 10), spent(1, '2026-01-10T00:00:00Z')])).toMatchObject({
      value: null,
      n: 1,
      missing: { code: 'noSpend' },
    });
    expect(ratioOf([pays('a', 10), spent(0)])).toMatchObject({ value: 0, missing: null });
  });

  it('has no value where those of the start brought nothing in', () => {
    expect(ratioOf([customer('a', { since: before }), spent(1)])).toMatchObject({
      value: null,
      n: 1,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('leaves out, and counts, sales and prices that cannot be told in money', () => {
    const observations = [
      pays('a', 10),
      pays('b', 10, { currency: 'XAU' }),
      order('1', { customer: 'a', at: march, amount: 30 }),
      order('2', { customer: 'a', at: march }),
      spent(1),
    ];
    expect(ratioOf(observations)).toMatchObject({
      value: 1 / 40,
      n: 2,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:order:2' },
        { code: 'noRate', records: 1, example: 'standard:customer:b' },
      ],
    });
  });

  it('has no breakdown: spend has none of the segments of customers', () => {
    expect(ratioOf([customer('a', { owner: 'ana' }), pays('a', 10), spent(1)]).segments).toEqual([]);
  });
});

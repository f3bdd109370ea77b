import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, reviewOf, spend, subscription } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const costOf = (observations: readonly Posted[], period = '2026-03', configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), 'customerAcquisitionCost');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const member = (id: string, since = march) => customer(id, { since });
const spent = (id: string, amount: number | string | null, set: Readonly<Record<string, unknown>> = {}) =>
  spend(id, { category: 'marketing', from: march, amount, ...set });

describe('customer acquisition cost', () => {
  it('is spend ÷ new customers: 200,000 for 100 are 2,000', () => {
    const people = Array.from({ length: 100 }, (_, index) => member(`${index}`));
    const kpi = costOf([...people, spent('s', 150_000), spent('t', 50_000, { category: 'sales' })]);
    expect(kpi).toMatchObject({ value: 2000, numerator: 200_000, denominator: 100, n: 100 });
    expect(companionOf(kpi, 'spend')).toBe(200_000);
  });

  it('counts marketing and sales spend only', () => {
    const others = ['retention', 'service', 'other'].map((category) => spent(category, 5, { category }));
    expect(costOf([member('a'), spent('s', 1), ...others]).value).toBe(1);
  });

  it('counts customers new from the first instant of the period to the last', () => {
    const n = (since: string) => costOf([member('a', since), spent('s', 1)]).n;
    expect(n('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(n('2026-03-01T00:00:00Z')).toBe(1);
    expect(n('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(n('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('does not take those that come back for new', () => {
    const back = [
      subscription('1', { customer: 'a', startedAt: before, endedAt: '2026-02-10T00:00:00Z', mrr: 5 }),
      subscription('2', { customer: 'a', startedAt: march, mrr: 5 }),
    ];
    expect(costOf([...back, member('b'), spent('s', 8)])).toMatchObject({ value: 8, n: 1 });
  });

  it('counts who joined and left within the period', () => {
    expect(costOf([customer('a', { since: march, until: '2026-03-20T00:00:00Z' }), spent('s', 8)]).value).toBe(8);
  });

  it('divides cents once', () => {
    const people = ['a', 'b', 'c'].map((id) => member(id));
    expect(costOf([...people, spent('s', '0.1'), spent('t', '0.3')]).value).toBe(40 / 300);
  });

  it('has no value where nobody is new, with the spend beside it', () => {
    const kpi = costOf([member('a', before), spent('s', 80)]);
    expect(kpi).toMatchObject({
      value: null,
      numerator: 80,
      denominator: 0,
      n: 0,
      missing: { code: 'noNewCustomers' },
    });
    expect(companionOf(kpi, 'spend')).toBe(80);
  });

  it('has no value where no spend is said for the period: it is no cost of 0', () => {
    const kpi = costOf([member('a'), spent('s', 80, { from: before })]);
    expect(kpi).toMatchObject({ value: null, n: 1, missing: { code: 'noSpend' } });
    expect(companionOf(kpi, 'spend')).toBeNull();
    expect(costOf([member('a'), spent('s', 0)])).toMatchObject({ value: 0, missing: null });
  });

  it('has no breakdown: spend and new customers share no segment', () => {
    const observations = [
      customer('a', { since: march, owner: 'ana', source: 'web' }),
      spent('s', 8, { campaign: 'fair' }),
    ];
    expect(costOf(observations).segments).toEqual([]);
  });

  it('needs both spend and customers', () => {
    expect(costOf([member('a')]).missing).toMatchObject({ code: 'noData', needs: ['spend.amount'] });
    expect(costOf([spent('s', 1)]).missing?.code).toBe('noData');
  });
});

describe('spend over time', () => {
  const parts = (set: Readonly<Record<string, unknown>>, ...periods: string[]) =>
    periods.map((period) => costOf([member('a'), spend('s', { category: 'sales', ...set })], period).numerator);
  const quarter = ['2026-01', '2026-02', '2026-03'];

  it('is divided by elapsed time, its parts adding up to the cent', () => {
    const whole = { amount: 100, from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
    // 31, 28 and 31 days of 90: 34.44…, 31.11…, and what is left of 100.
    expect(parts(whole, ...quarter, '2026-Q1')).toEqual([34.44, 31.12, 34.44, 100]);
    expect(parts(whole, '2025-12', '2026-04')).toEqual([0, 0]);
  });

  it('rounds the part up to each boundary half to even', () => {
    const cents = (amount: string) =>
      parts({ amount, from: '2026-02-22T00:00:00Z', to: '2026-03-08T00:00:00Z' }, '2026-02', '2026-03');
    expect(cents('0.01')).toEqual([0, 0.01]);
    expect(cents('0.03')).toEqual([0.02, 0.01]);
    expect(cents('0.05')).toEqual([0.02, 0.03]);
    expect(cents('-0.03')).toEqual([-0.02, -0.01]);
  });

  it('without an end, or with one at its beginning, falls on its beginning whole', () => {
    const at = '2026-03-01T00:00:00Z';
    expect(parts({ amount: 9, from: at }, '2026-02', '2026-03')).toEqual([0, 9]);
    expect(parts({ amount: 9, from: at, to: at }, '2026-02', '2026-03')).toEqual([0, 9]);
    expect(parts({ amount: 9, from: '2026-02-28T23:59:59.999Z' }, '2026-02', '2026-03')).toEqual([9, 0]);
  });

  it('that merely touches a period is not said for it', () => {
    const joined = [member('a'), member('b', '2026-02-10T00:00:00Z'), member('c', '2026-01-20T00:00:00Z')];
    const code = (period: string) =>
      costOf([...joined, spent('s', 9, { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' })], period).missing
        ?.code;
    expect([code('2026-02'), code('2026-03')]).toEqual([undefined, 'noSpend']);
  });

  it('is converted at the rate of its beginning, before it is divided', () => {
    const rates = { EUR: { '2026-01-01': 2, '2026-02-01': 3 } };
    const observations = [
      member('a'),
      spent('s', 90, { currency: 'EUR', from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }),
    ];
    expect(costOf(observations, '2026-03', { rates }).numerator).toBe(62);
  });

  it('is left out, and counted, where it ends before it begins, or says too little', () => {
    const observations = [
      member('a'),
      spent('s', 9),
      spent('b', 9, { to: '2026-03-09T23:59:59.999Z' }),
      spent('c', null),
      spent('d', 9, { category: null }),
      spent('e', 9, { from: null }),
      spent('f', 9, { currency: 'XAU' }),
    ];
    expect(costOf(observations)).toMatchObject({
      value: 9,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:spend:c' },
        { code: 'noCategory', records: 1, example: 'standard:spend:d' },
        { code: 'noFrom', records: 1, example: 'standard:spend:e' },
        { code: 'noRate', records: 1, example: 'standard:spend:f' },
        { code: 'toBeforeFrom', records: 1, example: 'standard:spend:b' },
      ],
    });
  });
});

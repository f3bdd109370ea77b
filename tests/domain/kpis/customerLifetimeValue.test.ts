import { describe, expect, it } from 'vitest';
import {
  companionOf,
  customer,
  deal,
  kpiOf,
  order,
  type Posted,
  reviewOf,
  segmentsBy,
  subscription,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const lifetimeOf = (observations: readonly Posted[], period = '2026-03', configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), 'customerLifetimeValue');

const longBefore = '2024-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const pays = (id: string, mrr: number, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: id, startedAt: longBefore, mrr, ...set });
const paying = (count: number, mrr: number, set: Readonly<Record<string, unknown>> = {}, prefix = 'a') =>
  Array.from({ length: count }, (_, index) => pays(`${prefix}${index}`, mrr, set));
/** One of two left in March, so that of 12 accounts at the starts of six months 1 was lost. */
const oneOfTwo = [pays('a', 100), pays('b', 100, { endedAt: march })];
const churnOf = (observations: readonly Posted[], period?: string) =>
  companionOf(lifetimeOf(observations, period), 'churn');

describe('customer lifetime value', () => {
  it('is 2,000 of 100 an account and 5 % churn', () => {
    // Six months that begin with 20, 20, 20, 20, 20 and 20 accounts lose 6 of them: as many come as leave.
    const months = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'];
    const changing = months.flatMap((month, index) => [
      pays(`left ${index}`, 100, { endedAt: `${month}-15T00:00:00Z` }),
      pays(`came ${index}`, 100, { startedAt: `${month}-15T00:00:00Z` }),
    ]);
    const kpi = lifetimeOf([...paying(14, 100), ...changing]);
    expect(kpi).toMatchObject({ value: 2000, numerator: null, denominator: null, n: 20, interval: null });
    expect(['arpa', 'churn', 'margin'].map((id) => companionOf(kpi, id))).toEqual([100, 0.05, 1]);
  });

  it('has no value without churn, with what an account pays beside it', () => {
    const kpi = lifetimeOf(paying(3, 100));
    expect(kpi).toMatchObject({ value: null, n: 3, missing: { code: 'noChurn' } });
    expect(['arpa', 'churn', 'margin'].map((id) => companionOf(kpi, id))).toEqual([100, 0, 1]);
  });

  it('has no value where nobody was there to be lost', () => {
    const kpi = lifetimeOf([pays('a', 100, { startedAt: march })]);
    expect(kpi).toMatchObject({ value: null, missing: { code: 'noChurn' } });
    expect(companionOf(kpi, 'churn')).toBeNull();
  });

  it('has no value where nobody pays at the end', () => {
    const kpi = lifetimeOf([pays('a', 100, { endedAt: march })]);
    expect(kpi).toMatchObject({ value: null, n: 0, missing: { code: 'noSubscriptions' } });
    expect(companionOf(kpi, 'arpa')).toBeNull();
    expect(companionOf(kpi, 'churn')).toBe(1 / 6);
  });

  it('takes what is paid just before the end', () => {
    const arpa = (observations: readonly Posted[]) => companionOf(lifetimeOf(observations), 'arpa');
    expect(arpa([pays('a', 10), subscription('a', { mrr: 30 }, '2026-03-31T23:59:59.999Z')])).toBe(30);
    expect(arpa([pays('a', 10), subscription('a', { mrr: 30 }, '2026-04-01T00:00:00Z')])).toBe(10);
    expect(arpa([pays('a', 10), pays('b', 30, { startedAt: '2026-04-01T00:00:00Z' })])).toBe(10);
    expect(arpa([pays('a', 10), pays('b', 30, { endedAt: '2026-04-01T00:00:00Z' })])).toBe(20);
  });

  it('takes churn over the six calendar months that are over by the end: Σ lost ÷ Σ at their starts', () => {
    expect(churnOf(oneOfTwo)).toBe(1 / 12);
    const left = (endedAt: string) => churnOf([pays('a', 10), pays('b', 10, { endedAt })]);
    expect(left('2025-09-30T23:59:59.999Z')).toBe(0);
    expect(left('2025-10-01T00:00:00Z')).toBe(1 / 7);
    expect(left('2026-03-31T23:59:59.999Z')).toBe(1 / 12);
    expect(left('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('takes six months for a quarter, a year and a range too; a month that is not over by the end is none', () => {
    expect(churnOf(oneOfTwo, '2026-Q1')).toBe(1 / 12);
    expect(churnOf([pays('a', 10), pays('b', 10, { endedAt: '2025-12-10T00:00:00Z' })], '2025')).toBe(1 / 12);
    expect(churnOf([pays('a', 10), pays('b', 10, { endedAt: march })], '2026-03-05..2026-03-30')).toBe(0);
    expect(churnOf([pays('a', 10), pays('b', 10, { endedAt: march })], '2026-03-05..2026-03-31')).toBe(1 / 12);
  });

  it('counts in each month who was there at its start and not at its end, a second time too', () => {
    const observations = [
      pays('a', 10, { startedAt: '2025-11-10T00:00:00Z', endedAt: '2025-12-10T00:00:00Z' }),
      pays('b', 10, { customer: 'a', startedAt: '2026-01-10T00:00:00Z', endedAt: '2026-02-10T00:00:00Z' }),
      pays('within', 10, { startedAt: '2026-02-10T00:00:00Z', endedAt: '2026-02-20T00:00:00Z' }),
      pays('c', 10, { startedAt: march }),
    ];
    expect(churnOf(observations)).toBe(1);
  });

  it('multiplies with the margin of the sales of those months whose cost is known, and counts the others', () => {
    const sold = (id: string, amount: number | null, cost: number | null, at = march) =>
      order(id, { at, amount, cost });
    const kpi = lifetimeOf([
      ...oneOfTwo,
      sold('1', 100, 30, '2025-10-01T00:00:00Z'),
      deal('2', { outcome: 'won', closedAt: march, amount: 300, cost: 170 }),
      sold('3', 100, null),
      sold('4', 1000, 0, '2025-09-30T23:59:59.999Z'),
      sold('5', 1000, 0, '2026-04-01T00:00:00Z'),
      deal('6', { outcome: 'lost', closedAt: march, amount: 50, cost: 1 }),
    ]);
    expect(companionOf(kpi, 'margin')).toBe(0.5);
    expect(kpi).toMatchObject({ leftOut: [{ code: 'noCost', records: 1, example: 'standard:order:3' }] });
    expect(kpi.value).toBeCloseTo(600, 9);
  });

  it('is of all of the revenue where no cost is known', () => {
    const kpi = lifetimeOf([...oneOfTwo, order('1', { at: march, amount: 100 })]);
    expect(companionOf(kpi, 'margin')).toBe(1);
    expect(kpi.value).toBeCloseTo(1200, 9);
  });

  it('leaves accounts of which no rate is known out of what they pay, not out of churn', () => {
    const kpi = lifetimeOf([
      pays('a', 100),
      pays('b', 100, { currency: 'XAU', endedAt: march }),
      pays('c', 1, { currency: 'XAU' }),
    ]);
    expect(kpi).toMatchObject({ n: 1, leftOut: [{ code: 'noRate', records: 1, example: 'standard:customer:c' }] });
    expect(['arpa', 'churn'].map((id) => companionOf(kpi, id))).toEqual([100, 1 / 18]);
    expect(lifetimeOf([pays('b', 100, { currency: 'XAU' })])).toMatchObject({
      value: null,
      missing: { code: 'noRate' },
    });
  });

  it('is by the segments of the accounts at the end, each month as of its start, sales as of the sale', () => {
    const owned = (id: string, owner: string, at = longBefore) => customer(id, { owner }, at);
    const kpi = lifetimeOf([
      owned('a', 'ana'),
      owned('b', 'ana'),
      owned('c', 'rui'),
      owned('a', 'rui', '2026-03-01T00:00:00Z'),
      pays('a', 60),
      pays('b', 100, { endedAt: march }),
      pays('c', 40),
      pays('d', 30),
      order('1', { customer: 'a', at: '2026-02-10T00:00:00Z', amount: 10, cost: 5 }),
    ]);
    const rows = segmentsBy(kpi, 'owner');
    // Of ana's 12 account months one is lost, and nobody is hers at the end; none of rui's 7 is.
    expect(rows.get('rui')).toMatchObject({ value: null, n: 2 });
    expect([...rows.keys()]).toEqual(['rui', null]);
    const shared = lifetimeOf([
      owned('a', 'ana'),
      owned('b', 'ana'),
      ...oneOfTwo,
      order('1', { customer: 'a', at: march, amount: 10, cost: 5 }),
    ]);
    expect(segmentsBy(shared, 'owner').get('ana')?.value).toBeCloseTo(600, 9);
  });
});

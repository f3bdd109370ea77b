import { describe, expect, it } from 'vitest';
import { customer, deal, kpiOf, order, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const newRevenueOf = (
  observations: readonly Posted[],
  period = '2026-03',
  configuration: Record<string, unknown> = {},
) => kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), 'netNewRevenue');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const bought = (id: string, of: string | null, set: Readonly<Record<string, unknown>> = {}) =>
  order(id, { customer: of, at: march, amount: 10, ...set });
const won = (id: string, of: string | null, set: Readonly<Record<string, unknown>> = {}) =>
  deal(id, { customer: of, outcome: 'won', closedAt: march, amount: 10, ...set });

const soldNew = (observations: readonly Posted[]) => newRevenueOf(observations).value;

describe('net new revenue', () => {
  it('is 60,000 of 100,000, where 40,000 are from customers that had bought before', () => {
    const observations = [
      bought('0', 'old', { at: before, amount: 5 }),
      won('1', 'old', { amount: 40_000 }),
      won('2', 'a', { amount: 35_000 }),
      bought('3', 'b', { amount: 25_000 }),
    ];
    expect(newRevenueOf(observations)).toMatchObject({ value: 60_000, numerator: null, denominator: null, n: 2 });
  });

  it('believes the kind where one is said', () => {
    const old = bought('0', 'old', { at: before });
    expect(soldNew([old, won('1', 'old', { kind: 'new' })])).toBe(10);
    expect(soldNew([old, won('1', 'a', { kind: 'upsell' }), bought('2', 'b', { kind: 'renewal' })])).toBe(0);
    expect(soldNew([won('1', null, { kind: 'new' })])).toBe(10);
  });

  it('without a kind counts sales to named customers only', () => {
    expect(soldNew([won('1', null), bought('2', null), bought('3', 'a')])).toBe(10);
  });

  it('counts all that a new customer buys in the period', () => {
    expect(soldNew([bought('1', 'a'), bought('2', 'a', { at: '2026-03-20T00:00:00Z' })])).toBe(20);
  });

  it('asks whether a customer had bought just before the period, the first instant being of it', () => {
    const since = (at: string) => soldNew([bought('1', 'a', { at }), bought('2', 'a', { amount: 3 })]);
    expect(since('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(since('2026-03-01T00:00:00Z')).toBe(13);
    expect(since('2026-04-01T00:00:00Z')).toBe(3);
  });

  it('takes for no purchase what was worth nothing, for one what was worth anything in whatever currency', () => {
    const since = (set: Readonly<Record<string, unknown>>) =>
      soldNew([bought('1', 'a', { at: before, ...set }), bought('2', 'a')]);
    expect(since({ amount: 0 })).toBe(10);
    expect(since({ amount: -5 })).toBe(10);
    expect(since({ amount: null })).toBe(10);
    expect(since({ amount: '0.001' })).toBe(0);
    expect(since({ amount: 1, currency: 'XAU' })).toBe(0);
  });

  it('does not take who ever paid monthly before the period for new', () => {
    const paid = (set: Readonly<Record<string, unknown>>) =>
      soldNew([subscription('s', { customer: 'a', startedAt: before, mrr: 5, ...set }), bought('1', 'a')]);
    expect(paid({})).toBe(0);
    expect(paid({ endedAt: '2026-02-10T00:00:00Z' })).toBe(0);
    expect(paid({ mrr: 0 })).toBe(10);
    expect(paid({ startedAt: '2026-02-28T23:59:59.999Z' })).toBe(0);
    expect(paid({ startedAt: '2026-03-01T00:00:00Z' })).toBe(10);
  });

  it('takes a customer by its record alone for new: it had not bought', () => {
    expect(soldNew([customer('a', { since: '2020-01-01T00:00:00Z', status: 'active' }), bought('1', 'a')])).toBe(10);
  });

  it('does not count an order beside the won deal that it names', () => {
    expect(soldNew([won('d', 'a', { amount: 100 }), bought('o', 'a', { deal: 'd', amount: 60 })])).toBe(100);
  });

  it('is the same whatever order the records come in', () => {
    const observations = [
      bought('1', 'a', { at: before }),
      bought('2', 'a'),
      bought('3', 'b'),
      bought('4', 'b', { kind: 'new' }),
    ];
    expect(soldNew([...observations].reverse())).toBe(soldNew(observations));
  });

  it('of a quarter asks who was new to the quarter: its months need not add up to it', () => {
    const observations = [bought('1', 'a', { at: before, amount: 1 }), bought('2', 'a', { amount: 2 })];
    expect(newRevenueOf(observations, '2026-Q1').value).toBe(3);
    expect(newRevenueOf(observations, '2026-03').value).toBe(0);
  });

  it('leaves out, and counts, what has no amount, no rate or no instant', () => {
    const observations = [
      bought('a', 'a'),
      bought('b', 'b', { amount: null }),
      bought('c', 'c', { currency: 'XAU' }),
      order('d', { kind: 'new', amount: 1 }),
      won('e', null, { kind: 'new', closedAt: null }),
    ];
    expect(newRevenueOf(observations)).toMatchObject({
      value: 10,
      n: 1,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:order:b' },
        { code: 'noAt', records: 1, example: 'standard:order:d' },
        { code: 'noClosedAt', records: 1, example: 'standard:deal:e' },
        { code: 'noRate', records: 1, example: 'standard:order:c' },
      ],
    });
  });

  it('is 0 where nothing new was sold, missing where none of it has an amount', () => {
    expect(newRevenueOf([bought('1', 'a', { at: before })])).toMatchObject({ value: 0, n: 0, missing: null });
    expect(newRevenueOf([bought('1', 'a', { at: before }), bought('2', 'b', { amount: null })])).toMatchObject({
      value: null,
      missing: { code: 'noAmounts' },
    });
  });

  it('is by the segments of the sale', () => {
    const observations = [won('1', 'a', { owner: 'ana', amount: 4 }), won('2', 'b', { owner: 'rui', amount: 6 })];
    const owners = segmentsBy(newRevenueOf(observations), 'owner');
    expect([...owners].map(([key, { value }]) => [key, value])).toEqual([
      ['ana', 4],
      ['rui', 6],
    ]);
  });
});

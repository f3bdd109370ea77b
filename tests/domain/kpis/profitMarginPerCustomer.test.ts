import { describe, expect, it } from 'vitest';
import { companionOf, deal, kpiOf, order, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const marginOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(
    reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration) }),
    'profitMarginPerCustomer',
  );

const march = '2026-03-10T00:00:00Z';
const bought = (
  id: string,
  of: string | null,
  amount: number | string | null,
  cost: number | string | null,
  set = {},
) => order(id, { customer: of, at: march, amount, cost, ...set });
const won = (id: string, of: string | null, amount: number, cost: number | null, set = {}) =>
  deal(id, { customer: of, outcome: 'won', closedAt: march, amount, cost, ...set });

describe('profit margin per customer', () => {
  it('is of sales of 100 and 300 that cost 60 and 140: 0.5, and 100 a customer where there are two', () => {
    const kpi = marginOf([won('1', 'a', 100, 60), bought('2', 'b', 300, 140)]);
    expect(kpi).toMatchObject({ value: 0.5, numerator: 200, denominator: 400, n: 2, interval: null });
    expect(companionOf(kpi, 'meanProfit')).toBe(100);
  });

  it('counts sales whose cost is known, 0 included, and that name a customer', () => {
    const observations = [
      bought('1', 'a', 100, 50),
      bought('2', 'a', 900, null),
      bought('3', null, 900, 1),
      won('4', null, 900, 1),
      bought('5', 'b', 100, 0),
    ];
    const kpi = marginOf(observations);
    expect(kpi).toMatchObject({ value: 0.75, numerator: 150, denominator: 200, n: 2 });
    expect(companionOf(kpi, 'meanProfit')).toBe(75);
  });

  it('is thin on fewer than five sales', () => {
    const sales = Array.from({ length: 5 }, (_, index) => bought(`${index}`, 'a', 10, 5));
    expect(marginOf(sales).flags).not.toContain('thin');
    expect(marginOf(sales.slice(1)).flags).toContain('thin');
  });

  it('is of won deals and orders from the first instant of the period to the last', () => {
    const n = (at: string) => marginOf([bought('1', 'a', 10, 5, { at })]).n;
    expect(n('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(n('2026-03-01T00:00:00Z')).toBe(1);
    expect(n('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(n('2026-04-01T00:00:00Z')).toBe(0);
    expect(marginOf([bought('1', 'a', 10, 5), won('2', 'a', 90, 5, { outcome: 'lost' })]).n).toBe(1);
  });

  it('is below 0 where sales cost more than they brought', () => {
    expect(marginOf([bought('1', 'a', 10, 15)])).toMatchObject({ value: -0.5, numerator: -5 });
  });

  it('has no value where nothing came in but cost, and shows the money', () => {
    const kpi = marginOf([bought('1', 'a', 0, 15), bought('2', 'b', 0, 5)]);
    expect(kpi).toMatchObject({
      value: null,
      numerator: -20,
      denominator: 0,
      n: 2,
      missing: { code: 'zeroDenominator' },
    });
    expect(companionOf(kpi, 'meanProfit')).toBe(-10);
  });

  it('has no value, and no mean profit, where no sale of the period has a known cost', () => {
    const kpi = marginOf([bought('0', 'a', 10, 5, { at: '2026-01-10T00:00:00Z' }), bought('1', 'a', 10, null)]);
    expect(kpi).toMatchObject({ value: null, n: 0, missing: { code: 'zeroDenominator' } });
    expect(companionOf(kpi, 'meanProfit')).toBeNull();
  });

  it('counts a customer once for the mean profit, one merged into another as that other', () => {
    const merged: Posted = { record: 'customer', id: 'loser', at: march, mergedInto: 'a' };
    const observations = [bought('1', 'a', 10, 5), bought('2', 'a', 10, 5), bought('3', 'loser', 10, 5), merged];
    expect(companionOf(marginOf(observations), 'meanProfit')).toBe(15);
  });

  it('takes the difference before it converts and rounds, once a record', () => {
    const rates = { EUR: { '2026-01-01': '0.5' } };
    // 0.05 − 0.02 is 0.03, half of which is 0.015, to the even cent 0.02; of 0.05 it is 0.02.
    const kpi = marginOf([bought('1', 'a', '0.05', '0.02', { currency: 'EUR' })], { rates });
    expect(kpi).toMatchObject({ numerator: 0.02, denominator: 0.02 });
  });

  it('does not count an order beside the won deal that it names', () => {
    expect(marginOf([won('d', 'a', 100, 60), bought('o', 'a', 50, 10, { deal: 'd' })])).toMatchObject({
      value: 0.4,
      n: 1,
    });
  });

  it('leaves out, and counts, what has no amount, no rate or no instant', () => {
    const observations = [
      bought('1', 'a', 100, 50),
      bought('2', 'a', null, 50),
      bought('3', 'a', 100, 1, { currency: 'XAU' }),
      bought('4', 'a', 100, 1, { at: null }),
      won('5', 'a', 100, 1, { closedAt: null }),
    ];
    const kpi = marginOf(observations);
    expect(kpi).toMatchObject({
      value: 0.5,
      n: 1,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:order:2' },
        { code: 'noAt', records: 1, example: 'standard:order:4' },
        { code: 'noClosedAt', records: 1, example: 'standard:deal:5' },
        { code: 'noRate', records: 1, example: 'standard:order:3' },
      ],
    });
    expect(companionOf(kpi, 'meanProfit')).toBe(50);
  });

  it("is by the sale's segments", () => {
    const kpi = marginOf([won('1', 'a', 100, 60, { owner: 'ana' }), won('2', 'a', 100, 20, { owner: 'rui' })]);
    const rows = [...segmentsBy(kpi, 'owner')].map(([key, { value, n }]) => [key, value, n]);
    expect(rows).toEqual([
      ['ana', 0.4, 1],
      ['rui', 0.8, 1],
    ]);
  });
});

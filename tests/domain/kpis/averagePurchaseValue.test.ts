import { describe, expect, it } from 'vitest';
import { companionOf, deal, kpiOf, order, type Posted, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const purchaseOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration) }), 'averagePurchaseValue');

const at = '2026-03-10T00:00:00Z';
const won = (id: string, set: Readonly<Record<string, unknown>>) => deal(id, { outcome: 'won', closedAt: at, ...set });
const placed = (id: string, set: Readonly<Record<string, unknown>>) => order(id, { at, ...set });

describe('average purchase', () => {
  it('is amount ÷ number over won deals and orders; those worth zero count: 100, 0 and 50', () => {
    const kpi = purchaseOf([won('a', { amount: 100 }), won('b', { amount: 0 }), placed('c', { amount: 50 })]);
    expect(kpi).toMatchObject({ value: 50, numerator: 150, denominator: 3, n: 3 });
    expect(companionOf(kpi, 'median')).toBe(50);
  });

  it('divides cents exactly once', () => {
    const kpi = purchaseOf(['0.1', '0.1', '0.2'].map((amount, index) => placed(`${index}`, { amount })));
    expect(kpi.value).toBe(40 / 300);
    expect(companionOf(kpi, 'median')).toBe(0.1);
  });

  it('takes an order that names a won deal for part of that deal, in whatever period it was placed', () => {
    const orders = [placed('o', { amount: 60, deal: 'd' }), placed('p', { amount: 40, deal: 'd' })];
    expect(purchaseOf([won('d', { amount: 100 }), ...orders])).toMatchObject({ value: 100, n: 1 });
    const wonLater = won('d', { amount: 100, closedAt: '2026-05-01T00:00:00Z' });
    expect(purchaseOf([wonLater, ...orders])).toMatchObject({ value: null, n: 0 });
  });

  it.each<[string, Posted[]]>([
    ['is open', [deal('d', { amount: 100 })]],
    ['is lost', [deal('d', { amount: 100, outcome: 'lost', closedAt: at })]],
    ['was won nobody knows when', [deal('d', { amount: 100, outcome: 'won' })]],
    ['has no amount of its own', [won('d', {})]],
    ['has no rate', [won('d', { amount: 1, currency: 'XAU' })]],
    ['was deleted', [won('d', { amount: 100 }), { record: 'deal', id: 'd', at, deleted: true }]],
    ['never came', []],
  ])('counts an order whose deal %s', (_, deals) => {
    expect(purchaseOf([...deals, placed('o', { amount: 60, deal: 'd' })])).toMatchObject({ value: 60, n: 1 });
  });

  it('finds the deal of an order behind merges and in another source', () => {
    const sources = ['standard', 'shop'].map((id) => ({ id, system: 'standard' }));
    const observations: Posted[] = [
      won('winner', { amount: 100 }),
      { record: 'deal', id: 'loser', at, mergedInto: 'winner' },
      { ...placed('o', { amount: 60, deal: 'standard:loser' }), source: 'shop' },
      { ...placed('p', { amount: 30, deal: 'winner' }), source: 'shop' },
    ];
    expect(purchaseOf(observations, { sources })).toMatchObject({ numerator: 130, n: 2 });
  });

  it('leaves out, and counts, sales without an amount or an instant', () => {
    const observations = [placed('a', { amount: 8 }), placed('b', {}), order('c', { amount: 5 })];
    expect(purchaseOf(observations)).toMatchObject({
      value: 8,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:order:b' },
        { code: 'noAt', records: 1, example: 'standard:order:c' },
      ],
    });
  });

  it('needs either deals with an amount or orders with one', () => {
    expect(purchaseOf([placed('a', { amount: 8 })]).missing).toBeNull();
    expect(purchaseOf([won('a', { amount: 8 })]).missing).toBeNull();
    expect(purchaseOf([won('a', {}), placed('b', {})]).missing?.code).toBe('noData');
  });
});

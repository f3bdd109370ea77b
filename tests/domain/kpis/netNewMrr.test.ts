import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const newMrrOf = (observations: readonly Posted[], period = '2026-03', configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), 'netNewMrr');

const before = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const pays = (id: string, mrr: number | string, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: id, startedAt: before, mrr, ...set });
const turnsTo = (id: string, mrr: number, at = march) => subscription(id, { mrr }, at);
const wasGone = (id: string, mrr: number, customer = id) =>
  pays(`${id} once`, mrr, { customer, endedAt: '2026-02-10T00:00:00Z' });

const names = ['new', 'expansion', 'reactivation', 'contraction', 'churn'] as const;
const movementsOf = (observations: readonly Posted[], period?: string) => {
  const kpi = newMrrOf(observations, period);
  return Object.fromEntries(
    names.flatMap((name) => (companionOf(kpi, name) === 0 ? [] : [[name, companionOf(kpi, name)]])),
  );
};

describe('net new monthly revenue', () => {
  it('is new 8 + expansion 4 + reactivation 1 − contraction 2 − churn 3: 8, from 50 to 58', () => {
    const observations = [
      pays('stays', 35),
      pays('new', 8, { startedAt: march }),
      pays('expands', 5),
      turnsTo('expands', 9),
      wasGone('back', 7),
      pays('back', 1, { startedAt: march }),
      pays('contracts', 7),
      turnsTo('contracts', 5),
      pays('churns', 3, { endedAt: march }),
    ];
    expect(newMrrOf(observations)).toMatchObject({ value: 8, numerator: null, denominator: null, n: 6 });
    expect(movementsOf(observations)).toEqual({ new: 8, expansion: 4, reactivation: 1, contraction: 2, churn: 3 });
  });

  it('takes who paid nothing before the start for new, who paid ever for reactivated', () => {
    expect(movementsOf([pays('a', 5, { startedAt: '2026-03-01T00:00:00Z' })])).toEqual({ new: 5 });
    expect(movementsOf([pays('a', 0), turnsTo('a', 5)])).toEqual({ new: 5 });
    expect(movementsOf([wasGone('a', 9), pays('a', 5, { startedAt: march })])).toEqual({ reactivation: 5 });
  });

  it('compares the two ends only: what came and went between them is no movement', () => {
    expect(movementsOf([pays('a', 5, { startedAt: march, endedAt: '2026-03-20T00:00:00Z' })])).toEqual({});
    expect(movementsOf([pays('a', 5), turnsTo('a', 9), turnsTo('a', 5, '2026-03-20T00:00:00Z')])).toEqual({});
    const gap = [
      pays('1', 5, { customer: 'a', endedAt: march }),
      pays('2', 7, { customer: 'a', startedAt: '2026-03-20T00:00:00Z' }),
    ];
    expect(movementsOf(gap)).toEqual({ expansion: 2 });
  });

  it('is of what is paid just before both boundaries', () => {
    expect(movementsOf([pays('a', 5, { startedAt: '2026-02-28T23:59:59.999Z' })])).toEqual({});
    expect(movementsOf([pays('a', 5, { startedAt: '2026-03-31T23:59:59.999Z' })])).toEqual({ new: 5 });
    expect(movementsOf([pays('a', 5, { startedAt: '2026-04-01T00:00:00Z' })])).toEqual({});
    expect(movementsOf([pays('a', 5, { endedAt: '2026-03-01T00:00:00Z' })])).toEqual({ churn: 5 });
    expect(movementsOf([pays('a', 5, { endedAt: '2026-04-01T00:00:00Z' })])).toEqual({});
    expect(movementsOf([pays('a', 5), turnsTo('a', 7, '2026-03-01T00:00:00Z')])).toEqual({ expansion: 2 });
  });

  it('takes a second subscription of a customer for expansion, the end of one of two for contraction', () => {
    expect(movementsOf([pays('a', 5), pays('b', 3, { customer: 'a', startedAt: march })])).toEqual({ expansion: 3 });
    expect(movementsOf([pays('a', 5), pays('b', 3, { customer: 'a', endedAt: march })])).toEqual({ contraction: 3 });
    expect(movementsOf([pays('a', 5), pays('b', 3, { startedAt: march })])).toEqual({ new: 3 });
  });

  it('adds up over the months of a quarter; its movements need not', () => {
    const observations = [
      pays('a', 5, { startedAt: '2026-01-10T00:00:00Z' }),
      turnsTo('a', 9, '2026-02-10T00:00:00Z'),
      pays('b', 3, { startedAt: '2026-02-10T00:00:00Z', endedAt: march }),
    ];
    const months = ['2026-01', '2026-02', '2026-03'].map((period) => newMrrOf(observations, period).value);
    expect(months).toEqual([5, 7, -3]);
    expect(newMrrOf(observations, '2026-Q1').value).toBe(9);
    expect(movementsOf(observations, '2026-Q1')).toEqual({ new: 9 });
  });

  it('is 0 of constant subscriptions under a moving rate', () => {
    const rates = { EUR: { '2026-01-01': 1, '2026-03-01': 2 } };
    const observations = [pays('a', 10, { currency: 'EUR' }), subscription('a', { mrr: 10 }, march)];
    expect(newMrrOf(observations, '2026-03', { rates })).toMatchObject({ value: 0, n: 1 });
  });

  it('leaves out, and counts, accounts of which an end has no rate', () => {
    const observations = [pays('a', 5, { startedAt: march }), pays('b', 5, { startedAt: march, currency: 'XAU' })];
    expect(newMrrOf(observations)).toMatchObject({
      value: 5,
      n: 1,
      leftOut: [{ code: 'noRate', records: 1, example: 'standard:customer:b' }],
    });
    expect(newMrrOf(observations.slice(1))).toMatchObject({ value: null, missing: { code: 'noRate' } });
  });

  it('is 0 where nobody paid at either end, once a subscription has been told', () => {
    expect(newMrrOf([wasGone('a', 5)])).toMatchObject({ value: 0, n: 0, missing: null });
    expect(newMrrOf([customer('a', { status: 'active' })]).missing).toMatchObject({
      code: 'noData',
      needs: ['subscription.mrr'],
    });
  });

  it("is by the customer's segments of the end alone, those that left included", () => {
    const observations = [
      customer('a', { owner: 'ana' }, before),
      customer('a', { owner: 'rui' }, '2026-03-31T23:59:59.999Z'),
      customer('a', { owner: 'eva' }, '2026-04-01T00:00:00Z'),
      pays('a', 5, { endedAt: march, plan: 'basic', product: 'one' }),
      pays('b', 3, { startedAt: march }),
    ];
    const kpi = newMrrOf(observations);
    expect([...new Set(kpi.segments.map(({ by }) => by))]).toEqual(['owner']);
    expect([...segmentsBy(kpi, 'owner')].map(([key, { value }]) => [key, value])).toEqual([
      ['rui', -5],
      [null, 3],
    ]);
  });
});

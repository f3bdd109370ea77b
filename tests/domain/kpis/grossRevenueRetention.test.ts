import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const retentionOf = (
  observations: readonly Posted[],
  period = '2026-03',
  configuration: Record<string, unknown> = {},
) => kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), 'grossRevenueRetention');

const before = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const pays = (id: string, mrr: number | string, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: id, startedAt: before, mrr, ...set });
const turnsTo = (id: string, mrr: number | null, at = march) => subscription(id, { mrr }, at);

describe('gross revenue retention', () => {
  it('is 0.8 of 100 at the start, of which 10 churn and 10 contract, while another expands by 10', () => {
    const observations = [
      pays('stays', 40),
      pays('churns', 10, { endedAt: march }),
      pays('contracts', 30),
      turnsTo('contracts', 20),
      pays('expands', 20),
      turnsTo('expands', 30),
      pays('new', 500, { startedAt: march }),
    ];
    expect(retentionOf(observations)).toMatchObject({
      value: 0.8,
      numerator: 80,
      denominator: 100,
      n: 4,
      interval: null,
    });
  });

  it('is never above 1: an expansion makes up for nothing', () => {
    expect(retentionOf([pays('a', 10), turnsTo('a', 90)]).value).toBe(1);
    expect(retentionOf([pays('a', 10), turnsTo('a', 90), pays('b', 10, { endedAt: march })]).value).toBe(0.5);
  });

  it('of a quarter is from its own start and end: what was lost and won back within it is not lost', () => {
    const observations = [
      pays('a', 10, { startedAt: '2025-12-10T00:00:00Z' }),
      turnsTo('a', 4, '2026-02-10T00:00:00Z'),
      turnsTo('a', 12),
    ];
    expect(retentionOf(observations, '2026-Q1').value).toBe(1);
    expect(retentionOf(observations, '2026-02').value).toBe(0.4);
  });

  it('adds up what a customer pays for all of its subscriptions, before it compares', () => {
    const moved = [pays('a', 60), subscription('b', { customer: 'a', startedAt: march, mrr: 40 }), turnsTo('a', 20)];
    expect(retentionOf(moved)).toMatchObject({ value: 1, numerator: 60, denominator: 60, n: 1 });
  });

  it('has neither new accounts nor those that came back on either side', () => {
    const back = [
      pays('1', 50, { customer: 'a', endedAt: '2026-02-10T00:00:00Z' }),
      pays('2', 70, { customer: 'a', startedAt: march }),
    ];
    expect(retentionOf([pays('stays', 10), ...back])).toMatchObject({ value: 1, denominator: 10, n: 1 });
  });

  it('is of what is paid just before both boundaries', () => {
    const sides = (...observations: Posted[]) => {
      const { numerator, denominator } = retentionOf(observations);
      return [numerator, denominator];
    };
    expect(sides(pays('a', 10, { startedAt: '2026-03-01T00:00:00Z' }))).toEqual([0, 0]);
    expect(sides(pays('a', 10), turnsTo('a', 4, '2026-02-28T23:59:59.999Z'))).toEqual([4, 4]);
    expect(sides(pays('a', 10), turnsTo('a', 4, '2026-03-01T00:00:00Z'))).toEqual([4, 10]);
    expect(sides(pays('a', 10), turnsTo('a', 4, '2026-03-31T23:59:59.999Z'))).toEqual([4, 10]);
    expect(sides(pays('a', 10), turnsTo('a', 4, '2026-04-01T00:00:00Z'))).toEqual([10, 10]);
    expect(sides(pays('a', 10, { endedAt: '2026-03-01T00:00:00Z' }))).toEqual([0, 10]);
    expect(sides(pays('a', 10, { endedAt: '2026-04-01T00:00:00Z' }))).toEqual([10, 10]);
  });

  it('is 1 of constant subscriptions under a moving rate, however often their price is repeated', () => {
    const rates = { EUR: { '2025-12-01': '1.1', '2026-01-01': '1.3', '2026-03-01': '1.7', '2026-03-20': '0.9' } };
    const constant = pays('a', '99.99', { currency: 'EUR', startedAt: '2025-12-10T00:00:00Z' });
    const repeated = ['2026-02-10T00:00:00Z', march, '2026-03-25T00:00:00Z'].map((at) =>
      subscription('a', { mrr: '99.990', currency: 'EUR' }, at),
    );
    for (const observations of [[constant], [constant, ...repeated], [...repeated, constant]])
      for (const period of ['2026-03', '2026-Q1', '2026-02-15..2026-03-22'])
        expect(retentionOf(observations, period, { rates })).toMatchObject({
          value: 1,
          numerator: 109.99,
          denominator: 109.99,
        });
  });

  it('converts a new price at the rate of the day from which it holds', () => {
    const rates = { EUR: { '2026-01-01': 1, '2026-03-10': 2 } };
    const observations = [pays('a', 100, { currency: 'EUR' }), subscription('a', { mrr: 40 }, march)];
    expect(retentionOf(observations, '2026-03', { rates })).toMatchObject({
      value: 0.8,
      numerator: 80,
      denominator: 100,
    });
  });

  it('leaves out of both sides, and counts, an account whose price has no rate at either end', () => {
    const observations = [
      pays('a', 10),
      pays('b', 10, { currency: 'XAU' }),
      pays('c', 10),
      subscription('d', { customer: 'c', startedAt: march, mrr: 1, currency: 'XAU' }),
    ];
    expect(retentionOf(observations)).toMatchObject({
      value: 1,
      denominator: 10,
      n: 1,
      leftOut: [{ code: 'noRate', records: 2, example: 'standard:customer:b' }],
    });
  });

  it('leaves out, and counts, what cannot be believed of a subscription', () => {
    const observations = [
      pays('a', 10),
      pays('b', 10, { startedAt: null }),
      pays('c', -5),
      pays('d', 10, { endedAt: '2026-02-10T00:00:00Z' }),
      turnsTo('d', 20),
    ];
    expect(retentionOf(observations)).toMatchObject({
      value: 1,
      denominator: 10,
      leftOut: [
        { code: 'mrrAfterEnd', records: 1, example: 'standard:subscription:d' },
        { code: 'negativeMrr', records: 1, example: 'standard:subscription:c' },
        { code: 'noStartedAt', records: 1, example: 'standard:subscription:b' },
      ],
    });
  });

  it("is by the customer's segments of the start alone", () => {
    const observations = [
      customer('a', { owner: 'ana' }, before),
      customer('a', { owner: 'rui' }, '2026-03-01T00:00:00Z'),
      pays('a', 10, { plan: 'basic', product: 'one' }),
      turnsTo('a', 5),
      pays('b', 10),
    ];
    const kpi = retentionOf(observations);
    expect([...new Set(kpi.segments.map(({ by }) => by))]).toEqual(['owner']);
    expect([...segmentsBy(kpi, 'owner')].map(([key, { value }]) => [key, value])).toEqual([
      ['ana', 0.5],
      [null, 1],
    ]);
  });

  it('has no value where nobody paid at the start', () => {
    expect(retentionOf([pays('a', 10, { startedAt: march })])).toMatchObject({
      value: null,
      n: 0,
      missing: { code: 'zeroDenominator' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { companionOf, deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';

const salesCycleOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'salesCycle');

const day = 86_400;
const closedAt = Date.parse('2026-03-31T12:00:00Z');
const won = (id: string, days: number) =>
  deal(id, {
    outcome: 'won',
    createdAt: new Date(closedAt - days * day * 1000).toISOString(),
    closedAt: new Date(closedAt).toISOString(),
  });

describe('sales cycle', () => {
  it('is the median, with mean and 90th percentile beside it: after 10, 20, 30 and 100 days', () => {
    const kpi = salesCycleOf([won('a', 100), won('b', 10), won('c', 30), won('d', 20)]);
    expect(kpi).toMatchObject({ value: 25 * day, n: 4, numerator: null, denominator: null, interval: null });
    expect(companionOf(kpi, 'mean')).toBe(40 * day);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(79 * day, 6);
  });

  it('is the middle one of an odd number', () => {
    expect(salesCycleOf([won('a', 3), won('b', 1), won('c', 100)]).value).toBe(3 * day);
  });

  it('is in exact seconds', () => {
    const set = { outcome: 'won', createdAt: '2026-03-01T00:00:00.250Z', closedAt: '2026-03-01T00:00:01.750Z' };
    expect(salesCycleOf([deal('a', set)]).value).toBe(1.5);
  });

  it('counts 0 where a deal was closed the instant it was created', () => {
    expect(salesCycleOf([won('a', 0)])).toMatchObject({ value: 0, n: 1 });
  });

  it('leaves out, and counts, a close before the creation; the deal counts elsewhere', () => {
    const review = reviewOf([won('a', 5), won('b', -1)], { period: '2026-03' });
    expect(kpiOf(review, 'salesCycle')).toMatchObject({
      value: 5 * day,
      n: 1,
      leftOut: [{ code: 'closedBeforeCreated', records: 1, example: 'standard:deal:b' }],
    });
    expect(kpiOf(review, 'wonDeals').value).toBe(2);
  });

  it('leaves out, and counts, deals of which an end is unknown', () => {
    const noCreation = deal('b', { outcome: 'won', closedAt: '2026-03-05T00:00:00Z' });
    const noClose = deal('c', { outcome: 'won', createdAt: '2026-03-05T00:00:00Z' });
    expect(salesCycleOf([won('a', 5), noCreation, noClose])).toMatchObject({
      n: 1,
      leftOut: [{ code: 'noClosedAt' }, { code: 'noCreatedAt', example: 'standard:deal:b' }],
    });
  });

  it('has no value in a period in which nothing was won', () => {
    const lost = deal('l', { outcome: 'lost', createdAt: '2026-03-01T00:00:00Z', closedAt: '2026-03-02T00:00:00Z' });
    const kpi = salesCycleOf([lost]);
    expect(kpi).toMatchObject({ value: null, n: 0, missing: { code: 'zeroDenominator' } });
    expect(companionOf(kpi, 'mean')).toBeNull();
    expect(companionOf(kpi, 'p90')).toBeNull();
  });
});

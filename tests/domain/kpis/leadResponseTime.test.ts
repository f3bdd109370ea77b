import { describe, expect, it } from 'vitest';
import { companionOf, kpiOf, lead, type Posted, reviewOf } from '../../support/review.ts';

const hour = 3600;

const responseOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'leadResponseTime');

const answered = (id: string, hours: number, createdAt = '2026-03-10T00:00:00Z') =>
  lead(id, { createdAt, respondedAt: new Date(Date.parse(createdAt) + hours * hour * 1000).toISOString() });
const unanswered = (id: string) => lead(id, { createdAt: '2026-03-10T00:00:00Z' });

describe('lead response time', () => {
  it('is the median wait; beside it the shares answered: after 1, 2 and 30 hours, one not at all', () => {
    const kpi = responseOf([answered('a', 30), answered('b', 1), answered('c', 2), unanswered('d')]);
    expect(kpi).toMatchObject({ value: 2 * hour, n: 3, leftOut: [] });
    expect(companionOf(kpi, 'mean')).toBe(11 * hour);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(24.4 * hour, 6);
    expect(companionOf(kpi, 'answered')).toBe(0.75);
    expect(companionOf(kpi, 'within24h')).toBe(0.5);
  });

  it('is over leads first answered in the period, the shares over leads created in it', () => {
    const kpi = responseOf([answered('old', 48, '2026-02-28T00:00:00Z'), answered('late', 48, '2026-03-31T00:00:00Z')]);
    expect(kpi).toMatchObject({ value: 48 * hour, n: 1 });
    expect(companionOf(kpi, 'answered')).toBe(1);
    expect(companionOf(kpi, 'within24h')).toBe(0);
  });

  it('takes 24 hours to the second for within, and an answer to come for none', () => {
    expect(companionOf(responseOf([answered('a', 24)]), 'within24h')).toBe(1);
    expect(companionOf(responseOf([answered('a', 24.001)]), 'within24h')).toBe(0);
    const early = responseOf([answered('a', 1), answered('b', 24)], '2026-03-10T12:00:00Z');
    expect(companionOf(early, 'answered')).toBe(0.5);
  });

  it('leaves out, and counts, an answer before the creation: no time, and yet an answer', () => {
    const kpi = responseOf([answered('a', -1), answered('b', 1)]);
    expect(kpi).toMatchObject({
      n: 1,
      leftOut: [{ code: 'respondedBeforeCreated', records: 1, example: 'standard:lead:a' }],
    });
    expect(companionOf(kpi, 'answered')).toBe(1);
    expect(companionOf(kpi, 'within24h')).toBe(0.5);
  });

  it('leaves out, and counts, an answered lead without createdAt', () => {
    const kpi = responseOf([answered('a', 1), lead('b', { respondedAt: '2026-03-10T00:00:00Z' })]);
    expect(kpi).toMatchObject({ n: 1, leftOut: [{ code: 'noCreatedAt', records: 1 }] });
  });

  it('has shares and no median where nobody was answered in the period', () => {
    const kpi = responseOf([unanswered('a'), answered('old', 1, '2026-01-10T00:00:00Z')]);
    expect(kpi).toMatchObject({ value: null, missing: { code: 'zeroDenominator' } });
    expect(companionOf(kpi, 'answered')).toBe(0);
  });
});

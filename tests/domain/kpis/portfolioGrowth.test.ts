import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';

const growthOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'portfolioGrowth');

const before = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const member = (id: string, since = before, until: string | null = null) => customer(id, { since, until });
const members = (count: number, prefix: string, since = before, until: string | null = null) =>
  Array.from({ length: count }, (_, index) => member(`${prefix} ${index}`, since, until));

describe('portfolio growth', () => {
  it('is 0.1 from 90 to 99, whoever came and went', () => {
    const observations = [
      ...members(85, 'stays'),
      ...members(5, 'leaves', before, march),
      ...members(14, 'comes', march),
    ];
    const kpi = growthOf(observations);
    expect(kpi).toMatchObject({ value: 0.1, numerator: 9, denominator: 90, n: 90, interval: null });
    expect(companionOf(kpi, 'byMrr')).toBeNull();
  });

  it('is below 0 where more left than came', () => {
    expect(growthOf([...members(3, 'stays'), member('leaves', before, march)]).value).toBe(-0.25);
  });

  it('counts who is there just before both boundaries', () => {
    const sides = (since: string, until: string | null = null) => {
      const { numerator, denominator } = growthOf([member('other'), member('a', since, until)]);
      return [numerator, (denominator ?? 0) - 1];
    };
    expect(sides('2026-02-28T23:59:59.999Z')).toEqual([0, 1]);
    expect(sides('2026-03-01T00:00:00Z')).toEqual([1, 0]);
    expect(sides('2026-03-31T23:59:59.999Z')).toEqual([1, 0]);
    expect(sides('2026-04-01T00:00:00Z')).toEqual([0, 0]);
    expect(sides(before, '2026-02-28T23:59:59.999Z')).toEqual([0, 0]);
    expect(sides(before, '2026-03-01T00:00:00Z')).toEqual([-1, 1]);
    expect(sides(before, '2026-04-01T00:00:00Z')).toEqual([0, 1]);
    expect(sides(march, '2026-03-20T00:00:00Z')).toEqual([0, 0]);
  });

  it('tells the growth of monthly revenue beside it', () => {
    const observations = [
      subscription('a', { customer: 'a', startedAt: before, mrr: 100 }),
      subscription('a', { mrr: 80 }, march),
      subscription('b', { customer: 'b', startedAt: before, endedAt: march, mrr: 60 }),
      subscription('c', { customer: 'c', startedAt: march, mrr: 100 }),
      member('d'),
    ];
    const kpi = growthOf(observations);
    expect(kpi).toMatchObject({ value: 0, denominator: 3 });
    expect(companionOf(kpi, 'byMrr')).toBe(0.125);
  });

  it('leaves an account without a rate out of the growth of revenue, not of customers', () => {
    const observations = [
      subscription('a', { customer: 'a', startedAt: before, mrr: 100 }),
      subscription('a', { mrr: 150 }, march),
      subscription('b', { customer: 'b', startedAt: march, mrr: 60, currency: 'XAU' }),
    ];
    const kpi = growthOf(observations);
    expect(kpi.value).toBe(1);
    expect(companionOf(kpi, 'byMrr')).toBe(0.5);
  });

  it('is by owner of what is in the portfolio at the end, at both dates', () => {
    const observations = [
      customer('a', { since: before, owner: 'ana' }, before),
      customer('a', { owner: 'rui' }, '2026-03-31T23:59:59.999Z'),
      customer('b', { since: before, owner: 'ana' }, before),
      customer('b', { owner: 'rui' }, '2026-04-01T00:00:00Z'),
      customer('c', { since: march, owner: 'rui' }, before),
      customer('d', { since: before, until: march, owner: 'ana' }, before),
    ];
    const rows = [...segmentsBy(growthOf(observations), 'owner')].map(([key, { value, denominator }]) => [
      key,
      value,
      denominator,
    ]);
    expect(rows).toEqual([
      ['ana', -0.5, 2],
      ['rui', 1, 1],
    ]);
  });

  it('of a quarter is from its own start and end', () => {
    const observations = [
      ...members(4, 'stays', '2025-12-10T00:00:00Z'),
      member('comes', '2026-01-10T00:00:00Z'),
      member('comes and goes', '2026-02-10T00:00:00Z', march),
    ];
    expect(growthOf(observations, '2026-Q1').value).toBe(0.25);
  });

  it('has no value where nobody was there at the start', () => {
    expect(growthOf([member('a', march)])).toMatchObject({
      value: null,
      numerator: 1,
      denominator: 0,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('leaves out, and counts, who ended nobody knows since when', () => {
    expect(growthOf([member('a'), customer('b', { until: march })])).toMatchObject({
      value: 0,
      leftOut: [{ code: 'noSince', records: 1, example: 'standard:customer:b' }],
    });
  });
});

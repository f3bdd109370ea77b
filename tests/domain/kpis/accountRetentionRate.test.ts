import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';

const retentionOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'accountRetentionRate');

const before = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const runs = (id: string, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: `customer ${id}`, startedAt: before, mrr: 10, ...set });

const sides = (observations: readonly Posted[]) => {
  const { numerator, denominator } = retentionOf(observations);
  return [numerator, denominator];
};

describe('account retention', () => {
  it('is of ten accounts, of which one ended and another left while a new one came: 0.8', () => {
    const observations = [
      ...Array.from({ length: 8 }, (_, index) => runs(`${index}`)),
      runs('ended', { endedAt: march }),
      runs('left', { endedAt: '2026-03-20T00:00:00Z' }),
      runs('new', { startedAt: march }),
    ];
    expect(retentionOf(observations)).toMatchObject({ value: 0.8, numerator: 8, denominator: 10, n: 10 });
  });

  it('is of who pays just before both boundaries', () => {
    expect(sides([runs('a', { startedAt: '2026-02-28T23:59:59.999Z' })])).toEqual([1, 1]);
    expect(sides([runs('a', { startedAt: '2026-03-01T00:00:00Z' })])).toEqual([0, 0]);
    expect(sides([runs('a', { endedAt: '2026-02-28T23:59:59.999Z' })])).toEqual([0, 0]);
    expect(sides([runs('a', { endedAt: '2026-03-01T00:00:00Z' })])).toEqual([0, 1]);
    expect(sides([runs('a', { endedAt: '2026-03-31T23:59:59.999Z' })])).toEqual([0, 1]);
    expect(sides([runs('a', { endedAt: '2026-04-01T00:00:00Z' })])).toEqual([1, 1]);
  });

  it('counts an account whether or not a rate is known', () => {
    expect(retentionOf([runs('a', { currency: 'XAU' })])).toMatchObject({ value: 1, denominator: 1, leftOut: [] });
  });

  it('counts who came back before the end as retained, a trial or a customer by its status not at all', () => {
    const back = [
      runs('a', { endedAt: march }),
      subscription('b', { customer: 'customer a', startedAt: '2026-03-20T00:00:00Z', mrr: 1 }),
    ];
    expect(sides(back)).toEqual([1, 1]);
    expect(sides([runs('a', { mrr: 0 }), customer('b', { status: 'active', since: before }), runs('c')])).toEqual([
      1, 1,
    ]);
  });

  it('counts a customer with several subscriptions once, while any of them pays', () => {
    const two = [runs('a'), subscription('b', { customer: 'customer a', startedAt: before, mrr: 5, endedAt: march })];
    expect(sides(two)).toEqual([1, 1]);
  });

  it('is segmented as of the start, by what its customer is', () => {
    const observations = [
      runs('a', { endedAt: march, plan: 'basic' }),
      customer('customer a', { owner: 'ana' }, before),
      customer('customer a', { owner: 'rui' }, '2026-03-01T00:00:00Z'),
    ];
    const kpi = retentionOf(observations);
    expect(kpi.segments.map(({ by, key, value }) => [by, key, value])).toEqual([['owner', 'ana', 0]]);
    expect(segmentsBy(kpi, 'plan').size).toBe(0);
  });

  it('leaves out, and counts, subscriptions that cannot tell when or what they pay', () => {
    const observations = [
      runs('a'),
      runs('b', { startedAt: null }),
      runs('c', { endedAt: '2026-01-09T00:00:00Z' }),
      runs('d', { mrr: null }),
    ];
    expect(retentionOf(observations)).toMatchObject({
      denominator: 1,
      leftOut: [
        { code: 'endedBeforeStarted', records: 1, example: 'standard:subscription:c' },
        { code: 'noMrr', records: 1, example: 'standard:subscription:d' },
        { code: 'noStartedAt', records: 1, example: 'standard:subscription:b' },
      ],
    });
  });

  it('has no value where nobody paid at the start', () => {
    expect(retentionOf([runs('a', { startedAt: march })])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';

const march = { period: '2026-03' };
const churnOf = (observations: readonly Posted[]) => kpiOf(reviewOf(observations, march), 'churnRate');
const retentionOf = (observations: readonly Posted[]) => kpiOf(reviewOf(observations, march), 'customerRetentionRate');

const member = (id: string, since: string, until: string | null = null) => customer(id, { since, until });
const before = '2026-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';

const people = (count: number, prefix: string, until: string | null = null, since = before) =>
  Array.from({ length: count }, (_, index) => member(`${prefix}${index}`, since, until));

describe('churn and retention', () => {
  it('of 100 at the start, of 12 churned of whom 1 had joined in the period and 1 came back: 0.1 and 0.9', () => {
    const observations = [
      ...people(89, 'stayed '),
      ...people(10, 'left ', within),
      ...people(1, 'came and left ', '2026-03-20T00:00:00Z', within),
      subscription('first', { customer: 'back', startedAt: before, endedAt: within, mrr: 10 }),
      subscription('second', { customer: 'back', startedAt: '2026-03-20T00:00:00Z', mrr: 10 }),
    ];
    expect(churnOf(observations)).toMatchObject({ value: 0.1, numerator: 10, denominator: 100, n: 100 });
    expect(retentionOf(observations)).toMatchObject({ value: 0.9, numerator: 90, denominator: 100 });
  });

  it('add up to 1, whoever comes and goes', () => {
    const day = fc.integer({ min: 0, max: 120 });
    const spans = fc.array(fc.record({ since: day, until: fc.option(day) }), { minLength: 1, maxLength: 20 });
    const dated = (of: number) => new Date(Date.UTC(2026, 0, 1 + of)).toISOString();
    fc.assert(
      fc.property(spans, (all) => {
        const observations = all.map(({ since, until }, index) =>
          member(`${index}`, dated(since), until === null ? null : dated(until)),
        );
        const [churn, retention] = [churnOf(observations), retentionOf(observations)];
        expect((churn.numerator ?? 0) + (retention.numerator ?? 0)).toBe(churn.denominator);
        if (churn.value !== null) expect(churn.value + (retention.value ?? 0)).toBeCloseTo(1, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('have no value where nobody was there at the start', () => {
    expect(churnOf([member('new', within)])).toMatchObject({ value: null, missing: { code: 'zeroDenominator' } });
  });

  it('are of who is there just before both boundaries', () => {
    const sides = (since: string, until: string | null = null) => {
      const { numerator, denominator } = churnOf([...people(1, 'other '), member('a', since, until)]);
      return [numerator, (denominator ?? 0) - 1];
    };
    expect(sides('2026-02-28T23:59:59.999Z')).toEqual([0, 1]);
    expect(sides('2026-03-01T00:00:00Z')).toEqual([0, 0]);
    expect(sides(before, '2026-02-28T23:59:59.999Z')).toEqual([0, 0]);
    expect(sides(before, '2026-03-01T00:00:00Z')).toEqual([1, 1]);
    expect(sides(before, '2026-03-31T23:59:59.999Z')).toEqual([1, 1]);
    expect(sides(before, '2026-04-01T00:00:00Z')).toEqual([0, 1]);
  });

  it('are not of who was away at the start, though it had been there and came back', () => {
    const observations = [
      ...people(1, 'other '),
      subscription('first', { customer: 'away', startedAt: before, endedAt: '2026-02-10T00:00:00Z', mrr: 10 }),
      subscription('second', { customer: 'away', startedAt: within, mrr: 10 }),
    ];
    expect(churnOf(observations)).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
    expect(retentionOf(observations)).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  });

  it('are segmented as of the start', () => {
    const moved = [
      customer('a', { since: before, owner: 'ana' }, '2026-01-10T00:00:00Z'),
      customer('a', { owner: 'rui' }, '2026-02-28T00:00:00Z'),
      customer('a', { owner: 'eva', until: within }, '2026-03-01T00:00:00Z'),
    ];
    expect([...segmentsBy(churnOf(moved), 'owner').keys()]).toEqual(['rui']);
  });
});

describe('why customers left', () => {
  const gone = (id: string, set: Readonly<Record<string, unknown>>) =>
    customer(id, { since: before, until: within, ...set });
  const ended = (id: string, of: string, endedAt: string, endReason?: string) =>
    subscription(id, { customer: of, startedAt: before, endedAt, mrr: 5, ...(endReason && { endReason }) });
  const reasons = (observations: readonly Posted[]) =>
    [...segmentsBy(churnOf(observations), 'reason')].map(([key, { numerator, denominator }]) => [
      key,
      numerator,
      denominator,
    ]);

  it('is told by churnReason, else by the subscription that ended last', () => {
    const observations = [
      gone('a', { churnReason: 'price' }),
      customer('b', { churnReason: 'merger' }),
      ended('b1', 'b', within, 'closed'),
      ended('c1', 'c', '2026-03-05T00:00:00Z', 'bug'),
      ended('c2', 'c', '2026-03-06T00:00:00Z', 'price'),
      member('stays', before),
    ];
    expect(reasons(observations)).toEqual([
      ['price', 2, 2],
      ['merger', 1, 1],
      [null, 0, 1],
    ]);
  });

  it('is unknown where the subscription that ended last says nothing', () => {
    const observations = [
      ended('c1', 'c', '2026-03-05T00:00:00Z', 'bug'),
      ended('c2', 'c', '2026-03-06T00:00:00Z'),
      gone('a', { churnReason: 'price' }),
    ];
    expect(reasons(observations)).toEqual([
      ['price', 1, 1],
      [null, 1, 1],
    ]);
  });

  it('segments no other KPI', () => {
    const review = reviewOf([gone('a', { churnReason: 'price' })], march);
    const by = review.kpis.filter(({ segments }) => segments.some((row) => row.by === 'reason'));
    expect(by.map(({ id }) => id)).toEqual(['churnRate']);
  });
});

import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const velocityOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'pipelineVelocity');

const createdAt = '2026-02-01T00:00:00Z';
const daysLater = (days: number) => new Date(Date.parse(createdAt) + days * 86_400_000).toISOString();

const won = (id: string, days: number, amount: number | null, set: Readonly<Record<string, unknown>> = {}) =>
  deal(id, { createdAt, outcome: 'won', closedAt: daysLater(days), amount, ...set });
const lost = (id: string, set: Readonly<Record<string, unknown>> = {}) =>
  deal(id, { createdAt, outcome: 'lost', closedAt: daysLater(40), amount: 50, ...set });

/** So that every field has been stated. */
const longBefore = won('long before', 1, 1, { createdAt: '2025-01-01T00:00:00Z', closedAt: '2025-01-02T00:00:00Z' });

describe('sales velocity', () => {
  it('is won revenue ÷ mean cycle in days: 1,000 and 3,000 won in 10 and 30 days are 200 a day', () => {
    const observations = [
      deal('a', { createdAt: '2026-03-01T00:00:00Z', outcome: 'won', closedAt: '2026-03-11T00:00:00Z', amount: 1000 }),
      deal('b', { createdAt: '2026-02-01T00:00:00Z', outcome: 'won', closedAt: '2026-03-03T00:00:00Z', amount: 3000 }),
    ];
    expect(velocityOf(observations)).toMatchObject({ value: 200, numerator: 4000, denominator: 20, n: 2 });
  });

  it('is the same as closed deals × win rate × mean won amount ÷ mean cycle, with n the won deals', () => {
    const observations = [won('a', 30, 900), won('b', 40, 300), won('c', 50, 600), lost('d'), lost('e')];
    const kpi = velocityOf(observations);
    expect(kpi.value).toBeCloseTo((5 * (3 / 5) * (1800 / 3)) / 40, 12);
    expect(kpi).toMatchObject({ numerator: 1800, denominator: 40, n: 3 });
  });

  it('is thin on fewer than five wins, however many were lost', () => {
    const wins = Array.from({ length: 5 }, (_, index) => won(`won ${index}`, 30, 100));
    const losses = Array.from({ length: 20 }, (_, index) => lost(`lost ${index}`));
    expect(velocityOf([...wins, ...losses]).flags).toEqual([]);
    expect(velocityOf([...wins.slice(1), ...losses])).toMatchObject({ n: 4, flags: ['thin'] });
  });

  it('is of what was closed from the first instant of the period to the last', () => {
    const revenue = (closedAt: string) => velocityOf([longBefore, won('a', 1, 10, { closedAt })]).numerator;
    expect(revenue('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(revenue('2026-03-01T00:00:00Z')).toBe(10);
    expect(revenue('2026-03-31T23:59:59.999Z')).toBe(10);
    expect(revenue('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('has no value without wins, however many were lost', () => {
    expect(velocityOf([longBefore, lost('a')])).toMatchObject({ value: null, n: 0, missing: { code: 'noWins' } });
    expect(velocityOf([longBefore])).toMatchObject({ value: null, n: 0, missing: { code: 'noWins' } });
  });

  it('has no value where the wins took no time, or nobody knows how long they took', () => {
    expect(velocityOf([won('a', 30, 10, { createdAt: daysLater(30) })])).toMatchObject({
      value: null,
      missing: { code: 'noCycle' },
    });
    expect(velocityOf([longBefore, won('a', 30, 10, { createdAt: null })])).toMatchObject({
      value: null,
      denominator: 0,
      missing: { code: 'noCycle' },
      leftOut: [{ code: 'noCreatedAt', records: 1, example: 'standard:deal:a' }],
    });
  });

  it('has no value where no won deal has an amount', () => {
    expect(velocityOf([longBefore, won('a', 30, null)])).toMatchObject({ value: null, missing: { code: 'noAmounts' } });
  });

  it('leaves out, and counts, on each side what is not known of it', () => {
    const observations = [
      won('a', 30, 100),
      won('b', 40, null),
      won('c', 50, 500, { createdAt: daysLater(51) }),
      won('d', 30, 7, { closedAt: null }),
    ];
    expect(velocityOf(observations)).toMatchObject({
      numerator: 600,
      denominator: 35,
      n: 3,
      leftOut: [
        { code: 'closedBeforeCreated', records: 1, example: 'standard:deal:c' },
        { code: 'noAmount', records: 1, example: 'standard:deal:b' },
        { code: 'noClosedAt', records: 1, example: 'standard:deal:d' },
      ],
    });
  });

  it('of a quarter is computed from its records, not from its months', () => {
    const observations = [
      deal('a', { createdAt: '2026-01-01T00:00:00Z', outcome: 'won', closedAt: '2026-01-11T00:00:00Z', amount: 1000 }),
      deal('b', { createdAt: '2026-01-01T00:00:00Z', outcome: 'won', closedAt: '2026-01-31T00:00:00Z', amount: 3000 }),
      deal('c', { createdAt: '2026-02-18T00:00:00Z', outcome: 'won', closedAt: '2026-03-10T00:00:00Z', amount: 2000 }),
    ];
    expect(velocityOf(observations, '2026-Q1')).toMatchObject({ value: 300, numerator: 6000, denominator: 20 });
  });

  it('has one for each segment that won any', () => {
    const kpi = velocityOf([
      won('a', 30, 900, { owner: 'ana' }),
      lost('b', { owner: 'ana' }),
      lost('c', { owner: 'rui' }),
    ]);
    const owners = segmentsBy(kpi, 'owner');
    expect(owners.get('ana')).toMatchObject({ value: 30, n: 1 });
    expect(owners.has('rui')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, reviewOf, segmentsBy, survey } from '../../support/review.ts';

const cesOf = (observations: readonly Posted[]) => kpiOf(reviewOf(observations, { period: '2026-03' }), 'ces');

const answer = (id: string, score: number | string, set: Readonly<Record<string, unknown>> = {}) =>
  survey(id, { kind: 'ces', score, at: '2026-03-10T00:00:00Z', ...set });

const scale = [1, 2, 3, 4, 5, 6, 7];

describe('customer effort', () => {
  it('is the share that found it easy: of 100 answers 65 of 5 to 7', () => {
    const scores = [...Array(25).fill(5), ...Array(20).fill(6), ...Array(20).fill(7), ...Array(35).fill(4)];
    const kpi = cesOf(scores.map((score, index) => answer(`${index}`, score)));
    expect(kpi).toMatchObject({ value: 0.65, numerator: 65, denominator: 100, n: 100, flags: [] });
    expect(kpi.interval?.low).toBeCloseTo(0.5525, 4);
    expect(kpi.interval?.high).toBeCloseTo(0.7364, 4);
  });

  it.each([
    [{}, [5, 6, 7]],
    [{ lowIsEasy: false }, [5, 6, 7]],
    [{ lowIsEasy: true }, [1, 2, 3]],
    [{ scaleMax: 7, lowIsEasy: true }, [1, 2, 3]],
  ])('of answers with %j takes %j for easy', (set, easy) => {
    expect(scale.filter((score) => cesOf([answer('a', score, set)]).value === 1)).toEqual(easy);
  });

  it('has a mean of scores, 7 the easiest: those of which a low one is easy are turned round', () => {
    const kpi = cesOf([answer('a', 7), answer('b', 3), answer('c', 2, { lowIsEasy: true })]);
    expect(companionOf(kpi, 'mean')).toBeCloseTo((7 + 3 + 6) / 3, 12);
    expect(companionOf(cesOf([answer('a', 8)]), 'mean')).toBeNull();
  });

  it.each([
    [0, {}],
    [8, {}],
    [-1, { lowIsEasy: true }],
    ['5.5', {}],
    [4, { scaleMax: 5 }],
    [9, { scaleMax: 10 }],
    [2, { scaleMax: 3 }],
  ])('leaves out, and counts, a score of %s with %j', (score, set) => {
    expect(cesOf([answer('a', 5), answer('b', score, set)])).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [{ code: 'offScale', records: 1, example: 'standard:survey:b' }],
    });
  });

  it('leaves out, and counts, an answer without a score or an instant, and knows nothing of one that was merely sent', () => {
    const observations = [
      answer('a', 5),
      survey('b', { kind: 'ces', at: '2026-03-10T00:00:00Z' }),
      survey('c', { kind: 'ces', score: 5 }),
      survey('d', { kind: 'ces', sentAt: '2026-03-10T00:00:00Z' }),
    ];
    expect(cesOf(observations)).toMatchObject({
      n: 1,
      leftOut: [
        { code: 'noAt', records: 1, example: 'standard:survey:c' },
        { code: 'noScore', records: 1, example: 'standard:survey:b' },
      ],
    });
  });

  it('counts every answer of a person, and none of another kind', () => {
    const observations = [
      answer('a', 7, { respondent: 'ana' }),
      answer('b', 1, { respondent: 'ana' }),
      answer('c', 5, { kind: 'csat' }),
    ];
    expect(cesOf(observations)).toMatchObject({ value: 0.5, n: 2 });
  });

  it('is by the instant of the answer: that of the start belongs to it, that of the end does not', () => {
    const counted = (at: string) => cesOf([answer('a', 7, { at }), answer('b', 7)]).n - 1;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('is thin below 30 answers', () => {
    const flags = (count: number) => cesOf(Array.from({ length: count }, (_, index) => answer(`${index}`, 5))).flags;
    expect([flags(29), flags(30)]).toEqual([['thin'], []]);
  });

  it("is segmented by the customer's, as of the answer", () => {
    const observations = [
      customer('acme', { owner: 'ana' }),
      customer('acme', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      customer('acme', { owner: 'eva' }, '2026-03-11T00:00:00Z'),
      answer('a', 7, { customer: 'acme' }),
      answer('b', 1),
    ];
    const rows = [...segmentsBy(cesOf(observations), 'owner')].map(([key, { value, n }]) => [key, value, n]);
    expect(rows).toEqual([
      ['rui', 1, 1],
      [null, 0, 1],
    ]);
  });
});

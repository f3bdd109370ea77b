import { describe, expect, it } from 'vitest';
import { kpiOf, type Posted, reviewOf, survey } from '../../support/review.ts';

const csatOf = (observations: readonly Posted[]) => kpiOf(reviewOf(observations, { period: '2026-03' }), 'csat');

const answer = (id: string, score: number | string, set: Readonly<Record<string, unknown>> = {}) =>
  survey(id, { kind: 'csat', score, at: '2026-03-10T00:00:00Z', ...set });

describe('customer satisfaction', () => {
  it('is satisfied ÷ answered: 8 good and 2 bad', () => {
    const scores = [5, 5, 5, 5, 4, 4, 4, 4, 3, 1];
    expect(csatOf(scores.map((score, index) => answer(`${index}`, score)))).toMatchObject({
      value: 0.8,
      numerator: 8,
      denominator: 10,
      n: 10,
    });
  });

  it.each([
    [5, [1, 2, 3], [4, 5]],
    [3, [1, 2], [3]],
    [2, [1], [2]],
    [10, [0, 1, 6], [7, 8, 9, 10]],
  ])('on the scale of %d takes %j for not satisfied, %j for satisfied', (scaleMax, not, satisfied) => {
    const value = (score: number) => csatOf([answer('a', score, { scaleMax })]).value;
    expect(not.map(value)).toEqual(not.map(() => 0));
    expect(satisfied.map(value)).toEqual(satisfied.map(() => 1));
  });

  it.each([
    [0, 5],
    [6, 5],
    [0, 3],
    [0, 2],
    [-1, 10],
    [11, 10],
    ['4.5', 5],
    [4, 7],
    [1, 1],
    [80, 100],
  ])('leaves out, and counts, a %s on the scale of %d', (score, scaleMax) => {
    expect(csatOf([answer('a', 5), answer('b', score, { scaleMax })])).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [{ code: 'offScale', records: 1, example: 'standard:survey:b' }],
    });
  });

  it('counts every answer of a person', () => {
    expect(csatOf([answer('a', 5, { respondent: 'ana' }), answer('b', 1, { respondent: 'ana' })])).toMatchObject({
      value: 0.5,
      n: 2,
    });
  });

  it('is by the instant of the answer', () => {
    const observations = [
      answer('a', 5, { sentAt: '2026-02-10T00:00:00Z' }),
      answer('b', 1, { sentAt: '2026-03-10T00:00:00Z', at: '2026-04-01T00:00:00Z' }),
    ];
    expect(csatOf(observations)).toMatchObject({ value: 1, n: 1 });
  });
});

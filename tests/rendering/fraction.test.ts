import { describe, expect, it } from 'vitest';
import { countsOf } from '../../lambdas/rendering/fraction.ts';

const interval = { low: 0.2, high: 0.5 };

describe('what a ratio was divided from', () => {
  it('is told of counts: of a share that has an interval, divided by the number of its cases', () => {
    expect(countsOf({ unit: 'ratio', interval }, { numerator: 28, denominator: 82, n: 82 })).toEqual({
      numerator: 28,
      denominator: 82,
    });
  });

  it.each([
    [
      'a ratio of whole amounts',
      { unit: 'ratio', interval: null },
      { numerator: 368_210, denominator: 375_400, n: 80 },
    ],
    [
      'whole amounts by as much as there are cases',
      { unit: 'ratio', interval: null },
      { numerator: 2, denominator: 3, n: 3 },
    ],
    ['what is no ratio', { unit: 'score', interval }, { numerator: 28, denominator: 82, n: 82 }],
    ['what has no numerator', { unit: 'ratio', interval }, { numerator: null, denominator: null, n: 82 }],
  ] as const)('is not told of %s', (_, kpi, of) => {
    expect(countsOf(kpi, of)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  netPromoterInterval,
  netPromotersApart,
  sharesApart,
  wilson,
  z95,
} from '../../../lambdas/domain/kpis/statistics.ts';

describe('the Wilson interval', () => {
  it.each([
    // By hand: z² = 3.841459; 20 of 100: (0.2 + 0.0192073 ± 1.959964 √(0.0016 + 0.0000960)) ÷ 1.0384146.
    [20, 100, 0.133367, 0.288829],
    [8, 10, 0.490162, 0.943318],
    [0, 10, 0, 0.277533],
    [10, 10, 0.722467, 1],
    [1, 1, 0.206549, 1],
  ])('of %d in %d is %d to %d', (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval?.low).toBeCloseTo(low, 5);
    expect(interval?.high).toBeCloseTo(high, 5);
  });

  it('holds the share, within 0 and 1', () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const { low, high } = wilson(successes, trials) ?? { low: Number.NaN, high: Number.NaN };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low - 1e-12).toBeLessThanOrEqual(successes / trials);
        expect(high + 1e-12).toBeGreaterThanOrEqual(successes / trials);
      }),
    );
  });

  it('is none of no trials', () => {
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('the two-proportion z-test', () => {
  it.each([
    // By hand: pooled 0.25, √(0.25 × 0.75 × 0.02) = 0.0612372; 0.1 ÷ 0.0612372 = 1.633.
    [[20, 100], [30, 100], false],
    // 0.13 ÷ √(0.265 × 0.735 × 0.02) = 2.083.
    [[20, 100], [33, 100], true],
    [[0, 10], [0, 10], false],
    [[10, 10], [10, 10], false],
    [[0, 10], [10, 10], true],
  ] as const)('of %j and %j tells %s', (a, b, differ) => {
    expect((sharesApart(a, b) ?? 0) > z95).toBe(differ);
    expect(sharesApart(b, a)).toBe(sharesApart(a, b));
  });

  it('tells nothing of no trials', () => {
    expect(sharesApart([0, 0], [1, 2])).toBeNull();
    expect(sharesApart([1, 2], [0, 0])).toBeNull();
  });
});

describe('the adjusted Wald interval of a net promoter score', () => {
  it('of 74, 75 and 35 is the published 10.2512 to 31.4600', () => {
    const interval = netPromoterInterval({ promoters: 74, passives: 75, detractors: 35 });
    expect(interval?.low).toBeCloseTo(10.2512, 4);
    expect(interval?.high).toBeCloseTo(31.46, 4);
  });

  it('is clamped to ±100, and has a width where all answers are alike', () => {
    const all = netPromoterInterval({ promoters: 40, passives: 0, detractors: 0 });
    expect(all?.high).toBe(100);
    expect(all?.low).toBeLessThan(100);
    const none = netPromoterInterval({ promoters: 0, passives: 0, detractors: 40 });
    expect(none?.low).toBe(-100);
  });

  it('is none of no answers', () => {
    expect(netPromoterInterval({ promoters: 0, passives: 0, detractors: 0 })).toBeNull();
  });
});

describe('the test of two net promoter scores', () => {
  it('rests on the plain standard errors of both', () => {
    // Shares 0.5 and 0.1 of 100: SE √((0.6 − 0.16) ÷ 100) = 0.0663325; of two such 0.0938083, times z: 18.386 points.
    const a = { promoters: 50, passives: 40, detractors: 10 };
    expect(100 * z95 * Math.sqrt(2 * 0.0044)).toBeCloseTo(18.3861, 3);
    // 22 points lower, at much the same error: SE √((0.42 − 0.0324) ÷ 100) = 0.0622575; together 17.83.
    expect(netPromotersApart(a, { promoters: 30, passives: 58, detractors: 12 })).toBeGreaterThan(z95);
    // 17 points lower: SE √((0.45 − 0.0529) ÷ 100) = 0.0630159; together 17.93.
    expect(netPromotersApart(a, { promoters: 34, passives: 55, detractors: 11 })).toBeLessThan(z95);
  });

  it('tells scores without any error apart if they differ', () => {
    const promoters = { promoters: 5, passives: 0, detractors: 0 };
    expect(netPromotersApart(promoters, { promoters: 9, passives: 0, detractors: 0 })).toBe(0);
    expect(netPromotersApart(promoters, { promoters: 0, passives: 9, detractors: 0 })).toBe(Number.POSITIVE_INFINITY);
  });

  it('tells nothing of no answers', () => {
    expect(
      netPromotersApart({ promoters: 0, passives: 0, detractors: 0 }, { promoters: 1, passives: 0, detractors: 0 }),
    ).toBeNull();
  });
});

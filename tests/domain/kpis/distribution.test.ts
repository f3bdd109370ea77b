import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distribution, exactUpTo } from '../../../lambdas/domain/kpis/distribution.ts';

const of = (values: readonly number[]): Distribution => {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution;
};

const merged = (parts: readonly (readonly number[])[]): Distribution => {
  const all = new Distribution();
  for (const part of parts) all.merge(of(part));
  return all;
};

const shares = [0, 0.1, 0.25, 0.5, 0.9, 0.99, 1];
const quantiles = (distribution: Distribution) => shares.map((share) => distribution.quantile(share));

const integers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000_000 }), { maxLength: 40 });

describe('quantiles', () => {
  it.each([
    [[5], 0.9, 5],
    [[1, 2, 3, 10], 0.5, 2.5],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.1],
    [[10, 20, 30, 100], 0.9, 79],
    [[0, 0, 0, 4], 0.5, 0],
  ])('are those of R, type 7: of %j at %d it is %d', (values, share, quantile) => {
    expect(of(values).quantile(share)).toBeCloseTo(quantile, 10);
  });

  it('are none of nothing', () => {
    expect(of([]).quantile(0.5)).toBeNull();
  });

  it('are the same however values are split and merged', () => {
    fc.assert(
      fc.property(fc.array(integers, { maxLength: 6 }), (parts) => {
        const whole = quantiles(of(parts.flat()));
        expect(quantiles(merged(parts))).toEqual(whole);
        expect(quantiles(merged([...parts].reverse()))).toEqual(whole);
      }),
    );
  });
});

describe('beyond the exact number of values', () => {
  const many = Array.from({ length: exactUpTo + 501 }, (_, index) => (index * 7919) % 1_000_003);
  const exact = (values: readonly number[], share: number): number => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.round((sorted.length - 1) * share)] as number;
  };

  it('is exact up to it', () => {
    const values = many.slice(0, exactUpTo);
    const middle = [...values].sort((a, b) => a - b).slice(exactUpTo / 2 - 1, exactUpTo / 2 + 1) as [number, number];
    expect(of(values).quantile(0.5)).toBe((middle[0] + middle[1]) / 2);
  });

  it('is within a hundredth after it', () => {
    const whole = of(many);
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(Math.abs((whole.quantile(share) as number) / exact(many, share) - 1)).toBeLessThan(0.01);
  });

  it('is the same however values are split, and whenever the number is passed', () => {
    const whole = quantiles(of(many));
    const splits = [
      [many.slice(0, 1), many.slice(1)],
      [many.slice(0, exactUpTo), many.slice(exactUpTo)],
      [many.slice(5000), many.slice(0, 5000)],
      [many.slice(0, 3000), many.slice(3000, 9000), many.slice(9000)],
    ];
    for (const split of splits) expect(quantiles(merged(split))).toEqual(whole);
    expect(quantiles(of([...many].reverse()))).toEqual(whole);
  });

  it('keeps zero, and the sign of what is below it', () => {
    const signed = of([...many.map((value) => -value), 0]);
    expect(signed.quantile(1)).toBe(0);
    expect(signed.quantile(0.5)).toBeLessThan(0);
    expect(of(many.map(() => 0)).quantile(0.5)).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalDecimal,
  compareDecimals,
  divideHalfEven,
  scaled,
  toUnits,
} from '../../../lambdas/domain/records/decimal.ts';

/** Any decimal as digits over a power of ten, and one way of writing it. */
const written = fc
  .record({
    digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    scale: fc.nat(12),
    zeros: fc.nat(3),
  })
  .map(({ digits, scale, zeros }) => {
    const size = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const whole = size.slice(0, size.length - scale);
    const fraction = size.slice(size.length - scale) + '0'.repeat(zeros);
    return {
      digits,
      scale,
      text: `${digits < 0n ? '-' : ''}${'0'.repeat(zeros)}${whole}${fraction && `.${fraction}`}`,
    };
  });

describe('the canonical form', () => {
  it.each<[string | number, string]>([
    ['1200.50', '1200.5'],
    ['1200', '1200'],
    ['0012.00', '12'],
    ['-0.00', '0'],
    ['-0', '0'],
    [-0, '0'],
    ['+5', '5'],
    [' 5 ', '5'],
    [0.1, '0.1'],
    [1e20, '100000000000000000000'],
    ['100', '100'],
  ])('of %s is %s', (given, canonical) => {
    expect(canonicalDecimal(given)).toBe(canonical);
  });

  it.each<[string | number]>([
    [''],
    ['.5'],
    ['5.'],
    ['1,200.50'],
    ['1e3'],
    ['0x10'],
    ['NaN'],
    ['R$ 5'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e21],
    [1e-7],
    ['9'.repeat(41)],
  ])('is none of %s', (given) => {
    expect(canonicalDecimal(given)).toBeUndefined();
  });

  it('is the same for every way of writing one number, and its own', () => {
    fc.assert(
      fc.property(written, ({ digits, scale, text }) => {
        const canonical = canonicalDecimal(text) as string;
        expect(canonicalDecimal(canonical)).toBe(canonical);
        const read = scaled(canonical);
        expect(read.digits * 10n ** BigInt(scale)).toBe(digits * 10n ** BigInt(read.scale));
      }),
    );
  });
});

describe('comparison', () => {
  it('is by size, exactly', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const difference = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
        const order = compareDecimals(canonicalDecimal(a.text) as string, canonicalDecimal(b.text) as string);
        expect(Math.sign(order)).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      }),
    );
  });
});

describe('rounding to units', () => {
  it.each<[string, number, bigint]>([
    ['1200.5', 2, 120050n],
    ['0.005', 2, 0n],
    ['0.015', 2, 2n],
    ['-0.015', 2, -2n],
    ['-0.005', 2, 0n],
    ['0.0051', 2, 1n],
    ['1.5', 0, 2n],
    ['2.5', 0, 2n],
  ])('%s to %i places is %s', (decimal, exponent, units) => {
    expect(toUnits(decimal, exponent)).toBe(units);
  });

  it('multiplies before it rounds, once', () => {
    expect(toUnits('0.01', 2, scaled('5.41'))).toBe(5n);
    expect(toUnits('100', 2, scaled('5.415'))).toBe(54150n);
    expect(toUnits('0.005', 2, scaled('5'))).toBe(2n);
  });

  it('is never off by more than a half', () => {
    const integer = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(integer, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const error = 2n * (numerator - divideHalfEven(numerator, denominator) * denominator);
        expect(error <= denominator && error >= -denominator).toBe(true);
      }),
    );
  });
});

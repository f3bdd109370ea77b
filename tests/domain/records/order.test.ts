import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalSeq, compareStamps, compareText, compareValues } from '../../../lambdas/domain/records/order.ts';

const codePoints = (text: string): number[] => [...text].map((character) => character.codePointAt(0) as number);

/** The order by code point, the slow way. */
const byCodePoint = (a: string, b: string): number => {
  const [pointsA, pointsB] = [codePoints(a), codePoints(b)];
  const place = pointsA.findIndex((point, index) => point !== pointsB[index]);
  return place === -1 ? pointsA.length - pointsB.length : (pointsA[place] as number) - (pointsB[place] ?? -1);
};

describe('text', () => {
  it('compares by code point, also beyond the basic plane', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\uD7FF', '\uE000', '\uFFFD', '\u{10000}', '\u{1F600}', '\u{10FFFF}'),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodePoint(a, b)));
      }),
    );
  });

  it('is not the order of UTF-16', () => {
    expect('\uFFFD' < '\u{1F600}').toBe(false);
    expect(compareText('\uFFFD', '\u{1F600}')).toBeLessThan(0);
  });

  it('is a total order even of ill-formed text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\uD800', '\uDC00', '\uFFFF'), maxLength: 4 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareText(a, b)) + Math.sign(compareText(b, a))).toBe(0);
        expect(compareText(a, b) === 0).toBe(a === b);
        if (compareText(a, b) <= 0 && compareText(b, c) <= 0) expect(compareText(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('stamps', () => {
  const stamp = (at: number, nanos: number, seq: string | null) => ({ at, nanos, seq });

  it.each([
    ['instant', stamp(1, 5, '9'), stamp(2, 0, null)],
    ['part of a millisecond', stamp(1, 4, '9'), stamp(1, 5, null)],
    ['a place after none', stamp(1, 0, null), stamp(1, 0, '0')],
    ['digits by size', stamp(1, 0, '9'), stamp(1, 0, '10')],
    ['digits beyond doubles', stamp(1, 0, '9007199254740992'), stamp(1, 0, '9007199254740993')],
    ['digits before other text', stamp(1, 0, '999'), stamp(1, 0, '1a')],
    ['other text by code point', stamp(1, 0, 'B'), stamp(1, 0, 'a')],
  ])('compare by %s', (_, lower, higher) => {
    expect(compareStamps(lower, higher)).toBeLessThan(0);
    expect(compareStamps(higher, lower)).toBeGreaterThan(0);
    expect(compareStamps(lower, { ...lower })).toBe(0);
  });
});

describe('places', () => {
  it.each([
    ['007', '7'],
    ['000', '0'],
    ['0', '0'],
    ['07a', '07a'],
    ['', ''],
  ])('have one form: %s is %s', (given, canonical) => {
    expect(canonicalSeq(given)).toBe(canonical);
  });
});

describe('values', () => {
  it.each([
    ['nothing before false', { kind: 'boolean' }, null, false],
    ['false before true', { kind: 'boolean' }, false, true],
    ['instants by time', { kind: 'instant' }, 9, 10],
    ['instants before the epoch', { kind: 'instant' }, -10, -9],
    ['decimals by size', { kind: 'decimal' }, '9', '10'],
    ['ids as text', { kind: 'reference', to: 'customer' }, '10', '9'],
  ] as const)('compare %s', (_, type, lower, higher) => {
    expect(compareValues(type, lower, higher)).toBeLessThan(0);
    expect(compareValues(type, higher, lower)).toBeGreaterThan(0);
    expect(compareValues(type, lower, lower)).toBe(0);
  });
});

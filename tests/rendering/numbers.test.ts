import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, type ToldUnit } from '../../lambdas/rendering/language/figures.ts';
import { languageOf } from '../../lambdas/rendering/language/language.ts';

const figures = figuresOf(languageOf('en'), 'BRL');
/** No-break spaces as plain ones, to be read. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a value in short', () => {
  it.each<[ToldUnit, number, string]>([
    ['money', 1_240_512.37, 'R$ 1.24 M'],
    ['money', 26_393.88, 'R$ 26.4 K'],
    ['money', 999.6, 'R$ 1 K'],
    ['money', 847, 'R$ 847'],
    ['money', 84.7, 'R$ 84.70'],
    ['money', 0, 'R$ 0'],
    ['money', -1_500_000, '−R$ 1.5 M'],
    ['money', 3_200_000_000, 'R$ 3.2 B'],
    ['moneyPerDay', 56_546.36, 'R$ 56.5 K a day'],
    ['ratio', 0.284_313_7, '28.4 %'],
    ['ratio', 0.3, '30 %'],
    ['ratio', 1, '100 %'],
    ['ratio', 2.922_709, '292 %'],
    ['ratio', 0.000_512_3, '0.0512 %'],
    ['ratio', 0, '0 %'],
    ['number', 3.217, '3.22'],
    ['score', 21.1957, '21.2'],
    ['score', -8, '−8.0'],
    ['score', 40, '40.0'],
    ['count', 1204, '1,204'],
    ['count', 47, '47'],
    ['count', 12_345, '12.3 K'],
    ['count', -3, '−3'],
  ])('%s %d is %s', (unit, value, told) => {
    expect(plain(figures.short(value, unit))).toBe(told);
  });

  it.each<[number, string]>([
    [0, '0 s'],
    [0.4, '0.4 s'],
    [45, '45 s'],
    [90, '1 min 30 s'],
    [59.97 * 60, '59 min 58 s'],
    [3600, '1 h'],
    [4 * 3600 + 12 * 60, '4 h 12 min'],
    [3599.7, '1 h'],
    [86_399, '1 d'],
    [2 * 86_400 + 4 * 3600, '2 d 4 h'],
    [4_924_800, '57 d'],
    [134.6 * 86_400, '135 d'],
    [-(2 * 86_400), '−2 d'],
  ])('%d seconds are %s', (seconds, told) => {
    expect(plain(figures.short(seconds, 'duration'))).toBe(told);
  });

  it('never breaks between a number and its unit', () => {
    for (const unit of ['money', 'ratio', 'duration'] as const) expect(figures.short(123_456, unit)).not.toContain(' ');
  });

  it('of an amount a day breaks only before the day, which is wide for a cell', () => {
    expect(figures.short(123_456, 'moneyPerDay')).toBe(`${figures.short(123_456, 'money')} a\u00a0day`);
  });

  it('is within half of its third digit of the value', () => {
    const scale: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 };
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 9e11, noNaN: true }), (value) => {
        const [, number = '', suffix = ''] =
          /^R\$ ([\d.,]+) ?([KMB]?)$/.exec(plain(figures.short(value, 'money'))) ?? [];
        const read = Number(number.replaceAll(',', '')) * (scale[suffix] ?? 1);
        // Cents are the least that money has.
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.max(0.006, value * 0.005_000_1));
      }),
    );
  });

  it('is never an empty text, nor minus nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom<ToldUnit>('ratio', 'money', 'count', 'score', 'duration', 'number'),
        (value, unit) => {
          const told = figures.short(value, unit);
          expect(told).toMatch(/\d/);
          expect(told).not.toMatch(/-|^−[^\d]*0+(?:\.0+)?\D*$/);
        },
      ),
    );
  });
});

describe('a value in full', () => {
  it.each<[ToldUnit, number, string]>([
    ['money', 1_240_512.37, 'R$ 1,240,512.37'],
    ['ratio', 47 / 165, '28.484848484848 %'],
    ['count', 12_345, '12,345'],
    ['duration', 4_916_160.25, '56 d 21 h 36 min 0.25 s'],
  ])('%s %d is %s', (unit, value, told) => {
    expect(plain(figures.full(value, unit))).toBe(told);
  });
});

describe('the reader’s region', () => {
  it('has its own separators', () => {
    const british = figuresOf(languageOf('en-ZA'), 'ZAR');
    expect(plain(british.short(1204, 'count'))).not.toBe('1,204');
  });

  it('has no say where its language is not spoken', () => {
    const other = figuresOf(languageOf('de-DE'), 'BRL');
    expect(other.short(0.284, 'ratio')).toBe(figures.short(0.284, 'ratio'));
  });

  it('keeps the currency’s own decimals', () => {
    expect(plain(figuresOf(languageOf('en'), 'JPY').short(84.7, 'money'))).toBe('¥ 85');
    expect(plain(figuresOf(languageOf('en'), 'KWD').full(1.5, 'money'))).toBe('KWD 1.500');
  });
});

import type { Unit } from '../domain/reviews/document.ts';

/**
 * What a ratio of counts was divided from. `null` for all else: a ratio of money rests on amounts, which say less than
 * the number of cases.
 */
export const countsOf = (
  unit: Unit,
  { numerator, denominator }: { readonly numerator: number | null; readonly denominator: number | null },
): { readonly numerator: number; readonly denominator: number } | null =>
  unit === 'ratio' &&
  Number.isInteger(numerator) &&
  Number.isInteger(denominator) &&
  numerator !== null &&
  denominator !== null
    ? { numerator, denominator }
    : null;

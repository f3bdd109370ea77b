import type { KpiResult } from '../domain/reviews/document.ts';

/**
 * What a ratio of counts was divided from, of a KPI or of a segment of it. `null` for all else: a ratio of money rests on
 * amounts, which say less than the number of cases. Counts are told by what only they have: the KPI an interval, and as many
 * cases as were divided by.
 */
export const countsOf = (
  { unit, interval }: Pick<KpiResult, 'unit' | 'interval'>,
  { numerator, denominator, n }: Pick<KpiResult, 'numerator' | 'denominator' | 'n'>,
): { readonly numerator: number; readonly denominator: number } | null =>
  unit === 'ratio' && interval !== null && numerator !== null && denominator === n ? { numerator, denominator } : null;

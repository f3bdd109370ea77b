import type { KpiResult, ReviewDocument, TrendPoint } from './document.ts';
import { weightOf } from './weight.ts';

/** A value beyond every other of its trend. */
export interface Extreme {
  readonly record: 'highest' | 'lowest';
  /** The period with which what is known begins. */
  readonly since: string;
  /** What was the extreme before. */
  readonly beaten: TrendPoint & { readonly value: number };
}

/** At least so many periods, or half of a longer trend, must be known for a record to be one. */
const fewestPoints = 4;

const isKnown = (point: TrendPoint): point is Extreme['beaten'] => point.value !== null;

/** By more than chance would: an interval leaves the other out; where there is none, the difference tells as one from a period before. */
const isBeyond = (
  kpi: KpiResult,
  value: number,
  { value: other, n, period }: Extreme['beaten'],
  status: ReviewDocument['status'],
): boolean => {
  const { interval } = kpi;
  if (interval !== null) return other < interval.low || other > interval.high;
  return weightOf(kpi, { period, value: other, n, change: value - other, significant: null }, status) === 'telling';
};

/**
 * The record that a KPI broke, by its trend; `null` where it broke none: of too few periods, of a value that is thin, partial
 * or still moves, of a period that is not over, and where the next best is as good but for chance.
 */
export const extremeOf = (kpi: KpiResult, status: ReviewDocument['status']): Extreme | null => {
  const { value, trend, flags } = kpi;
  if (value === null || flags.length > 0 || status === 'running') return null;
  const known = trend.filter(isKnown);
  const [first, ...later] = known.slice(0, -1);
  if (first === undefined || known.length < Math.max(fewestPoints, trend.length / 2)) return null;
  const most = later.reduce((best, point) => (point.value > best.value ? point : best), first);
  const least = later.reduce((best, point) => (point.value < best.value ? point : best), first);
  const record = value > most.value ? 'highest' : value < least.value ? 'lowest' : null;
  if (record === null) return null;
  const beaten = record === 'highest' ? most : least;
  return isBeyond(kpi, value, beaten, status) ? { record, since: first.period, beaten } : null;
};

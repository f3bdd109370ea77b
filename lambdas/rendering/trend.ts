import type { KpiResult, KpiValue } from '../domain/reviews/document.ts';
import type { Reading } from './reading.ts';

/** One period's bar, as shares of the chart's height above and below its zero line. */
interface Bar {
  readonly up: number;
  readonly down: number;
  /** False where the period has no value: no bar, which is not a bar of 0. */
  readonly known: boolean;
  readonly last: boolean;
  /** As the document has them: few renderings word every bar. */
  readonly period: string;
  readonly value: KpiValue;
}

export interface TrendView {
  readonly bars: readonly Bar[];
  /** The share of the height above the zero line; 1 where nothing is negative. */
  readonly above: number;
  /** A target's place, as a share of the height from the bottom. */
  readonly target: number | null;
  /** What the chart shows, in a sentence. */
  readonly label: string;
  /** Names of the first and the last period. */
  readonly from: string;
  readonly to: string;
}

/** So many of the newest bars are drawn where there is little room. */
export const rowPeriods = 7;

type Point = KpiResult['trend'][number];

const isKnown = (point: Point): point is Point & { readonly value: number } => point.value !== null;

/** Bars stand on zero, so that their lengths can be compared; `null` where there are fewer than two to compare. */
export const trendOf = (reading: Reading, kpi: KpiResult): TrendView | null => {
  const known = kpi.trend.filter(isKnown);
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < 2 || first === undefined || last === undefined) return null;
  const values = known.map(({ value }) => value);
  const bound = kpi.target?.atLeast ?? kpi.target?.atMost ?? null;
  const top = Math.max(0, ...values, ...(bound === null ? [] : [bound]));
  const bottom = Math.min(0, ...values);
  const span = top - bottom || 1;
  const { say } = reading.language;
  const short = (period: string): string => reading.periods.short(period, '');
  return {
    bars: kpi.trend.map(({ period, value }, index) => ({
      up: Math.max(0, value ?? 0) / span,
      down: Math.max(0, -(value ?? 0)) / span,
      known: value !== null,
      last: index === kpi.trend.length - 1,
      period,
      value,
    })),
    above: top / span,
    target: bound === null ? null : (bound - bottom) / span,
    label: say('trend.label', {
      first: reading.tell(kpi, first.value),
      firstPeriod: short(first.period),
      last: reading.tell(kpi, last.value),
      lastPeriod: short(last.period),
      lowest: reading.tell(kpi, Math.min(...values)),
      highest: reading.tell(kpi, Math.max(...values)),
    }),
    from: short(kpi.trend[0]?.period ?? first.period),
    to: short(kpi.trend.at(-1)?.period ?? last.period),
  };
};

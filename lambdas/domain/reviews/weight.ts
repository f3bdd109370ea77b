import type { Comparison, KpiResult, ReviewDocument } from './document.ts';

/**
 * How much a change says: `telling`, or why it is called neither better nor worse. `flagged` is of a value that is itself
 * thin, partial or still open; `soFar` is of a period that is not over; `part` is against a period in which the data
 * begin; `noise` failed a test; `few` rests on too few cases; `little` is small where no test applies; `untold` has neither
 * a test nor a measure of small.
 */
export type Weight = 'telling' | 'flagged' | 'soFar' | 'part' | 'noise' | 'few' | 'little' | 'untold';

/** Sums, counts and durations have no test: so much of a change in them, on so many cases, says something. */
const tellingShare = 0.1;
const enoughCases = 5;

const addsUp = ({ unit }: Pick<KpiResult, 'unit'>): boolean => unit === 'money' || unit === 'count';

/** Of a period that still runs, what adds up over its days is not all there yet: it fell from nothing, and missed nothing. */
export const isUnfinished = (kpi: Pick<KpiResult, 'unit'>, status: ReviewDocument['status']): boolean =>
  status === 'running' && addsUp(kpi);

/**
 * Whether a count differs by more than it does by chance alone: of what comes by itself, two counts a and b are off by
 * √(a + b). 11 after 10 is a tenth more, and says nothing.
 */
const isBeyondChance = ({ unit, value }: KpiResult, { value: before }: Comparison): boolean =>
  unit !== 'count' ||
  value === null ||
  before === null ||
  Math.abs(value - before) > Math.sqrt(Math.abs(value) + Math.abs(before));

const isEnough = (kpi: KpiResult, before: number): boolean => {
  const [fewer, more] = [Math.min(kpi.n, before), Math.max(kpi.n, before)];
  // A sum or a count that came from nothing, or to nothing, had cases on one side only.
  return fewer >= enoughCases || (addsUp(kpi) && fewer === 0 && more >= enoughCases);
};

/** Whether a ratio or a score has a test, where there are cases enough for it. */
const isTested = ({ unit, interval }: KpiResult): boolean =>
  (unit === 'score' || unit === 'ratio') && interval !== null;

/** The change as a share of what it was, a ratio's as it is; from nothing it is a whole. */
export const sizeOf = ({ unit, value }: KpiResult, { value: before, change }: Comparison): number => {
  if (value === null || change === null) return 0;
  if (unit === 'ratio') return Math.abs(change);
  return before === 0 ? 1 : Math.abs(change / (before ?? Number.NaN));
};

/** The weight of a KPI's change against another period, in a review that is `closed` or still `running`. */
export const weightOf = (kpi: KpiResult, comparison: Comparison, status: ReviewDocument['status']): Weight => {
  if (kpi.flags.length > 0) return 'flagged';
  if (isUnfinished(kpi, status)) return 'soFar';
  if (comparison.partial) return 'part';
  const { significant, n } = comparison;
  if (significant !== null) return significant ? 'telling' : 'noise';
  if (isTested(kpi)) return 'few';
  if (kpi.unit === 'ratio') return 'untold';
  if (!isEnough(kpi, n)) return 'few';
  if (sizeOf(kpi, comparison) < tellingShare) return 'little';
  return isBeyondChance(kpi, comparison) ? 'telling' : 'few';
};

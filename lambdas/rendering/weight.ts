import type { Comparison, KpiResult } from '../domain/reviews/document.ts';
import { countsOf } from './fraction.ts';
import type { Reading } from './reading.ts';

/**
 * How much a change says: `telling`, or why it is called neither better nor worse. `noise` failed a test, `few` rests
 * on too few cases, `little` is small where no test applies, `soFar` is of a period that is not over, `untold` has
 * neither a test nor a measure of small.
 */
export type Weight = 'telling' | 'noise' | 'few' | 'little' | 'soFar' | 'untold';

// The review's own highlights speak of such changes and of no smaller ones: a colour says no more than a sentence would.
const tellingShare = 0.1;
const enoughCases = 5;

const addsUp = ({ unit }: KpiResult): boolean => unit === 'money' || unit === 'count';

/** Whether a value is not whole yet: an amount or a count of a period that still runs. It fell, or missed, nothing. */
export const isUnfinished = ({ rendered }: Reading, kpi: KpiResult): boolean =>
  rendered.document.status === 'running' && addsUp(kpi);

const isEnough = (kpi: KpiResult, before: number): boolean => {
  const [fewer, more] = [Math.min(kpi.n, before), Math.max(kpi.n, before)];
  // A sum or a count that came from nothing, or to nothing, had cases on one side only.
  return fewer >= enoughCases || (addsUp(kpi) && fewer === 0 && more >= enoughCases);
};

/** The weight of a KPI's change against another period. */
export const weightOf = (reading: Reading, kpi: KpiResult, { value, n, significant }: Comparison): Weight => {
  if (isUnfinished(reading, kpi)) return 'soFar';
  if (significant !== null) return significant ? 'telling' : 'noise';
  // A share of a count and a score are tested wherever there are cases enough for it.
  if (kpi.unit === 'score' || countsOf(kpi.unit, kpi) !== null) return 'few';
  if (kpi.unit === 'ratio') return 'untold';
  if (!isEnough(kpi, n)) return 'few';
  return value === 0 || Math.abs((kpi.value ?? 0) / (value ?? 0) - 1) >= tellingShare ? 'telling' : 'little';
};

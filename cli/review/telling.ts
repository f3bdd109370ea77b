import type { Comparison, KpiResult, Review } from '../http/answers.ts';

/** What has no test says something from a tenth on, on five cases. */
const fewest = 5;
const tellingShare = 0.1;

const addsUp = ({ unit }: Pick<KpiResult, 'unit'>): boolean => unit === 'money' || unit === 'count';

/** A sum or a count that came from nothing, or to nothing, had cases on one side only. */
const isEnough = (kpi: KpiResult, { n }: Comparison): boolean => {
  const [fewer, more] = [Math.min(n, kpi.n), Math.max(n, kpi.n)];
  return fewer >= fewest || (addsUp(kpi) && fewer === 0 && more >= fewest);
};

/** Two counts a and b are off by √(a + b) by chance alone: one more of ten says nothing. */
const isBeyondChance = ({ unit, value }: KpiResult, { value: before, change }: Comparison): boolean =>
  unit !== 'count' || Math.abs(change ?? 0) > Math.sqrt(Math.abs(value ?? 0) + Math.abs(before ?? 0));

/**
 * Whether a change may be called one, as the mail judges it: not what is within noise, small, on few cases, or of or against
 * a part of a period.
 */
export const isTelling = (comparison: Comparison, kpi: KpiResult, status: Review['status']): boolean => {
  const { significant, partial, value, change } = comparison;
  if (partial || kpi.flags.length > 0) return false;
  if (status === 'running' && addsUp(kpi)) return false;
  if (significant !== null) return significant;
  // Where there is an interval there is a test, and too few cases for it.
  if (kpi.unit === 'ratio' || (kpi.unit === 'score' && kpi.interval !== null)) return false;
  const isLarge = value === 0 || Math.abs(change ?? 0) >= tellingShare * Math.abs(value ?? 0);
  return isEnough(kpi, comparison) && isLarge && isBeyondChance(kpi, comparison);
};

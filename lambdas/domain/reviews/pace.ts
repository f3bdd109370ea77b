import type { Formula } from '../kpis/formula.ts';
import { z95 } from '../kpis/statistics.ts';
import type { Period } from '../periods/period.ts';
import type { KpiResult, TargetResult } from './document.ts';

type Pace = NonNullable<TargetResult['pace']>;

/**
 * How much more the cases still to come may vary than if all were worth the same. Amounts vary about as much as they
 * are large, which doubles the variance of their sum.
 */
const variance: Readonly<Record<NonNullable<Formula['accrues']>, number>> = { count: 1, sum: 2 };

/**
 * What has come so far, and as much again for each stretch of time as long as that which has passed. `n` cases so far say
 * how many will come with an error of √n; those that come vary by themselves.
 */
const projected = (value: number, n: number, spread: number, elapsed: number): Pace => {
  const ahead = (1 - elapsed) / elapsed;
  const rest = value * ahead;
  const error = (z95 * Math.abs(value) * Math.sqrt(spread * n * ahead * (1 + ahead))) / n;
  const [low, high] = [value + rest - error, value + rest + error];
  // What has come does not go away.
  return {
    value: value + rest,
    low: value > 0 ? Math.max(value, low) : low,
    high: value < 0 ? Math.min(value, high) : high,
  };
};

/**
 * Where a period that still runs will end if it goes on like this, with a range of 95 %: what adds up over its days is
 * projected by the time that has passed, a share or a score stays what it is, within its interval. `null` of a period that is over, of a state,
 * and where nothing has come yet.
 */
export const paceOf = (
  { value, n, interval, flags }: Pick<KpiResult, 'value' | 'n' | 'interval' | 'flags'>,
  { accrues, isState }: Pick<Formula, 'accrues' | 'isState'>,
  { start, end }: Period,
  asOf: number,
): Pace | null => {
  if (asOf >= end || asOf <= start || value === null || n === 0 || isState || flags.includes('partial')) return null;
  if (accrues) return projected(value, n, variance[accrues], (asOf - start) / (end - start));
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
};

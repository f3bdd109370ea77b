import { dayMs } from '../periods/utcDay.ts';
import type { DayCount } from '../ports.ts';

/** What comes within this is one arrival: a change in a CRM sends several hooks, and a nightly job hundreds. */
const burstMs = 3_600_000;
/** Fewer say nothing of what is usual. */
const fewest = 3;

/** So many intervals of this length, in milliseconds. */
interface Intervals {
  readonly length: number;
  readonly count: number;
}

interface Awake {
  readonly at: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly deliveries: number;
}

/** The length that at least half of the intervals do not exceed, and at least half reach; `null` of too few. */
const medianOf = (intervals: readonly Intervals[]): number | null => {
  const all = intervals.reduce((sum, { count }) => sum + count, 0);
  if (all < fewest) return null;
  let passed = 0;
  for (const { length, count } of [...intervals].sort((a, b) => a.length - b.length)) {
    passed += count;
    if (passed * 2 >= all) return length;
  }
  return null;
};

const awakeOf = ({ day, firstAt, lastAt, deliveries }: DayCount): Awake[] =>
  firstAt !== null && lastAt !== null && deliveries > 0 ? [{ at: Date.parse(day), firstAt, lastAt, deliveries }] : [];

const within = ({ firstAt, lastAt, deliveries }: Awake): Intervals[] => {
  const span = lastAt - firstAt;
  return span < burstMs ? [] : [{ length: span / (deliveries - 1), count: deliveries - 1 }];
};

/**
 * How long it usually is from one delivery of a source to the next, in milliseconds: the median of the intervals between
 * them on the days on which it was awake, which are those with a delivery. `null` while there are fewer than three.
 *
 * Of a day its first and last receipt and the number of deliveries are known, so that each of its intervals counts as
 * their mean; one more lies between a day's last and the next one's first. What comes within an hour and is all of its day is
 * one arrival. Where a source usually sleeps for days, what counts is the median of the days from one on which it is
 * awake to the next.
 */
export const usualInterval = (days: readonly DayCount[]): number | null => {
  const awake = days.flatMap(awakeOf).sort((a, b) => a.at - b.at);
  const pairs = awake.slice(1).map((next, index) => ({ last: awake[index] as Awake, next }));
  const asleep = medianOf(pairs.map(({ last, next }) => ({ length: next.at - last.at, count: 1 })));
  if (asleep !== null && asleep > dayMs) return asleep;
  const between = pairs.map(({ last, next }) => ({ length: next.firstAt - last.lastAt, count: 1 }));
  return medianOf([...awake.flatMap(within), ...between]);
};

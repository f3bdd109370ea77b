import type { Period } from './period.ts';
import { lastAtOrBefore } from './search.ts';

const none: readonly number[] = [];

/**
 * Makes a lookup from an instant (epoch milliseconds) to the places in `periods`, ascending, of those that hold it.
 * Periods may overlap, repeat, leave gaps and stand in any order.
 *
 * The lookup is made for every record: binary search over the boundaries, nothing allocated. Its answers are shared,
 * so they are not to be changed.
 */
export const periodIndex = (
  periods: readonly Pick<Period, 'start' | 'end'>[],
): ((instant: number) => readonly number[]) => {
  const boundaries = Float64Array.from(new Set(periods.flatMap(({ start, end }) => [start, end]))).sort();
  // Between two neighbouring boundaries no period begins or ends.
  const holding = Array.from(boundaries, (from) =>
    periods.flatMap(({ start, end }, place) => (start <= from && from < end ? [place] : [])),
  );
  return (instant) => holding[lastAtOrBefore(boundaries, instant)] ?? none;
};

import type { SameReason } from '../ports.ts';
import { compareText } from '../records/order.ts';

/** Places in a body and counts differ from one delivery to the next: what is left without them is the mistake. */
const alike = (reason: string): string => reason.replace(/\d+/g, '0');

const isLater = (one: SameReason, other: SameReason): boolean =>
  (one.receivedAt - other.receivedAt || compareText(one.hash, other.hash)) > 0;

const newestFirst = (one: SameReason, other: SameReason): number => (isLater(one, other) ? -1 : 1);

/** Deliveries by their reasons, numbers in these aside, the latest reason first. In whatever order they are given. */
export const byReason = (all: Iterable<SameReason>): SameReason[] => {
  const groups = new Map<string, SameReason>();
  for (const one of all) {
    const name = alike(one.reason);
    const known = groups.get(name);
    groups.set(
      name,
      known
        ? {
            ...(isLater(one, known) ? one : known),
            deliveries: known.deliveries + one.deliveries,
            firstAt: Math.min(known.firstAt, one.firstAt),
          }
        : one,
    );
  }
  return [...groups.values()].sort(newestFirst);
};

/** Of a day. More would be a mistake in each delivery, told in ever other words. */
const most = 20;

/**
 * The same, of at most twenty reasons: those with the smallest texts, numbers aside. One that is among them is so in every
 * part of the deliveries in which it occurs: neither which they are nor their counts depend on the parts that are added
 * up, as they would if the latest or the most frequent were kept.
 */
export const fewReasons = (all: Iterable<SameReason>): SameReason[] => {
  const groups = byReason(all);
  if (groups.length <= most) return groups;
  return groups
    .sort((one, other) => compareText(alike(one.reason), alike(other.reason)))
    .slice(0, most)
    .sort(newestFirst);
};

import { compareText } from '../records/order.ts';
import type { Ref } from './identity.ts';

/** Merges, followed to their ends. */
export interface Chains {
  /** The last in the chain of merges that begins at `ref`; of a circle the smallest; itself where nothing was merged. */
  readonly last: (ref: Ref) => Ref;
  /** The smallest of each circle. */
  readonly circles: readonly Ref[];
}

/** @param next whom each record was merged into */
export const chainsOf = (next: ReadonlyMap<Ref, Ref>): Chains => {
  const ends = new Map<Ref, Ref>();
  const circles: Ref[] = [];
  for (const ref of next.keys()) {
    const path = new Set<Ref>();
    let at = ref;
    for (let to = next.get(at); to !== undefined && !ends.has(at) && !path.has(at); to = next.get(at)) {
      path.add(at);
      at = to;
    }
    if (path.has(at)) {
      const members = [...path];
      at = members.slice(members.indexOf(at)).sort(compareText)[0] as Ref;
      circles.push(at);
    }
    const end = ends.get(at) ?? at;
    for (const member of path) ends.set(member, end);
  }
  return { last: (ref) => ends.get(ref) ?? ref, circles };
};

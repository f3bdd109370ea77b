import type { Subject } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { Identities, Ref } from './identity.ts';
import { Smallest } from './smallest.ts';

/** Customers that have names in common, while they are of one source alone; `null` once they are of several. */
type Group = { readonly source: string; readonly smallest: Ref } | null;

/** Customers of one source that nothing ties to a customer of another. */
export interface Loose {
  readonly customers: number;
  /** The 20 smallest, `stripe:customer:cus_9`. */
  readonly examples: readonly Ref[];
}

/**
 * Which customers are known to one source only, though others of the workspace tell of customers too: neither `same`, nor
 * an id, nor an e-mail address ties them. Those that are one customer of the same source count once; deleted ones and
 * those that were merged into others do not. Filled in any order, once all links are known.
 */
export class Untied {
  readonly #identities: Identities;
  readonly #groups = new Map<Ref, Group>();
  /** Of those that have no other names, by source. */
  readonly #alone = new Map<string, { count: number; readonly smallest: Smallest }>();
  readonly #tellers = new Set<string>();

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  add({ source, ref, record }: Subject): void {
    if (record.deleted || (!this.#identities.isEmpty && this.#identities.isMerged(ref))) return;
    this.#tellers.add(source);
    if (this.#identities.isEmpty || !this.#identities.hasAliases(ref)) this.#count(this.#alone, source, ref);
    else this.#join(this.#identities.standing(ref), source, ref);
  }

  /** By source; those without any are absent, and so are all where no second source tells of customers. */
  bySource(): ReadonlyMap<string, Loose> {
    if (this.#tellers.size < 2) return new Map();
    const counts = new Map(
      [...this.#alone].map(([source, { count, smallest }]) => {
        const copy = new Smallest();
        copy.merge(smallest);
        return [source, { count, smallest: copy }];
      }),
    );
    for (const group of this.#groups.values()) if (group) this.#count(counts, group.source, group.smallest);
    return new Map(
      [...counts].map(([source, { count, smallest }]) => [
        source,
        { customers: count, examples: smallest.entries().map(([ref]) => ref) },
      ]),
    );
  }

  #count(counts: Map<string, { count: number; readonly smallest: Smallest }>, source: string, ref: Ref): void {
    const of = counts.get(source) ?? { count: 0, smallest: new Smallest() };
    counts.set(source, of);
    of.count += 1;
    of.smallest.add(ref, () => ref);
  }

  #join(standing: Ref, source: string, ref: Ref): void {
    const group = this.#groups.get(standing);
    if (group === undefined) this.#groups.set(standing, { source, smallest: ref });
    else if (group !== null && group.source !== source) this.#groups.set(standing, null);
    else if (group !== null && compareText(ref, group.smallest) < 0)
      this.#groups.set(standing, { source, smallest: ref });
  }
}

import { emailSystem } from '../records/emailAlias.ts';
import { compareText } from '../records/order.ts';
import type { RecordType } from '../records/vocabulary.ts';
import { type Chains, chainsOf } from './chains.ts';

/** `source:type:id`. */
export type Ref = string;

// Joined rather than as a template, of which engines keep the parts beside the whole: refs are kept by the ten thousand.
export const refOf = (source: string, type: RecordType, id: string): Ref => [source, type, id].join(':');

/** The id within a ref, whatever colons it has itself. */
export const idOf = (ref: Ref): string => ref.slice(ref.indexOf(':', ref.indexOf(':') + 1) + 1);
export const sourceOf = (ref: Ref): string => ref.slice(0, ref.indexOf(':'));
export const typeOf = (ref: Ref): RecordType => ref.split(':', 2)[1] as RecordType;

/** A record that was merged or has other names. */
interface Link {
  readonly source: string;
  readonly type: RecordType;
  readonly id: string;
  readonly mergedInto: string | null;
  readonly same: readonly string[];
}

interface Resolved {
  readonly chains: Chains;
  /** Records that are one thing, by each of them. */
  readonly sets: ReadonlyMap<Ref, ReadonlySet<Ref>>;
  /** Who stands for whom; who stands for itself alone is absent. */
  readonly standing: ReadonlyMap<Ref, Ref>;
}

/**
 * Which record stands for which: merges are followed along their chain, aliases form sets of which one stands,
 * the authority's or the smallest. Nothing is copied; a review leaves out whoever does not stand.
 */
export class Identities {
  /** Ids of the workspace's sources. */
  readonly sources: readonly string[];
  readonly #authority: Readonly<Partial<Record<string, string>>>;
  readonly #links: Link[] = [];
  #known: Resolved | null = null;

  constructor(sources: readonly string[], authority: Readonly<Partial<Record<RecordType, string>>>) {
    this.sources = sources;
    this.#authority = authority;
  }

  add(link: Link): void {
    this.#links.push(link);
    this.#known = null;
  }

  /** Whether nothing was ever merged or aliased, so that everything stands for itself. */
  get isEmpty(): boolean {
    return this.#links.length === 0;
  }

  /** The ref that a reference means: an id of the same source, or `source:id` of another source of the workspace. */
  refer(source: string, type: RecordType, reference: string): Ref {
    const colon = reference.indexOf(':');
    const named = colon > 0 && this.#isNamed(reference.slice(0, colon));
    return named ? refOf(reference.slice(0, colon), type, reference.slice(colon + 1)) : refOf(source, type, reference);
  }

  /** Who stands for the records that somebody outside of all sources may mean by an id, or by `source:id`. */
  meant(type: RecordType, reference: string): ReadonlySet<Ref> {
    return new Set(this.sources.map((source) => this.standing(this.refer(source, type, reference))));
  }

  /** The record that stands for this one; itself when nothing was merged or aliased. */
  standing(ref: Ref): Ref {
    return this.#resolved().standing.get(ref) ?? ref;
  }

  /** Whether a record was merged into another, so that it never counts. */
  isMerged(ref: Ref): boolean {
    return this.#resolved().chains.last(ref) !== ref;
  }

  /** Whether others are the same thing by another name. */
  hasAliases(ref: Ref): boolean {
    return this.#resolved().sets.has(ref);
  }

  /** Orders records of one thing as they stand for it: the authority's first, then the smallest. */
  readonly inLine = (a: Ref, b: Ref): number => {
    const authority = this.#authority[typeOf(a)];
    return Number(sourceOf(b) === authority) - Number(sourceOf(a) === authority) || compareText(a, b);
  };

  /** How many circles of merges a source has. */
  cyclesOf(source: string): number {
    return this.#resolved().chains.circles.filter((ref) => sourceOf(ref) === source).length;
  }

  #isNamed(source: string): boolean {
    return source === emailSystem || this.sources.includes(source);
  }

  #resolved(): Resolved {
    this.#known ??= this.#resolve();
    return this.#known;
  }

  #resolve(): Resolved {
    const next = new Map<Ref, Ref>();
    for (const { source, type, id, mergedInto } of this.#links)
      if (mergedInto !== null) next.set(refOf(source, type, id), this.refer(source, type, mergedInto));
    const chains = chainsOf(next);
    const sets = new Map<Ref, Set<Ref>>();
    const setOf = (ref: Ref): Set<Ref> => {
      const set = sets.get(ref) ?? new Set([ref]);
      sets.set(ref, set);
      return set;
    };
    const join = (a: Ref, b: Ref): void => {
      const [larger, smaller] = setOf(a).size < setOf(b).size ? [setOf(b), setOf(a)] : [setOf(a), setOf(b)];
      if (larger === smaller) return;
      for (const member of smaller) sets.set(member, larger.add(member));
    };
    for (const { source, type, id, same } of this.#links)
      for (const alias of same)
        join(chains.last(refOf(source, type, id)), chains.last(this.refer(source, type, alias)));
    const standing = new Map<Ref, Ref>();
    for (const members of new Set(sets.values())) {
      const first = [...members].sort(this.inLine)[0] as Ref;
      for (const member of members) standing.set(member, first);
    }
    for (const ref of next.keys()) standing.set(ref, standing.get(chains.last(ref)) ?? chains.last(ref));
    return { chains, sets, standing };
  }
}

import { compareText } from '../records/order.ts';
import type { RecordType } from '../records/vocabulary.ts';

/** `source:type:id`. */
export type Ref = string;

export const refOf = (source: string, type: RecordType, id: string): Ref => `${source}:${type}:${id}`;

/** The id within a ref, whatever colons it has itself. */
export const idOf = (ref: Ref): string => ref.slice(ref.indexOf(':', ref.indexOf(':') + 1) + 1);
export const sourceOf = (ref: Ref): string => ref.slice(0, ref.indexOf(':'));

/** A record that was merged or has other names. */
export interface Link {
  readonly source: string;
  readonly type: RecordType;
  readonly id: string;
  readonly mergedInto: string | null;
  readonly same: readonly string[];
}

/**
 * Which record stands for which: merges are followed along their chain, aliases form sets of which one stands,
 * the authority's or the smallest. Nothing is copied; a review leaves out whoever does not stand.
 */
export class Identities {
  readonly #sources: ReadonlySet<string>;
  readonly #authority: Readonly<Partial<Record<RecordType, string>>>;
  readonly #links: Link[] = [];
  #standing: Map<Ref, Ref> | null = null;
  #cycles = new Map<string, number>();

  constructor(sources: readonly string[], authority: Readonly<Partial<Record<RecordType, string>>>) {
    this.#sources = new Set(sources);
    this.#authority = authority;
  }

  add(link: Link): void {
    this.#links.push(link);
    this.#standing = null;
  }

  /** The ref that a reference means: an id of the same source, or `source:id` of another source of the workspace. */
  refer(source: string, type: RecordType, reference: string): Ref {
    const colon = reference.indexOf(':');
    const named = colon > 0 && this.#sources.has(reference.slice(0, colon));
    return named ? refOf(reference.slice(0, colon), type, reference.slice(colon + 1)) : refOf(source, type, reference);
  }

  /** The record that stands for this one; itself when nothing was merged or aliased. */
  standing(ref: Ref): Ref {
    this.#standing ??= this.#resolve();
    return this.#standing.get(ref) ?? ref;
  }

  /** How many circles of merges a source has. */
  cyclesOf(source: string): number {
    this.#standing ??= this.#resolve();
    return this.#cycles.get(source) ?? 0;
  }

  #resolve(): Map<Ref, Ref> {
    const next = new Map<Ref, Ref>();
    for (const { source, type, id, mergedInto } of this.#links)
      if (mergedInto !== null) next.set(refOf(source, type, id), this.refer(source, type, mergedInto));
    const last = this.#lastInChain(next);
    const sets = new Map<Ref, Set<Ref>>();
    const join = (a: Ref, b: Ref): void => {
      const joined = new Set([...(sets.get(a) ?? [a]), ...(sets.get(b) ?? [b])]);
      for (const member of joined) sets.set(member, joined);
    };
    for (const { source, type, id, same } of this.#links)
      for (const alias of same) join(last(refOf(source, type, id)), last(this.refer(source, type, alias)));
    const standing = new Map<Ref, Ref>();
    for (const [ref, members] of sets) standing.set(ref, this.#stands(members));
    for (const ref of next.keys()) standing.set(ref, standing.get(last(ref)) ?? last(ref));
    return standing;
  }

  #lastInChain(next: ReadonlyMap<Ref, Ref>): (ref: Ref) => Ref {
    this.#cycles = new Map();
    const known = new Map<Ref, Ref>();
    return (ref) => {
      const path: Ref[] = [];
      let at = ref;
      for (let to = next.get(at); to !== undefined && !known.has(at) && !path.includes(at); to = next.get(at)) {
        path.push(at);
        at = to;
      }
      const circle = path.includes(at) ? path.slice(path.indexOf(at)) : [];
      const end = known.get(at) ?? (circle.length > 0 ? ([...circle].sort(compareText)[0] as Ref) : at);
      if (circle.length > 0) this.#cycles.set(sourceOf(end), (this.#cycles.get(sourceOf(end)) ?? 0) + 1);
      for (const member of path) known.set(member, end);
      return end;
    };
  }

  #stands(members: ReadonlySet<Ref>): Ref {
    const sorted = [...members].sort(compareText);
    const type = sorted[0]?.split(':')[1] as RecordType;
    return sorted.find((ref) => sourceOf(ref) === this.#authority[type]) ?? (sorted[0] as Ref);
  }
}

import type { Account, Subject } from '../../kpis/subject.ts';
import { compareText } from '../../records/order.ts';

/** One record, and how it counts. */
export interface Entry {
  readonly ref: string;
  /** The latest instant that decided that it counts; −∞ of what belongs to no period. */
  at: number;
  /** `null` once so many newer ones are known that it is not among those told. */
  subject: Subject | Account | null;
  /** It stands above the line of a fraction. */
  above: boolean;
  /** It is one of the `n` that the value is of. */
  below: boolean;
  /** Another of the formula's measures counts it. */
  beside: boolean;
  part: string | null;
  leftOut: string | null;
}

/** Of one instant by ref. Those of no period come last: infinity less infinity is no number. */
const newestFirst = (a: Entry, b: Entry): number => (a.at === b.at ? compareText(a.ref, b.ref) : b.at - a.at);

/**
 * Records by ref, of which the newest are told. A million may count: how each does is kept of all of them, what they say
 * only of those that may yet be told.
 */
export class Newest {
  readonly #most: number;
  readonly #entries = new Map<string, Entry>();
  /** Those that have their subject. */
  #held: Entry[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The entry of a record that counts, or is left out, by an instant. */
  entry(subject: Subject | Account, at: number): Entry {
    const { ref } = subject;
    const known = this.#entries.get(ref);
    const entry = known ?? {
      ref,
      at,
      subject: null,
      above: false,
      below: false,
      beside: false,
      part: null,
      leftOut: null,
    };
    if (!known) this.#entries.set(ref, entry);
    if (at > entry.at) entry.at = at;
    if (entry.subject === null) {
      if (this.#held.length > 4 * this.#most) this.#letGo();
      entry.subject = subject;
      this.#held.push(entry);
    }
    return entry;
  }

  merge(other: Newest): void {
    for (const one of other.#entries.values()) {
      const known = this.#entries.get(one.ref);
      if (!known) {
        const copy = { ...one };
        this.#entries.set(copy.ref, copy);
        if (copy.subject !== null) this.#held.push(copy);
        continue;
      }
      known.at = Math.max(known.at, one.at);
      if (known.subject === null && one.subject !== null) this.#held.push(known);
      known.subject ??= one.subject;
      known.above ||= one.above;
      known.below ||= one.below;
      known.beside ||= one.beside;
      known.part ??= one.part;
      if (one.leftOut !== null && (known.leftOut === null || one.leftOut < known.leftOut)) known.leftOut = one.leftOut;
    }
  }

  newest(): Entry[] {
    return [...this.#entries.values()].sort(newestFirst).slice(0, this.#most);
  }

  /** Of those beyond the newest nothing is kept but how they count. */
  #letGo(): void {
    this.#held.sort(newestFirst);
    for (const entry of this.#held.splice(this.#most)) entry.subject = null;
  }
}

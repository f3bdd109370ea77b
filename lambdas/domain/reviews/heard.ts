import type { DayCount } from '../ports.ts';
import type { Coverage } from './document.ts';
import { Smallest } from './smallest.ts';
import type { Loose } from './untied.ts';

/** How many there were, and the instants of the first and the last. */
interface Statements {
  count: number;
  first: number;
  last: number;
}

/** What of a source's coverage is known elsewhere. */
interface Known {
  /** What it is called, where that is not its id. */
  readonly name: string | undefined;
  /** Whether it told of the period. */
  readonly hasTold: boolean;
  /** Its circles of merges. */
  readonly cycles: number;
  readonly untied: Loose | undefined;
  /** Whether counts may be told and records be named: in a review of a part they are of all the others too. */
  readonly isWhole: boolean;
}

interface Unresolved {
  readonly refs: Set<string>;
  readonly examples: Smallest;
}

/** What each source said of the period: the instants of its statements that lie in it. Mergeable. */
export class Heard {
  readonly #period: { readonly start: number; readonly end: number };
  readonly #bySource = new Map<string, Statements>();
  readonly #unresolved = new Map<string, Unresolved>();

  constructor(period: { readonly start: number; readonly end: number }) {
    this.#period = period;
  }

  /** `instants` of one record, each once. */
  add(source: string, instants: readonly number[]): void {
    for (const at of instants) if (at >= this.#period.start && at < this.#period.end) this.#tell(source, 1, at, at);
  }

  /** A reference to a customer of whom no record is known, by whoever names it. */
  unresolved(source: string, ref: string, by: { readonly ref: string }): void {
    const { refs, examples } = this.#unresolvedOf(source);
    refs.add(ref);
    examples.add(ref, () => by.ref);
  }

  merge(other: Heard): void {
    for (const [source, { count, first, last }] of other.#bySource) this.#tell(source, count, first, last);
    for (const [source, { refs, examples }] of other.#unresolved) {
      const of = this.#unresolvedOf(source);
      for (const ref of refs) of.refs.add(ref);
      of.examples.merge(examples);
    }
  }

  /**
   * `received` are the counts of the period's days. A source is silent that told neither in the period nor of it, and
   * sent nothing in it: what is of another account it has not sent.
   */
  coverage(source: string, received: readonly DayCount[], { name, hasTold, cycles, untied, isWhole }: Known): Coverage {
    const heard = this.#bySource.get(source);
    const sum = (of: (day: DayCount) => number): number => received.reduce((total, day) => total + of(day), 0);
    const deliveries = sum((day) => day.deliveries);
    const failed = sum((day) => day.failed);
    const wrongAccount = sum((day) => day.wrongAccount);
    const named = { source, ...(name !== undefined && { name }) };
    const when = {
      firstAt: heard ? new Date(heard.first).toISOString() : null,
      lastAt: heard ? new Date(heard.last).toISOString() : null,
      silent: !hasTold && heard === undefined && deliveries === wrongAccount,
    };
    if (!isWhole) return { ...named, ...(failed > 0 && { unread: true }), ...when };
    const unresolved = this.#unresolved.get(source);
    return {
      ...named,
      deliveries,
      failed,
      ...(wrongAccount > 0 && { wrongAccount }),
      observations: heard?.count ?? 0,
      ...when,
      unresolved: (unresolved?.refs.size ?? 0) + cycles,
      ...(unresolved && {
        unresolvedExamples: unresolved.examples.entries().map(([names, record]) => ({ record, names })),
      }),
      ...(untied && { untied: untied.customers, untiedExamples: untied.examples }),
    };
  }

  #unresolvedOf(source: string): Unresolved {
    const known = this.#unresolved.get(source) ?? { refs: new Set(), examples: new Smallest() };
    this.#unresolved.set(source, known);
    return known;
  }

  #tell(source: string, count: number, first: number, last: number): void {
    const known = this.#bySource.get(source);
    if (!known) {
      this.#bySource.set(source, { count, first, last });
      return;
    }
    known.count += count;
    known.first = Math.min(first, known.first);
    known.last = Math.max(last, known.last);
  }
}

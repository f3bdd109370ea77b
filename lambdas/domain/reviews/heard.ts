import type { DayCount } from '../ports.ts';
import type { Coverage } from './document.ts';

/** How many there were, and the instants of the first and the last. */
interface Statements {
  count: number;
  first: number;
  last: number;
}

/** What each source said of the period: the instants of its statements that lie in it. Mergeable. */
export class Heard {
  readonly #period: { readonly start: number; readonly end: number };
  readonly #bySource = new Map<string, Statements>();
  readonly #unresolved = new Map<string, Set<string>>();

  constructor(period: { readonly start: number; readonly end: number }) {
    this.#period = period;
  }

  /** `instants` of one record, each once. */
  add(source: string, instants: readonly number[]): void {
    for (const at of instants) if (at >= this.#period.start && at < this.#period.end) this.#tell(source, 1, at, at);
  }

  /** A reference to a customer of whom no record is known. */
  unresolved(source: string, ref: string): void {
    const refs = this.#unresolved.get(source) ?? new Set();
    this.#unresolved.set(source, refs.add(ref));
  }

  merge(other: Heard): void {
    for (const [source, { count, first, last }] of other.#bySource) this.#tell(source, count, first, last);
    for (const [source, refs] of other.#unresolved) for (const ref of refs) this.unresolved(source, ref);
  }

  /**
   * `received` are the counts of the period's days. A source is silent that told neither in the period nor of it, and
   * sent nothing in it.
   */
  coverage(
    source: string,
    received: readonly DayCount[],
    { hasTold, cycles }: { readonly hasTold: boolean; readonly cycles: number },
  ): Coverage {
    const heard = this.#bySource.get(source);
    const sum = (of: (day: DayCount) => number): number => received.reduce((total, day) => total + of(day), 0);
    const deliveries = sum((day) => day.deliveries);
    return {
      source,
      deliveries,
      failed: sum((day) => day.failed),
      observations: heard?.count ?? 0,
      firstAt: heard ? new Date(heard.first).toISOString() : null,
      lastAt: heard ? new Date(heard.last).toISOString() : null,
      silent: !hasTold && heard === undefined && deliveries === 0,
      unresolved: (this.#unresolved.get(source)?.size ?? 0) + cycles,
    };
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

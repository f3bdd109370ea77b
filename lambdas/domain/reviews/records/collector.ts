import { nobody } from '../../kpis/dealings.ts';
import type { AnyMeasure, Formula } from '../../kpis/formula.ts';
import type { Measure } from '../../kpis/measure.ts';
import type { Account, Subject } from '../../kpis/subject.ts';
import { type Entry, Newest } from './newest.ts';

/** The periods that a list tells of, by index. */
interface Periods {
  readonly current: number;
  readonly previous: number | null;
}

/** Of those that belong to no stage, and of all where nothing is told by stage. */
const anywhere = '';

/**
 * Takes note of every record that a pass counts for one KPI in one period, or leaves out. Of a KPI that is told stage by
 * stage each stage has a list of its own: which of them the value is of is known at the end.
 */
export class Collector {
  readonly #formula: Formula;
  readonly #periods: Periods;
  readonly #most: number;
  readonly #lists = new Map<string, Newest>();
  /** In which part a record stood in the period before, by ref. */
  readonly #before = new Map<string, string>();

  constructor(formula: Formula, periods: Periods, most: number) {
    this.#formula = formula;
    this.#periods = periods;
    this.#most = most;
  }

  /** `at` is the instant that puts it where it is counted. */
  count(measure: Measure, period: number, subject: Subject | Account, at: number, part: string | undefined): void {
    const isOver = (measure as AnyMeasure) === this.#formula.over;
    if (period === this.#periods.previous && isOver && part !== undefined && !measure.partsBy)
      this.#before.set(subject.ref, part);
    if (period !== this.#periods.current || subject.ref === nobody) return;
    const list = this.#list(measure.partsBy ? (part ?? anywhere) : anywhere);
    const entry = list.entry(subject, at);
    const { above } = this.#formula;
    if (above?.measures.includes(measure as AnyMeasure) && (above.part === undefined || above.part === part))
      entry.above = true;
    if (isOver) entry.below = true;
    else entry.beside = true;
    if (part !== undefined && !measure.partsBy && (isOver || entry.part === null)) entry.part = part;
  }

  /** `at` is `null` of what belongs to no period. */
  leaveOut(period: number | null, subject: Subject | Account, at: number | null, code: string): void {
    if ((period !== null && period !== this.#periods.current) || subject.ref === nobody) return;
    const entry = this.#list(anywhere).entry(subject, at ?? Number.NEGATIVE_INFINITY);
    if (entry.leftOut === null || code < entry.leftOut) entry.leftOut = code;
  }

  merge(other: Collector): void {
    for (const [stage, list] of other.#lists) this.#list(stage).merge(list);
    for (const [ref, part] of other.#before) this.#before.set(ref, part);
  }

  /** In which part a record stood in the period before; `null` where it stood in none. */
  before(ref: string): string | null {
    return this.#before.get(ref) ?? null;
  }

  /** The records behind a value, the newest first; of a KPI told by stage, those of the stage that it is of. */
  behind(stage: string | undefined): { readonly total: number; readonly newest: readonly Entry[] } {
    const all = new Newest(this.#most);
    for (const name of new Set([anywhere, stage ?? anywhere])) {
      const list = this.#lists.get(name);
      if (list) all.merge(list);
    }
    return { total: all.size, newest: all.newest() };
  }

  #list(stage: string): Newest {
    const known = this.#lists.get(stage);
    if (known) return known;
    const list = new Newest(this.#most);
    this.#lists.set(stage, list);
    return list;
  }
}

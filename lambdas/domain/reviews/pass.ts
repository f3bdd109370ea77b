import type { AnyMeasure } from '../kpis/formula.ts';
import type { Counted, Found, Measure, Sink } from '../kpis/measure.ts';
import type { Account, Deciding, Subject, Tools } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { Context } from './context.ts';
import type { Scope } from './document.ts';
import { Placements } from './placements.ts';
import { Slot } from './slot.ts';

/** What a pass is to fill. */
export interface Plan {
  readonly measures: readonly AnyMeasure[];
  readonly scopes: readonly (Scope | null)[];
  readonly tools: Tools;
  /** Indexes of the periods that are broken down by segment. */
  readonly segmented: ReadonlySet<number>;
  /** The period told before, and for each scope the instant since when a change in it is news. */
  readonly told: { readonly period: number | null; readonly since: readonly (number | null)[] };
}

/** A person's last answer in a period, until all have been seen. */
interface Last {
  readonly subject: Subject | Account;
  readonly deciding: Deciding;
  readonly found: Counted;
}

const isLater = (a: Last, b: Last): boolean =>
  (a.deciding.at - b.deciding.at || compareText(a.subject.ref, b.subject.ref)) > 0;

/**
 * One pass over the records: every measure, for all periods, scopes and segments at once. Passes over any split
 * of the records merge, in any order, into the same.
 */
export class Pass {
  readonly #plan: Plan;
  readonly #placements: Placements;
  readonly #byKind = new Map<string, number[]>();
  /** By measure, scope and period; one period beyond the last stands for those that belong to none. */
  readonly #slots: (Slot | undefined)[] = [];
  /** By measure and period, then by person. */
  readonly #answers = new Map<number, Map<string, Last>>();
  readonly #now: Deciding;
  /** One for all: a sink for each subject and measure would cost more than the measuring. */
  readonly #sink: Sink;
  #measure = 0;
  #subject: Subject | Account | null = null;

  constructor(plan: Plan, context: Context) {
    this.#plan = plan;
    this.#placements = new Placements(plan.scopes, context);
    this.#now = { at: plan.tools.asOf, before: false };
    this.#sink = {
      put: (period, deciding, found) => this.#put(period, deciding, found),
      leaveOut: (code, ref) => this.#leaveOut(plan.tools.periods.length, this.#now, code, ref),
    };
    for (const [index, { of }] of plan.measures.entries())
      this.#byKind.set(of, [...(this.#byKind.get(of) ?? []), index]);
  }

  /** Takes every measure of that kind of subject. */
  observe(subject: Subject | Account, kind: Measure['of']): void {
    this.#turnTo(subject);
    for (const index of this.#byKind.get(kind) ?? []) {
      this.#measure = index;
      this.#measureAt(index).observe(subject, this.#plan.tools, this.#sink);
    }
  }

  merge(other: Pass): void {
    for (const [place, slot] of other.#slots.entries()) {
      if (!slot) continue;
      const known = this.#slots[place];
      if (known) known.merge(slot);
      else this.#slots[place] = slot;
    }
    for (const [place, answers] of other.#answers)
      for (const [person, last] of answers) this.#answer(place, person, last);
  }

  /** Counts each person's last answer. Nothing is observed or merged after it. */
  settle(): void {
    const periods = this.#plan.tools.periods.length;
    for (const [place, answers] of this.#answers) {
      this.#measure = Math.floor(place / periods);
      for (const { subject, deciding, found } of answers.values()) {
        this.#turnTo(subject);
        this.#count(place % periods, deciding, found);
      }
    }
    this.#answers.clear();
  }

  /** What was filled for a measure of the plan; an empty slot where nothing was. */
  slot(measure: AnyMeasure, scope: number, period: number | 'every'): Slot {
    const index = this.#plan.measures.indexOf(measure);
    const place = this.#place(index, scope, period === 'every' ? this.#plan.tools.periods.length : period);
    return this.#slots[place] ?? new Slot(measure);
  }

  #turnTo(subject: Subject | Account): void {
    this.#subject = subject;
    this.#placements.next();
  }

  #put(period: number, deciding: Deciding, found: Found): void {
    if (found === null) return;
    if ('leftOut' in found) {
      this.#leaveOut(period, deciding, found.leftOut);
      return;
    }
    const { person } = this.#measureAt(this.#measure);
    if (!person) {
      this.#count(period, deciding, found);
      return;
    }
    const subject = this.#subject as Subject | Account;
    const place = this.#measure * this.#plan.tools.periods.length + period;
    this.#answer(place, person(subject, this.#plan.tools), { subject, deciding, found });
  }

  #answer(place: number, person: string, answer: Last): void {
    const answers = this.#answers.get(place) ?? new Map<string, Last>();
    this.#answers.set(place, answers);
    const known = answers.get(person);
    if (!known || isLater(answer, known)) answers.set(person, answer);
  }

  #count(period: number, deciding: Deciding, { value = 0, part }: Counted): void {
    const { segmented, told } = this.#plan;
    const subject = this.#subject as Subject | Account;
    const isSegmented = segmented.has(period);
    const { segments, scopes } = this.#placements.of(subject, deciding, isSegmented);
    for (const scope of scopes) {
      const slot = this.#slotAt(scope, period);
      slot.count(value, part, isSegmented ? segments : null);
      const since = period === told.period ? (told.since[scope] ?? null) : null;
      if (since !== null && subject.changedAt > since) slot.changed.add(0, part);
    }
  }

  #leaveOut(period: number, deciding: Deciding, code: string, ref?: string): void {
    const subject = this.#subject as Subject | Account;
    for (const scope of this.#placements.of(subject, deciding, false).scopes)
      this.#slotAt(scope, period).leaveOut(code, 1, ref ?? subject.ref);
  }

  /** A measure is listed under the kind of its subjects, so whatever it is given is one of them. */
  #measureAt(index: number): Measure {
    return this.#plan.measures[index] as Measure;
  }

  #place(measure: number, scope: number, period: number): number {
    return (measure * this.#plan.scopes.length + scope) * (this.#plan.tools.periods.length + 1) + period;
  }

  /** Of the measure at hand. */
  #slotAt(scope: number, period: number): Slot {
    const place = this.#place(this.#measure, scope, period);
    const slot = this.#slots[place] ?? new Slot(this.#measureAt(this.#measure));
    this.#slots[place] = slot;
    return slot;
  }
}

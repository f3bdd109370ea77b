import type { AnyMeasure } from '../kpis/formula.ts';
import type { Found } from '../kpis/found.ts';
import type { Measure, Sink } from '../kpis/measure.ts';
import type { Account, Deciding, Subject, Tools } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { Bound } from './confines.ts';
import type { Context } from './context.ts';
import type { Scope } from './document.ts';
import { Placements } from './placements.ts';
import type { Collector } from './records/collector.ts';
import { Slot } from './slot.ts';

/** What a pass is to fill. */
export interface Plan {
  readonly measures: readonly AnyMeasure[];
  readonly scopes: readonly (Scope | null)[];
  readonly tools: Tools;
  /** What is broken down by segment: some measures in some periods, by index. */
  readonly segmented: readonly { readonly measures: ReadonlySet<AnyMeasure>; readonly period: number }[];
  /** The period told before, and for each scope the instant since when a change in it is news. */
  readonly told: { readonly period: number | null; readonly since: readonly (number | null)[] };
  /** What counts within the first scope is told here, record by record, where somebody asks for that. */
  readonly collector?: Collector | undefined;
  /** Nothing counts but what lies within these. */
  readonly bounds?: readonly Bound[];
}

/** A person's last answer in a period, until all have been seen. */
interface Last {
  readonly subject: Subject | Account;
  readonly deciding: Deciding;
  readonly found: Found & object;
}

const isLater = (a: Last, b: Last): boolean =>
  (a.deciding.at - b.deciding.at || compareText(a.subject.ref, b.subject.ref)) > 0;

/** What is filled for one measure. */
class Filling {
  readonly measure: Measure;
  /** Its place among the measures of the plan. */
  readonly index: number;
  /** By period, whether it is broken down there. */
  readonly segmentedIn: readonly boolean[];
  /** By scope and period; one period beyond the last stands for those that belong to none. */
  readonly slots: (Slot | null)[];
  readonly #periods: number;

  constructor(measure: AnyMeasure, index: number, { scopes, tools, segmented }: Plan) {
    // A measure is listed under the kind of its subjects, so whatever it is given is one of them.
    this.measure = measure as Measure;
    this.index = index;
    const segmentedIn = segmented.flatMap(({ measures, period }) => (measures.has(measure) ? [period] : []));
    this.segmentedIn = tools.periods.map((_, period) => segmentedIn.includes(period));
    this.#periods = tools.periods.length + 1;
    this.slots = new Array<Slot | null>(scopes.length * this.#periods).fill(null);
  }

  slotAt(scope: number, period: number): Slot {
    const place = scope * this.#periods + period;
    const known = this.slots[place];
    if (known) return known;
    const slot = new Slot(this.measure);
    this.slots[place] = slot;
    return slot;
  }

  merge(other: Filling): void {
    for (const [place, slot] of other.slots.entries()) {
      if (!slot) continue;
      const known = this.slots[place];
      if (known) known.merge(slot);
      else this.slots[place] = slot;
    }
  }
}

/**
 * One pass over the records: every measure, for all periods, scopes and segments at once. Passes over any split
 * of the records merge, in any order, into the same.
 */
export class Pass {
  readonly #plan: Plan;
  readonly #placements: Placements;
  readonly #fillings: readonly Filling[];
  readonly #byKind = new Map<string, Filling[]>();
  /** By measure and period, then by person. */
  readonly #answers = new Map<number, Map<string, Last>>();
  readonly #now: Deciding;
  /** One for all: a sink for each subject and measure would cost more than the measuring. */
  readonly #sink: Sink;
  #filling: Filling | null = null;
  #subject: Subject | Account | null = null;

  constructor(plan: Plan, context: Context) {
    this.#plan = plan;
    this.#placements = new Placements(plan.scopes, context, plan.bounds);
    this.#now = { at: plan.tools.asOf, before: false };
    this.#sink = {
      put: (period, deciding, found) => {
        if (found !== null) this.#put(this.#filling as Filling, period, deciding, found);
      },
      leaveOut: (code, ref) =>
        this.#leaveOut(this.#filling as Filling, plan.tools.periods.length, this.#now, code, ref),
    };
    this.#fillings = plan.measures.map((measure, index) => new Filling(measure, index, plan));
    for (const filling of this.#fillings) {
      const { of } = filling.measure;
      this.#byKind.set(of, [...(this.#byKind.get(of) ?? []), filling]);
    }
  }

  /** Takes every measure of that kind of subject. */
  observe(subject: Subject | Account, kind: Measure['of']): void {
    const fillings = this.#byKind.get(kind);
    if (!fillings) return;
    this.#turnTo(subject);
    for (const filling of fillings) {
      this.#filling = filling;
      filling.measure.observe(subject, this.#plan.tools, this.#sink);
    }
  }

  merge(other: Pass): void {
    for (const [index, filling] of other.#fillings.entries()) this.#fillings[index]?.merge(filling);
    for (const [place, answers] of other.#answers)
      for (const [person, last] of answers) this.#answer(place, person, last);
    if (other.#plan.collector) this.#plan.collector?.merge(other.#plan.collector);
  }

  /** Counts each person's last answer. Nothing is observed or merged after it. */
  settle(): void {
    const periods = this.#plan.tools.periods.length;
    for (const [place, answers] of this.#answers) {
      const filling = this.#fillings[Math.floor(place / periods)] as Filling;
      for (const { subject, deciding, found } of answers.values()) {
        this.#turnTo(subject);
        this.#count(filling, place % periods, deciding, found);
      }
    }
    this.#answers.clear();
  }

  /** What was filled for a measure of the plan; an empty slot where nothing was. */
  slot(measure: AnyMeasure, scope: number, period: number | 'every'): Slot {
    const filling = this.#fillings[this.#plan.measures.indexOf(measure)];
    return filling?.slotAt(scope, period === 'every' ? this.#plan.tools.periods.length : period) ?? new Slot(measure);
  }

  #turnTo(subject: Subject | Account): void {
    this.#subject = subject;
    this.#placements.next();
  }

  #put(filling: Filling, period: number, deciding: Deciding, found: Found & object): void {
    if (found.leftOut !== null) {
      this.#leaveOut(filling, period, deciding, found.leftOut);
      return;
    }
    const { person } = filling.measure;
    if (!person) {
      this.#count(filling, period, deciding, found);
      return;
    }
    const subject = this.#subject as Subject | Account;
    const place = filling.index * this.#plan.tools.periods.length + period;
    this.#answer(place, person(subject, this.#plan.tools), { subject, deciding, found });
  }

  #answer(place: number, person: string, answer: Last): void {
    const answers = this.#answers.get(place) ?? new Map<string, Last>();
    this.#answers.set(place, answers);
    const known = answers.get(person);
    if (!known || isLater(answer, known)) answers.set(person, answer);
  }

  #count(filling: Filling, period: number, deciding: Deciding, { value, part }: Found & object): void {
    const { told, collector } = this.#plan;
    const subject = this.#subject as Subject | Account;
    const isSegmented = filling.segmentedIn[period] === true;
    const { segments, scopes } = this.#placements.of(subject, deciding, isSegmented);
    for (const scope of scopes) {
      const slot = filling.slotAt(scope, period);
      slot.count(value, part, isSegmented ? segments : null);
      const since = period === told.period ? (told.since[scope] ?? null) : null;
      if (since !== null && subject.changedAt > since) slot.changed.add(0, part);
    }
    if (collector && scopes[0] === 0) collector.count(filling.measure, period, subject, deciding.at, part);
  }

  #leaveOut(filling: Filling, period: number, deciding: Deciding, code: string, ref?: string): void {
    const subject = this.#subject as Subject | Account;
    const { scopes } = this.#placements.of(subject, deciding, false);
    for (const scope of scopes) filling.slotAt(scope, period).leaveOut(code, 1, ref ?? subject.ref);
    if (scopes[0] !== 0) return;
    const isOfPeriod = period < this.#plan.tools.periods.length;
    this.#plan.collector?.leaveOut(isOfPeriod ? period : null, subject, isOfPeriod ? deciding.at : null, code);
  }
}

import { Cell } from '../kpis/cell.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import type { Measure, Sink } from '../kpis/measure.ts';
import type { Account, Deciding, Subject, Tools } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { Context } from './context.ts';
import type { Scope } from './document.ts';
import { isKey, segmentsOf } from './segments.ts';

/** What the pass fills for one measure, one scope and one period. */
export class Slot {
  readonly total: Cell;
  /** Cells by dimension and key. Who lacks a dimension is in none of its cells: the rest of the total is theirs. */
  readonly segments = new Map<string, Map<string, Cell>>();
  readonly leftOut = new Map<string, { records: number; example: string }>();
  /** How many of those counted changed since the review that the period was last told by. */
  changed = 0;

  constructor(measure: AnyMeasure) {
    this.total = new Cell(measure.keeps);
  }

  segment(dimension: string, key: string): Cell {
    const keys = this.segments.get(dimension) ?? new Map<string, Cell>();
    this.segments.set(dimension, keys);
    const cell = keys.get(key) ?? new Cell(this.total.keeps);
    keys.set(key, cell);
    return cell;
  }

  leaveOut(code: string, records: number, example: string): void {
    const known = this.leftOut.get(code);
    if (!known) this.leftOut.set(code, { records, example });
    else {
      known.records += records;
      if (compareText(example, known.example) < 0) known.example = example;
    }
  }

  merge(other: Slot): void {
    this.total.merge(other.total);
    for (const [dimension, keys] of other.segments) for (const [key, cell] of keys) this.segment(dimension, key).merge(cell);
    for (const [code, { records, example }] of other.leftOut) this.leaveOut(code, records, example);
    this.changed += other.changed;
  }
}

/** What a pass is to fill. */
export interface Plan {
  readonly measures: readonly AnyMeasure[];
  readonly scopes: readonly (Scope | null)[];
  readonly tools: Tools;
  /** Indexes of the periods that are broken down by segment. */
  readonly segmented: ReadonlySet<number>;
  /** The period told before, and for each scope the instant since when a change in it is news. */
  readonly told: { readonly period: number; readonly since: readonly (number | null)[] };
}

/** A person's last answer in a period, until all have been seen. */
interface Last {
  readonly subject: Subject;
  readonly deciding: Deciding;
  readonly value: number | bigint;
  readonly part: string | null;
}

const isLater = (a: Last, b: Last): boolean =>
  a.deciding.at === b.deciding.at ? compareText(a.subject.ref, b.subject.ref) > 0 : a.deciding.at > b.deciding.at;

/**
 * One pass over the records: every measure, for all periods, scopes and segments at once. Passes over any split
 * of the records merge, in any order, into the same.
 */
export class Pass {
  readonly #plan: Plan;
  readonly #context: Context;
  readonly #byKind = new Map<string, number[]>();
  /** By measure, scope and period; one period beyond the last stands for those that belong to none. */
  readonly #slots = new Map<number, Slot>();
  readonly #persons = new Map<number, Map<string, Last>>();

  constructor(plan: Plan, context: Context) {
    this.#plan = plan;
    this.#context = context;
    for (const [index, measure] of plan.measures.entries()) this.#byKind.set(measure.of, [...(this.#byKind.get(measure.of) ?? []), index]);
  }

  /** Takes every measure of that kind of subject. */
  observe(subject: Subject | Account, kind: Measure['of']): void {
    const segments = new Map<string, ReadonlyMap<string, string>>();
    const read = (deciding: Deciding): ReadonlyMap<string, string> => {
      const name = `${deciding.at}${deciding.before}`;
      const known = segments.get(name) ?? segmentsOf(subject, deciding, this.#context);
      segments.set(name, known);
      return known;
    };
    for (const index of this.#byKind.get(kind) ?? []) {
      // A measure is listed under the kind of its subjects, so this subject is one of them.
      const measure = this.#plan.measures[index] as Measure<Subject | Account>;
      measure.observe(subject, this.#plan.tools, this.#sink(index, measure, subject, read));
    }
  }

  merge(other: Pass): void {
    for (const [place, slot] of other.#slots) {
      const known = this.#slots.get(place);
      if (known) known.merge(slot);
      else this.#slots.set(place, slot);
    }
    for (const [place, persons] of other.#persons) for (const [person, last] of persons) this.#answer(place, person, last);
  }

  /** Counts each person's last answer. Nothing is observed or merged after it. */
  settle(): void {
    for (const [place, persons] of this.#persons) {
      const periods = this.#plan.tools.periods.length;
      const [measure, period] = [Math.floor(place / periods), place % periods];
      for (const { subject, deciding, value, part } of persons.values())
        this.#count(measure, period, subject, segmentsOf(subject, deciding, this.#context), value, part);
    }
    this.#persons.clear();
  }

  /** What was filled for a measure of the plan; an empty slot where nothing was. */
  slot(measure: AnyMeasure, scope: number, period: number | 'every'): Slot {
    const index = this.#plan.measures.indexOf(measure);
    return this.#slots.get(this.#place(index, scope, period === 'every' ? this.#plan.tools.periods.length : period)) ?? new Slot(measure);
  }

  #sink(index: number, measure: Measure<Subject | Account>, subject: Subject | Account, read: (deciding: Deciding) => ReadonlyMap<string, string>): Sink {
    const { tools } = this.#plan;
    const now: Deciding = { at: tools.asOf, before: false };
    return {
      count: (period, deciding, value = 0, part = null) => {
        if (measure.person) {
          const answer: Last = { subject: subject as Subject, deciding, value, part };
          this.#answer(index * tools.periods.length + period, measure.person(subject, tools), answer);
        } else this.#count(index, period, subject, read(deciding), value, part);
      },
      leaveOut: (period, code) => {
        const segments = read(now);
        for (const [scope, named] of this.#plan.scopes.entries())
          if (isWithin(segments, named)) this.#slotAt(index, scope, period === 'every' ? tools.periods.length : period).leaveOut(code, 1, subject.ref);
      },
    };
  }

  #answer(place: number, person: string, answer: Last): void {
    const persons = this.#persons.get(place) ?? new Map<string, Last>();
    this.#persons.set(place, persons);
    const known = persons.get(person);
    if (!known || isLater(answer, known)) persons.set(person, answer);
  }

  #count(index: number, period: number, subject: Subject | Account, segments: ReadonlyMap<string, string>, value: number | bigint, part: string | null): void {
    const { scopes, segmented, told } = this.#plan;
    for (const [scope, named] of scopes.entries()) {
      if (!isWithin(segments, named)) continue;
      const slot = this.#slotAt(index, scope, period);
      slot.total.add(value, part);
      const since = told.since[scope] ?? null;
      if (period === told.period && since !== null && subject.changedAt > since) slot.changed += 1;
      if (segmented.has(period)) for (const [dimension, key] of segments) slot.segment(dimension, key).add(value, part);
    }
  }

  #place(measure: number, scope: number, period: number): number {
    return (measure * this.#plan.scopes.length + scope) * (this.#plan.tools.periods.length + 1) + period;
  }

  #slotAt(measure: number, scope: number, period: number): Slot {
    const place = this.#place(measure, scope, period);
    const slot = this.#slots.get(place) ?? new Slot(this.#plan.measures[measure] as AnyMeasure);
    this.#slots.set(place, slot);
    return slot;
  }
}

const isWithin = (segments: ReadonlyMap<string, string>, scope: Scope | null): boolean =>
  scope === null || Object.entries(scope).every(([dimension, named]) => isKey(segments.get(dimension), dimension, named));

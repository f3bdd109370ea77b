import type { AnyMeasure, Outcome, Reading } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Money } from '../kpis/money.ts';
import type { Tools } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import { compareText } from '../records/order.ts';
import type { LeftOut, Missing } from './document.ts';
import type { Pass } from './pass.ts';
import type { Silence } from './silence.ts';
import { type LeftOutRecords, Slot } from './slot.ts';
import { missing, type Stated, unheard } from './stated.ts';

/** One KPI in one period, as it is told. */
export interface Told extends Outcome {
  /** Why there is no value. */
  readonly absent: Missing | null;
  /** Nothing at all can be said: not even how many there were. */
  readonly withheld: boolean;
  /** The data begin within the period, or nothing was heard of it. */
  readonly partial: boolean;
  /** The sources it is made from, where none of them told anything of the period. */
  readonly silent: readonly string[];
}

/** The numbers of one scope: what a pass has filled, as KPIs. Periods are told by their index. */
export class Teller {
  readonly money: Money;
  readonly #pass: Pass;
  readonly #scope: number;
  readonly #periods: readonly Period[];
  readonly #stated: Stated;
  readonly #silence: Silence;
  readonly #months: readonly number[];

  constructor(
    pass: Pass,
    scope: number,
    periods: readonly Period[],
    stated: Stated,
    { money, windows }: Pick<Tools, 'money' | 'windows'>,
    silence: Silence,
  ) {
    this.#pass = pass;
    this.#scope = scope;
    this.#periods = periods;
    this.#stated = stated;
    this.money = money;
    this.#silence = silence;
    this.#months = windows.months;
  }

  slot(measure: AnyMeasure, period: number | 'every'): Slot {
    return this.#pass.slot(measure, this.#scope, period);
  }

  reading(period: number, part?: string): Reading {
    return {
      money: this.money,
      months: this.#months[period] as number,
      part,
      cell: (measure) => this.slot(measure, period).total,
    };
  }

  /** `part` holds the headline to the one of another period. */
  told(kpi: Kpi, period: number, part?: string): Told {
    const { missing: unavailable, partial } = this.#stated.availability(kpi.requires, this.#periods[period] as Period);
    if (unavailable) {
      const nothing = { value: null, numerator: null, denominator: null, n: 0 };
      return { ...nothing, absent: unavailable, withheld: true, partial: false, silent: [] };
    }
    const outcome = kpi.computed.outcome(this.reading(period, part));
    const silent = this.#silence.of(kpi, period);
    const none = this.#noMoney(kpi, outcome, period) ?? (outcome.missing ? missing(outcome.missing) : null);
    const absent = none && silent.length > 0 ? unheard(none, silent) : none;
    return {
      ...outcome,
      value: absent ? null : outcome.value,
      absent,
      withheld: false,
      partial: partial || silent.length > 0,
      silent,
    };
  }

  /** What could not be counted in a period, by code. */
  leftOut(kpi: Kpi, period: number): LeftOut[] {
    const codes = new Map<string, LeftOutRecords>();
    for (const measure of [...kpi.computed.measures, ...(kpi.computed.untold ?? [])]) {
      for (const [code, { records, example }] of this.#leftOutOf(measure, period)) {
        const known = codes.get(code);
        // The numerator's records are the denominator's too: the larger count is the number of records, not the sum.
        codes.set(code, {
          records: Math.max(records, known?.records ?? 0),
          example: known && compareText(known.example, example) < 0 ? known.example : example,
        });
      }
    }
    return [...codes].sort(([a], [b]) => compareText(a, b)).map(([code, left]) => ({ code, ...left }));
  }

  /** How many of those that a value is of changed since the period was last told. */
  changed(kpi: Kpi, period: number, part?: string): number {
    const { changed } = this.slot(kpi.computed.over, period);
    return part === undefined ? changed.count : changed.countOf(part);
  }

  /** Those of the period, and those of none. */
  #leftOutOf(measure: AnyMeasure, period: number): Slot['leftOut'] {
    const both = new Slot(measure);
    for (const of of [period, 'every'] as const)
      for (const [code, { records, example }] of this.slot(measure, of).leftOut) both.leaveOut(code, records, example);
    return both.leftOut;
  }

  /**
   * Records were left out for want of an amount or a rate, and none is left: that is no 0. Asked of what is counted, or of
   * what the formula misses; spend without an amount was never reported.
   */
  #noMoney(kpi: Kpi, { n, missing: absence, wanting }: Outcome, period: number): Missing | null {
    if (wanting === undefined && n > 0) return null;
    const codes = this.#leftOutOf(wanting ?? kpi.computed.over, period);
    if (absence !== 'noSpend' && codes.has('noAmount')) return missing('noAmounts');
    return codes.has('noRate') ? missing('noRate') : null;
  }
}

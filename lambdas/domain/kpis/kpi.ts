import type { Better, Category, KpiValue, Role, Unit } from '../reviews/document.ts';
import type { Cell } from './cell.ts';
import type { AnyMeasure, Formula, Reading } from './formula.ts';
import { meanSeconds, partOf, secondsAt } from './formula.ts';
import type { Rules } from './subject.ts';

/** What a reader is told of a KPI, in English; other languages say the same in `templates/messages/<locale>.json`. */
export interface KpiDescription {
  readonly id: string;
  readonly name: string;
  /** One sentence that a manager can check. */
  readonly definition: string;
  /** The formula in words, `won ÷ (won + lost)`. */
  readonly formula: string;
  readonly unit: Unit;
  readonly better: Better;
  readonly category: Category;
  /** Roles that see it beside `crm`, which sees all. */
  readonly audiences: readonly Role[];
  /** What must have been said of some record; fields joined by ` and `, alternatives by ` | `. */
  readonly needs: readonly string[];
  /** Where the definition comes from. */
  readonly source: string;
  /** A ratio that is no share is told as a plain number (3.2) rather than in per cent. */
  readonly toldAs?: 'number';
}

/** A value beside the headline, of the same period and scope. */
export interface CompanionOf {
  readonly id: string;
  readonly unit: Unit;
  readonly measures: readonly AnyMeasure[];
  readonly value: (reading: Reading) => KpiValue;
  /** Shown only where business hours are configured. */
  readonly wantsBusinessHours?: true;
}

/**
 * One thing without which a KPI cannot be had: any of several sets of fields, each said of some record.
 * `survey[nps].score` is a score of a survey of that kind.
 */
export type Need = readonly (readonly string[])[];

/** A KPI as it is declared: everything the pass, the document and the catalogue want to know of it. */
export interface Kpi extends KpiDescription {
  readonly requires: readonly Need[];
  readonly computed: Formula;
  readonly companions: readonly CompanionOf[];
  /** Below so many records the value is `thin`. */
  readonly floor: number;
  /** How long what a cohort waits for usually takes: until then its value is `stillOpen`. */
  readonly settles?: AnyMeasure;
  /** How long after the period's end its value still moves, in milliseconds. */
  readonly movesFor?: (rules: Rules) => number;
  /** Broken down by why customers left. */
  readonly byReason?: true;
  /** The only dimensions that it is broken down by: those that what stands on both sides of its formula has. */
  readonly onlyBy?: readonly string[];
}

type Declared = Omit<Kpi, 'needs' | 'companions' | 'floor'> & Partial<Pick<Kpi, 'companions' | 'floor'>>;

export const kpi = (declared: Declared): Kpi => ({
  companions: [],
  floor: 0,
  ...declared,
  needs: declared.requires.map((need) => need.map((fields) => fields.join(' and ')).join(' | ')),
});

/** Mean and 90th percentile of durations, beside their median; of the part that the headline is of, where it is of one. */
export const spread = (measure: AnyMeasure): CompanionOf[] => {
  const told = ({ cell, part }: Reading): Cell => (measure.partsBy ? partOf(cell(measure), part) : cell(measure));
  const companion = (id: string, value: (cell: Cell) => KpiValue): CompanionOf => ({
    id,
    unit: 'duration',
    measures: [measure],
    value: (reading) => value(told(reading)),
  });
  return [companion('mean', meanSeconds), companion('p90', (cell) => secondsAt(cell, 0.9))];
};

/** Fewer closed deals than this say little. */
export const fewestDeals = 5;
/** Fewer answers than this say little. */
export const fewestAnswers = 30;

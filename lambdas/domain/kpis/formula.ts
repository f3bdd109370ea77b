import { compareText } from '../records/order.ts';
import type { KpiValue } from '../reviews/document.ts';
import { Cell } from './cell.ts';
import type { Measure } from './measure.ts';
import type { Money } from './money.ts';
import {
  type Answers,
  type Interval,
  netPromoterInterval,
  netPromotersDiffer,
  sharesDiffer,
  wilson,
} from './statistics.ts';
import type { Account, Subject } from './subject.ts';

// A measure is only ever observed with subjects of its own `of`; formulas do not care which.
export type AnyMeasure = Measure<Subject> | Measure<Account>;

/** The cells of one period, scope and segment. */
export interface Reading {
  readonly cell: (measure: AnyMeasure) => Cell;
  readonly money: Money;
  /** The part that the headline is of, where previous periods and companions must speak of the same one. */
  readonly part?: string | undefined;
}

export interface Outcome {
  readonly value: KpiValue;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  /** Why there is no value. */
  readonly missing?: 'zeroDenominator' | 'noAmounts';
  /** The part that the value is of. */
  readonly part?: string;
}

/** Measures into a value. The same formula serves the total, every segment and every period. */
export interface Formula {
  readonly measures: readonly AnyMeasure[];
  /** What the denominator counts: its segments are the KPI's. */
  readonly over: AnyMeasure;
  readonly outcome: (reading: Reading) => Outcome;
  /** 95 %, in the KPI's unit. */
  readonly interval?: (reading: Reading) => Interval | null;
  /** Whether two readings can be told apart at 95 %. */
  readonly differ?: (a: Reading, b: Reading) => boolean | null;
}

/** What stands over nothing has no value. */
const quotient = (numerator: number, denominator: number, scale = 1): Outcome => {
  const told = { numerator, denominator, n: denominator };
  return denominator === 0
    ? { ...told, value: null, missing: 'zeroDenominator' }
    : { ...told, value: (scale * numerator) / denominator };
};

/** How many. */
export const count = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell }) => {
    const n = cell(measure).count;
    return { value: n, numerator: null, denominator: null, n };
  },
});

/** Their amounts together, in major units. */
export const sumOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, money }) => {
    const { sum, count: n } = cell(measure);
    return { value: money.major(Number(sum)), numerator: null, denominator: null, n };
  },
});

type Counts = (reading: Reading) => [numerator: number, denominator: number];

const shareBy = (measures: readonly AnyMeasure[], over: AnyMeasure, counts: Counts): Formula => ({
  measures,
  over,
  outcome: (reading) => quotient(...counts(reading)),
  interval: (reading) => wilson(...counts(reading)),
  differ: (a, b) => sharesDiffer(counts(a), counts(b)),
});

/** A share of a count: those of `part` among those of `whole`. */
export const share = (part: AnyMeasure, whole: AnyMeasure): Formula =>
  shareBy([part, whole], whole, ({ cell }) => [cell(part).count, cell(whole).count]);

/** A share of a count where one measure tells its records apart: those of the part `name` among all of it. */
export const shareOfPart = (measure: AnyMeasure, name: string): Formula =>
  shareBy([measure], measure, ({ cell }) => [cell(measure).countOf(name), cell(measure).count]);

/** The amounts together ÷ how many, in major units. */
export const meanOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, money }) => {
    const { sum, count: n } = cell(measure);
    // Divided once: dividing by the minor units first would round twice.
    const value = n === 0 ? {} : { value: Number(sum) / (n * 10 ** money.exponent) };
    return { ...quotient(money.major(Number(sum)), n), ...value };
  },
});

/** A quantile of durations in seconds. */
export const secondsAt = (cell: Cell, quantile: number): KpiValue => {
  const milliseconds = cell.quantile(quantile);
  return milliseconds === null ? null : milliseconds / 1000;
};

/** The mean of durations in seconds. */
export const meanSeconds = (cell: Cell): KpiValue => (cell.count === 0 ? null : Number(cell.sum) / (cell.count * 1000));

const medianOf = (cell: Cell): Outcome => {
  const told = { value: secondsAt(cell, 0.5), numerator: null, denominator: null, n: cell.count };
  return cell.count === 0 ? { ...told, missing: 'zeroDenominator' } : told;
};

/** The median duration, in seconds. */
export const median = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell }) => medianOf(cell(measure)),
});

const empty = new Cell('distribution');

/** The cell of the part that a reading is of; an empty one where it is of none. */
export const partOf = (cell: Cell, part: string | undefined): Cell =>
  part === undefined ? empty : (cell.parts.get(part) ?? empty);

/** The greatest of the parts' median durations; of equal ones the first by name. */
export const slowest = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, part }) => {
    if (part !== undefined) return { ...medianOf(partOf(cell(measure), part)), part };
    const medians = [...cell(measure).parts].map(([name, of]) => ({ ...medianOf(of), part: name }));
    const [first] = medians.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || compareText(a.part, b.part));
    return first ?? medianOf(empty);
  },
});

/** 100 × (share of promoters − share of detractors). */
export const netPromoters = (measure: AnyMeasure): Formula => {
  const answers = ({ cell }: Reading): Answers => ({
    promoters: cell(measure).countOf('promoter'),
    passives: cell(measure).countOf('passive'),
    detractors: cell(measure).countOf('detractor'),
  });
  return {
    measures: [measure],
    over: measure,
    outcome: (reading) => {
      const { promoters, detractors } = answers(reading);
      return quotient(promoters - detractors, reading.cell(measure).count, 100);
    },
    interval: (reading) => netPromoterInterval(answers(reading)),
    differ: (a, b) => netPromotersDiffer(answers(a), answers(b)),
  };
};

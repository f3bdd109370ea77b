import type { KpiValue } from '../reviews/document.ts';
import { Cell } from './cell.ts';
import type { Measure } from './measure.ts';
import type { Money } from './money.ts';
import { type Answers, type Interval, netPromoterInterval, netPromotersDiffer, sharesDiffer, wilson } from './statistics.ts';
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

const nothing = (n = 0): Outcome => ({ value: null, numerator: null, denominator: null, n, missing: 'zeroDenominator' });

/** How many. */
export const count = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell }) => ({ value: cell(measure).count, numerator: null, denominator: null, n: cell(measure).count }),
});

/** Their amounts together, in major units. */
export const sumOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, money }) => ({ value: money.major(Number(cell(measure).sum)), numerator: null, denominator: null, n: cell(measure).count }),
});

/** A share of a count: those of `part` among those of `whole`. */
export const share = (part: AnyMeasure, whole: AnyMeasure): Formula => ({
  measures: [part, whole],
  over: whole,
  outcome: ({ cell }) => {
    const [numerator, denominator] = [cell(part).count, cell(whole).count];
    return denominator === 0
      ? { ...nothing(), numerator, denominator }
      : { value: numerator / denominator, numerator, denominator, n: denominator };
  },
  interval: ({ cell }) => wilson(cell(part).count, cell(whole).count),
  differ: (a, b) => sharesDiffer([a.cell(part).count, a.cell(whole).count], [b.cell(part).count, b.cell(whole).count]),
});

/** A share of a count where one measure tells its records apart: those of the part `name` among all of it. */
export const shareOfPart = (measure: AnyMeasure, name: string): Formula => {
  const counts = ({ cell }: Reading): [number, number] => [cell(measure).countOf(name), cell(measure).count];
  return {
    measures: [measure],
    over: measure,
    outcome: (reading) => {
      const [numerator, denominator] = counts(reading);
      return denominator === 0
        ? { ...nothing(), numerator, denominator }
        : { value: numerator / denominator, numerator, denominator, n: denominator };
    },
    interval: (reading) => wilson(...counts(reading)),
    differ: (a, b) => sharesDiffer(counts(a), counts(b)),
  };
};

/** The amounts together ÷ how many, in major units. */
export const meanOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, money }) => {
    const { sum, count: n } = cell(measure);
    const numerator = money.major(Number(sum));
    if (n === 0) return { ...nothing(), numerator, denominator: 0 };
    // Divided once: dividing by the minor units first would round twice.
    return { value: Number(sum) / (n * 10 ** money.exponent), numerator, denominator: n, n };
  },
});

/** A quantile of durations in seconds. */
export const secondsAt = (cell: Cell, quantile: number): KpiValue => {
  const milliseconds = cell.quantile(quantile);
  return milliseconds === null ? null : milliseconds / 1000;
};

/** The mean of durations in seconds. */
export const meanSeconds = (cell: Cell): KpiValue => (cell.count === 0 ? null : Number(cell.sum) / (cell.count * 1000));

const medianOf = (cell: Cell): Outcome =>
  cell.count === 0 ? nothing() : { value: secondsAt(cell, 0.5), numerator: null, denominator: null, n: cell.count };

/** The median duration, in seconds. */
export const median = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell }) => medianOf(cell(measure)),
});

const empty = new Cell('distribution');

/** The cell of the part that a reading is of. */
export const partOf = (cell: Cell, part: string | undefined): Cell => (part === undefined ? empty : (cell.parts.get(part) ?? empty));

/** The greatest of the parts' median durations; of equal ones the first by name. */
export const slowest = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: ({ cell, part }) => {
    if (part !== undefined) return { ...medianOf(partOf(cell(measure), part)), part };
    const medians = [...cell(measure).parts]
      .map(([name, of]) => ({ name, outcome: medianOf(of) }))
      .sort((a, b) => (b.outcome.value ?? 0) - (a.outcome.value ?? 0) || (a.name < b.name ? -1 : 1));
    return medians[0] ? { ...medians[0].outcome, part: medians[0].name } : nothing();
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
      const numerator = promoters - detractors;
      const denominator = reading.cell(measure).count;
      return denominator === 0
        ? { ...nothing(), numerator, denominator }
        : { value: (100 * numerator) / denominator, numerator, denominator, n: denominator };
    },
    interval: (reading) => netPromoterInterval(answers(reading)),
    differ: (a, b) => netPromotersDiffer(answers(a), answers(b)),
  };
};

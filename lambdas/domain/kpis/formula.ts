import { compareText } from '../records/order.ts';
import type { KpiValue } from '../reviews/document.ts';
import { Cell } from './cell.ts';
import type { Measure } from './measure.ts';
import type { Money } from './money.ts';
import {
  type Answers,
  type Interval,
  netPromoterInterval,
  netPromotersApart,
  sharesApart,
  wilson,
} from './statistics.ts';
import type { Account, Subject } from './subject.ts';

// A measure is only ever observed with subjects of its own `of`; formulas do not care which.
export type AnyMeasure = Measure<Subject> | Measure<Account>;

/** The cells of one period, scope and segment. */
export interface Reading {
  readonly cell: (measure: AnyMeasure) => Cell;
  readonly money: Money;
  /** Whole calendar months of the period. */
  readonly months: number;
  /** The part that the headline is of, where previous periods and companions must speak of the same one. */
  readonly part?: string | undefined;
}

/** Why a KPI has no value although the data for it are there. */
type Absence =
  | 'zeroDenominator'
  | 'noAmounts'
  | 'noSpend'
  | 'noNewCustomers'
  | 'noWins'
  | 'noCycle'
  | 'noChurn'
  | 'noSubscriptions'
  | 'noSignals';

export interface Outcome {
  readonly value: KpiValue;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  /** Why there is no value. */
  readonly missing?: Absence;
  /** The measure that it is missing for: where what it would count was left out for want of an amount or a rate, that is why. */
  readonly wanting?: AnyMeasure;
  /** The part that the value is of. */
  readonly part?: string;
}

/** Measures into a value. The same formula serves the total, every segment and every period. */
export interface Formula {
  readonly measures: readonly AnyMeasure[];
  /** What the denominator counts: its segments are the KPI's. */
  readonly over: AnyMeasure;
  /** What stands above it and may be of segments that the denominator has none of: they are told beside its own. */
  readonly beside?: readonly AnyMeasure[];
  /** What stands above the line of a fraction: what these measures count, or of the one measure its part. */
  readonly above?: { readonly measures: readonly AnyMeasure[]; readonly part?: string };
  readonly outcome: (reading: Reading) => Outcome;
  /** Measures of which nothing is counted, but that say what was left out. */
  readonly untold?: readonly AnyMeasure[];
  /** The value of one part, where the headline is that of the part that leads. */
  readonly ofPart?: (cell: (measure: AnyMeasure) => Cell) => Outcome;
  /** What adds up while a period runs: how many, or how much. */
  readonly accrues?: 'count' | 'sum';
  /** How things stand at the end, whatever the period was: it is not where it is going. */
  readonly isState?: true;
  /** 95 %, in the KPI's unit. */
  readonly interval?: (reading: Reading) => Interval | null;
  /** By how many standard errors two readings differ; `null` where nobody can tell. */
  readonly apart?: (a: Reading, b: Reading) => number | null;
}

/** What stands over nothing has no value. */
export const quotient = (numerator: number, denominator: number, scale = 1): Outcome => {
  const told = { numerator, denominator, n: denominator };
  return denominator === 0
    ? { ...told, value: null, missing: 'zeroDenominator' }
    : { ...told, value: (scale * numerator) / denominator };
};

const courseOf = (measure: AnyMeasure, accrues: 'count' | 'sum'): Pick<Formula, 'accrues' | 'isState'> =>
  measure.isFlow ? { accrues } : { isState: true };

/** How many. */
export const count = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  ...courseOf(measure, 'count'),
  outcome: ({ cell }) => {
    const n = cell(measure).count;
    return { value: n, numerator: null, denominator: null, n };
  },
});

/** Their amounts together, in major units. */
export const sumOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  ...courseOf(measure, 'sum'),
  outcome: ({ cell, money }) => {
    const { sum, count: n } = cell(measure);
    return { value: money.major(Number(sum)), numerator: null, denominator: null, n };
  },
});

type Counts = (reading: Reading) => [numerator: number, denominator: number];

const shareBy = (
  measures: readonly AnyMeasure[],
  { over, above }: Pick<Formula, 'over' | 'above'>,
  counts: Counts,
): Formula => ({
  measures,
  over,
  ...(above && { above }),
  outcome: (reading) => quotient(...counts(reading)),
  interval: (reading) => wilson(...counts(reading)),
  apart: (a, b) => sharesApart(counts(a), counts(b)),
});

/** A share of a count: those of `part` among those of `whole`. */
export const share = (part: AnyMeasure, whole: AnyMeasure): Formula =>
  shareBy([part, whole], { over: whole, above: { measures: [part] } }, ({ cell }) => [
    cell(part).count,
    cell(whole).count,
  ]);

/** A share of a count where one measure tells its records apart: those of the part `name` among all of it. */
export const shareOfPart = (measure: AnyMeasure, name: string): Formula =>
  shareBy([measure], { over: measure, above: { measures: [measure], part: name } }, ({ cell }) => [
    cell(measure).countOf(name),
    cell(measure).count,
  ]);

/** Exact sums of minor units ÷ a number, in major units: divided once, for dividing by the minor units first would round twice. */
export const moneyPer = ({ money }: Pick<Reading, 'money'>, minor: number, divisor: number): Outcome => ({
  ...quotient(money.major(minor), divisor),
  ...(divisor !== 0 && { value: minor / (divisor * 10 ** money.exponent) }),
});

/** One amount ÷ another, both in minor units, told in major ones; `n` is how many the denominator counts. */
export const moneyRatio = (
  { money }: Pick<Reading, 'money'>,
  numerator: number,
  denominator: number,
  n: number,
): Outcome => ({
  ...quotient(money.major(numerator), money.major(denominator)),
  ...(denominator !== 0 && { value: numerator / denominator }),
  n,
});

export const amountIn = (cell: Cell): number => Number(cell.sum);

/** The amounts together ÷ how many, in major units. */
export const meanOfMoney = (measure: AnyMeasure): Formula => ({
  measures: [measure],
  over: measure,
  outcome: (reading) => {
    const cell = reading.cell(measure);
    return moneyPer(reading, amountIn(cell), cell.count);
  },
});

/** The amounts of one measure ÷ those of another that counts the same, or more. */
export const ratioOfMoney = (part: AnyMeasure, whole: AnyMeasure): Formula => ({
  measures: [part, whole],
  over: whole,
  above: { measures: [part] },
  outcome: (reading) => {
    const all = reading.cell(whole);
    return moneyRatio(reading, amountIn(reading.cell(part)), amountIn(all), all.count);
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

/** A formula for each part of its measures, of which one leads. */
interface OfParts {
  readonly measures: readonly AnyMeasure[];
  readonly over: AnyMeasure;
  readonly ofPart: (cell: (measure: AnyMeasure) => Cell) => Outcome;
  /** Below 0 where `a` leads before `b`. */
  readonly leads: (a: number, b: number) => number;
}

/** The part that leads; of equal ones the first by name. */
const leading = ({ measures, over, ofPart, leads }: OfParts): Formula => {
  const told = ({ cell }: Reading, part: string): Outcome => ({
    ...ofPart((measure) => partOf(cell(measure), part)),
    part,
  });
  return {
    measures,
    over,
    ofPart,
    outcome: (reading) => {
      if (reading.part !== undefined) return told(reading, reading.part);
      const all = [...reading.cell(over).parts.keys()].map((part) => told(reading, part));
      const [first] = all.sort((a, b) => leads(a.value ?? 0, b.value ?? 0) || compareText(a.part ?? '', b.part ?? ''));
      return first ?? ofPart(() => empty);
    },
  };
};

/** The greatest of the parts' median durations. */
export const slowest = (measure: AnyMeasure): Formula =>
  leading({
    measures: [measure],
    over: measure,
    ofPart: (cell) => medianOf(cell(measure)),
    leads: (a, b) => b - a,
  });

/** The least of the parts' shares. */
export const lowestShare = (part: AnyMeasure, whole: AnyMeasure): Formula => {
  const counts = ({ cell, part: name }: Reading): [number, number] => [
    partOf(cell(part), name).count,
    partOf(cell(whole), name).count,
  ];
  return {
    ...leading({
      measures: [part, whole],
      over: whole,
      ofPart: (cell) => quotient(cell(part).count, cell(whole).count),
      leads: (a, b) => a - b,
    }),
    above: { measures: [part] },
    interval: (reading) => wilson(...counts(reading)),
    apart: (a, b) => sharesApart(counts(a), counts(b)),
  };
};

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
    apart: (a, b) => netPromotersApart(answers(a), answers(b)),
  };
};

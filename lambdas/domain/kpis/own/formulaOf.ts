import { fieldOf } from '../../records/vocabulary.ts';
import type { Cell } from '../cell.ts';
import { type Formula, type Outcome, type Reading, share } from '../formula.ts';
import type { Made } from './made.ts';
import { measureOf, millionths } from './measureOf.ts';
import { isOfSame, isPartOf, type Term, unitOfTerm } from './term.ts';

/** A quantity in whole units, so that it is divided once: `per` of them make one of what is told. */
interface Quantity {
  /** `null` is the median of nothing. */
  readonly units: number | null;
  readonly per: number;
}

const seconds = 1000;

const quantityOf = (term: Term, cell: Cell, { money }: Pick<Reading, 'money'>): Quantity => {
  const per = unitOfTerm(term) === 'money' ? 10 ** money.exponent : millionths;
  switch (term.taken.kind) {
    case 'count':
    case 'distinct':
      return { units: cell.count, per: 1 };
    case 'sum':
      return { units: Number(cell.sum), per };
    case 'median':
      return { units: cell.quantile(0.5), per };
    case 'duration':
      return { units: cell.quantile(0.5), per: seconds };
  }
};

const toldOf = ({ units, per }: Quantity): number | null => (units === null ? null : units / per);

const single = (value: number | null, n: number): Outcome => {
  const told = { value, numerator: null, denominator: null, n };
  return value === null ? { ...told, missing: 'zeroDenominator' } : told;
};

/** How it goes on while a period runs. What lies ahead is known before, and somebody who comes again adds nobody. */
const courseOf = ({ taken, by, type }: Term): Pick<Formula, 'accrues' | 'isState'> => {
  const of = fieldOf(type, by)?.type;
  const isAhead = of?.kind === 'instant' && of.ahead === true;
  if (taken.kind === 'median' || taken.kind === 'duration') return {};
  return isAhead || taken.kind === 'distinct' ? { isState: true } : { accrues: taken.kind };
};

const alone = (term: Term): Formula => {
  const measure = measureOf(term);
  return {
    measures: [measure],
    over: measure,
    ...courseOf(term),
    outcome: (reading) => {
      const cell = reading.cell(measure);
      return single(toldOf(quantityOf(term, cell, reading)), cell.count);
    },
  };
};

const divided = (above: Quantity, below: Quantity, n: number): Outcome => {
  const told = { numerator: toldOf(above), denominator: toldOf(below), n };
  return above.units === null || below.units === null || below.units === 0
    ? { ...told, value: null, missing: 'zeroDenominator' }
    : { ...told, value: (above.units * below.per) / (below.units * above.per) };
};

/** A sum ÷ how many it is of: those that do not say what is summed stand on neither side. */
const mean = (term: Term): Formula => {
  const measure = measureOf(term);
  return {
    measures: [measure],
    over: measure,
    outcome: (reading) => {
      const cell = reading.cell(measure);
      return divided(quantityOf(term, cell, reading), { units: cell.count, per: 1 }, cell.count);
    },
  };
};

const ratio = (above: Term, below: Term): Formula => {
  if (above.taken.kind === 'sum' && below.taken.kind === 'count' && isOfSame(above, below)) return mean(above);
  const [part, whole] = [measureOf(above), measureOf(below)];
  if (above.taken.kind === 'count' && isPartOf(above, below)) return share(part, whole);
  return {
    measures: [part, whole],
    over: whole,
    above: { measures: [part] },
    beside: [part],
    outcome: (reading) => {
      const [over, under] = [reading.cell(part), reading.cell(whole)];
      return divided(quantityOf(above, over, reading), quantityOf(below, under, reading), under.count);
    },
  };
};

const lessThan = (more: Quantity, fewer: Quantity): number | null => {
  if (more.units === null || fewer.units === null) return null;
  return more.per === fewer.per
    ? (more.units - fewer.units) / more.per
    : more.units / more.per - fewer.units / fewer.per;
};

const difference = (from: Term, less: Term): Formula => {
  const [larger, smaller] = [measureOf(from), measureOf(less)];
  return {
    measures: [larger, smaller],
    over: larger,
    beside: [smaller],
    isState: true,
    outcome: (reading) => {
      const [a, b] = [reading.cell(larger), reading.cell(smaller)];
      return single(lessThan(quantityOf(from, a, reading), quantityOf(less, b, reading)), a.count + b.count);
    },
  };
};

export const formulaOf = (made: Made): Formula => {
  switch (made.form) {
    case 'term':
      return alone(made.term);
    case 'ratio':
      return ratio(made.above, made.below);
    case 'difference':
      return difference(made.above, made.below);
  }
};

import { toUnits } from '../../records/decimal.ts';
import { fieldOf } from '../../records/vocabulary.ts';
import { counted, counting, type Found, leavingOut } from '../found.ts';
import { distinct, flow, type Measure, reversed, without } from '../measure.ts';
import { instantOf, type Subject, type Tools, textOf } from '../subject.ts';
import { amountIn, asksForSize, holds, keyOf, outOfSize } from './filter.ts';
import { isMoney } from './offered.ts';
import type { Taken, Term } from './term.ts';

/** Numbers that are no money are kept as whole millionths. */
const places = 6;
export const millionths = 10 ** places;

type Find = (subject: Subject, tools: Tools, at: number) => Found;

const found = (subject: Subject, field: string): Found => {
  const text = textOf(subject, field);
  return text === null ? leavingOut(without(field)) : counting(toUnits(text, places));
};

/** What is taken of a record, in whole units: minor units of money, milliseconds, millionths. */
const findOf = (taken: Taken): Find => {
  switch (taken.kind) {
    case 'count':
      return () => counted;
    case 'distinct':
      return (subject) => (textOf(subject, taken.field) === null ? leavingOut(without(taken.field)) : counted);
    case 'duration':
      return (subject) => {
        const start = instantOf(subject, taken.from);
        if (start === null) return leavingOut(without(taken.from));
        const end = instantOf(subject, taken.to);
        if (end === null) return leavingOut(without(taken.to));
        return end < start ? leavingOut(reversed(taken.from, taken.to)) : counting(end - start);
      };
    case 'sum':
    case 'median':
      return isMoney(taken.field)
        ? (subject, tools, at) => amountIn(subject, taken.field, tools, at)
        : (subject) => found(subject, taken.field);
  }
};

const keeps = {
  count: 'count',
  distinct: 'count',
  sum: 'sum',
  median: 'distribution',
  duration: 'distribution',
} as const;

/** The records of a term, each with what is taken of it. */
export const measureOf = ({ type, taken, by, where }: Term): Measure<Subject> => {
  const sizes = where.filter(asksForSize);
  const find = findOf(taken);
  const declared = {
    of: type,
    by,
    where: (subject: Subject, tools: Tools) => where.every((condition) => holds(condition, subject, tools)),
    find: (subject: Subject, tools: Tools, at: number) => {
      for (const size of sizes) {
        const out = outOfSize(size, subject, tools, at);
        if (out) return out.found;
      }
      return find(subject, tools, at);
    },
    keeps: keeps[taken.kind],
  };
  if (taken.kind !== 'distinct') return flow(declared);
  const { field } = taken;
  const of = fieldOf(type, field)?.type ?? { kind: 'text' };
  return distinct({
    ...declared,
    person: (subject, tools) => keyOf(subject, { of }, textOf(subject, field) ?? '', tools),
  });
};

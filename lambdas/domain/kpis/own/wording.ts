import type { Condition } from './condition.ts';
import type { Made } from './made.ts';
import type { Taken, Term } from './term.ts';

/** The formula of a company's own KPI in words, English: `number of deals (outcome won), by closedAt`. */

const conditionInWords = ({ field, among, not, atLeast, atMost, known }: Condition): string[] => [
  ...(among ? [`${field} ${among.join(' or ')}`] : []),
  ...(not.length > 0 ? [`${field} not ${not.join(' or ')}`] : []),
  ...(atLeast === null ? [] : [`${field} at least ${atLeast}`]),
  ...(atMost === null ? [] : [`${field} at most ${atMost}`]),
  ...(known === null ? [] : [`${field} ${known ? 'known' : 'unknown'}`]),
];

const takenInWords = (taken: Taken, records: string): string => {
  switch (taken.kind) {
    case 'count':
      return `number of ${records}`;
    case 'sum':
      return `sum of ${taken.field} over ${records}`;
    case 'median':
      return `median of ${taken.field} over ${records}`;
    case 'distinct':
      return `number of different ${taken.field} among ${records}`;
    case 'duration':
      return `median of ${taken.to} − ${taken.from}, over ${records}`;
  }
};

const termInWords = ({ type, taken, by, where }: Term): string => {
  const conditions = where.flatMap(conditionInWords);
  const which = conditions.length > 0 ? ` (${conditions.join(', ')})` : '';
  return `${takenInWords(taken, `${type}s`)}${which}, by ${by}`;
};

export const formulaInWords = (made: Made): string =>
  made.form === 'term'
    ? termInWords(made.term)
    : `${termInWords(made.above)} ${made.form === 'ratio' ? '÷' : '−'} ${termInWords(made.below)}`;

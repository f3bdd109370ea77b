import type { Need } from '../kpi.ts';
import type { Condition } from './condition.ts';
import type { Taken, Term } from './term.ts';

const fieldsOf = (taken: Taken): readonly string[] => {
  if (taken.kind === 'duration') return [taken.from, taken.to];
  return taken.kind === 'count' ? [] : [taken.field];
};

const kindsOf = ({ type, where }: Term): readonly string[] =>
  (type === 'survey' && where.find(({ field }: Condition) => field === 'kind')?.among) || [];

/** What must have been said of some record: all that is asked for, of surveys in one of the kinds that are. */
const needsOf = (term: Term): Need[] => {
  const kinds = kindsOf(term);
  const fields = [...fieldsOf(term.taken), term.by, ...term.where.map(({ field }) => field)];
  return fields.map((field) =>
    kinds.length === 0 ? [[`${term.type}.${field}`]] : kinds.map((kind) => [`${term.type}[${kind}].${field}`]),
  );
};

/** Each once. */
export const requirementsOf = (terms: readonly Term[]): Need[] => [
  ...new Map(terms.flatMap(needsOf).map((need) => [JSON.stringify(need), need])).values(),
];

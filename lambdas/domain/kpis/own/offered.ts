import { fieldsOf, type RecordType, recordTypes } from '../../records/vocabulary.ts';
import type { Unit } from '../../reviews/document.ts';

/** What a company's own KPIs may be made of: types of records, and which of their fields. */

const fieldsLike = (type: RecordType, kinds: readonly string[]): string[] =>
  Object.entries(fieldsOf(type)).flatMap(([name, field]) => (kinds.includes(field.type.kind) ? [name] : []));

export const instantsOf = (type: RecordType): string[] => fieldsLike(type, ['instant']);

/** Of activities only presence is kept, and of products nothing says when. */
export const countable: readonly RecordType[] = recordTypes.filter(
  (type) => type !== 'activity' && instantsOf(type).length > 0,
);

/** The instant that is meant where none is said: that of a type which has no other. */
export const onlyInstantOf = (type: RecordType): string | undefined => {
  const [first, ...others] = instantsOf(type);
  return others.length === 0 ? first : undefined;
};

const money: ReadonlySet<string> = new Set(['amount', 'cost', 'renewedAmount', 'mrr']);
export const isMoney = (field: string): boolean => money.has(field);

/** A monthly price is no amount of a period, and the end of a scale is no quantity. */
const noQuantity: ReadonlySet<string> = new Set(['mrr', 'scaleMax']);

/** Fields that can be summed, and have a median. */
export const quantitiesOf = (type: RecordType): string[] =>
  fieldsLike(type, ['decimal']).filter((field) => !noQuantity.has(field));

/** Fields whose different values can be counted, beside every `custom.*`. */
export const namesOf = (type: RecordType): string[] => fieldsLike(type, ['text', 'reference']);

const counts: ReadonlySet<string> = new Set(['replies', 'reopens']);

/** The unit of the fields' sum or, where it has halves that a sum has not, of their median. */
export const unitOfQuantity = (field: string, kind: 'sum' | 'median'): Unit => {
  if (isMoney(field)) return 'money';
  return kind === 'sum' && counts.has(field) ? 'count' : 'score';
};

import type { RecordType } from '../../records/vocabulary.ts';
import type { Unit } from '../../reviews/document.ts';
import type { TermSettings } from '../../workspaces/termSchema.ts';
import { type Condition, conditionOf, implies } from './condition.ts';
import { onlyInstantOf, unitOfQuantity } from './offered.ts';

/** What is taken of the records: their number, a field's sum or median, its different values, or how long something took. */
export type Taken =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum' | 'median' | 'distinct'; readonly field: string }
  | { readonly kind: 'duration'; readonly from: string; readonly to: string };

/** One side of a company's own KPI, or all of it. */
export interface Term {
  readonly type: RecordType;
  readonly taken: Taken;
  /** The instant that puts a record into a period. */
  readonly by: string;
  readonly where: readonly Condition[];
}

/** `deal.amount` in two; `ticket.custom.tier` too. */
export const pathOf = (path: string): [type: string, field: string] => {
  const point = path.indexOf('.');
  return point === -1 ? [path, ''] : [path.slice(0, point), path.slice(point + 1)];
};

const takenOf = ({ count, sum, median, distinct }: TermSettings): [type: string, taken: Taken] => {
  if (count !== undefined) return [count, { kind: 'count' }];
  if (typeof median === 'object') {
    const { of, from, to } = median;
    return [of, { kind: 'duration', from, to }];
  }
  const [type, field] = pathOf(sum ?? median ?? distinct ?? '');
  const kind = sum !== undefined ? 'sum' : median !== undefined ? 'median' : 'distinct';
  return [type, { kind, field }];
};

/** A term as it was written, once it is known to have no mistake. */
export const termOf = (settings: TermSettings): Term => {
  const [name, taken] = takenOf(settings);
  const type = name as RecordType;
  const usual = taken.kind === 'duration' ? taken.to : onlyInstantOf(type);
  return {
    type,
    taken,
    by: settings.by ?? usual ?? '',
    where: Object.entries(settings.where ?? {}).map(([field, wanted]) => conditionOf(type, field, wanted)),
  };
};

export const unitOfTerm = ({ taken }: Pick<Term, 'taken'>): Unit => {
  if (taken.kind === 'duration') return 'duration';
  return taken.kind === 'sum' || taken.kind === 'median' ? unitOfQuantity(taken.field, taken.kind) : 'count';
};

/** Whether every record of one is among those of another. */
const isWithin = (part: Term, whole: Term): boolean =>
  part.type === whole.type &&
  part.by === whole.by &&
  whole.where.every((wanted) => part.where.some((given) => implies(given, wanted)));

/** Whether one is of the same records as another. */
export const isOfSame = (a: Term, b: Term): boolean => isWithin(a, b) && isWithin(b, a);

const takes = ({ taken }: Term): string => JSON.stringify(taken);

/** Whether one is a part of another that adds up to it. */
export const isPartOf = (part: Term, whole: Term): boolean =>
  part.taken.kind !== 'median' &&
  part.taken.kind !== 'duration' &&
  takes(part) === takes(whole) &&
  isWithin(part, whole);

import type { Observation, Stamp } from './observation.ts';
import { compareStamps, compareText, compareValues } from './order.ts';
import { type Field, fieldOf, type RecordType, type Value } from './vocabulary.ts';

/** One value of one field, and when it was said. */
export interface Statement {
  readonly stamp: Stamp;
  readonly value: Value;
}

/** When something of one kind (and feature) happened: quarter-hours of the month, ascending, without repeats. */
export interface Presence {
  readonly kind: string;
  readonly feature: string | null;
  readonly quarters: readonly number[];
}

/**
 * All observations of one record, folded together. Kept small by what can never matter again: a field without
 * history keeps only its greatest statement.
 */
export interface RecordState {
  readonly type: RecordType;
  /** Ascending by `(at, seq, value)`; beside the vocabulary's fields, `deleted` and `mergedInto` under `marks`. */
  readonly fields: ReadonlyMap<string, readonly Statement[]>;
  readonly marks: ReadonlyMap<Mark, readonly Statement[]>;
  /** Other names of the same thing, `source:id`, in order of code point. */
  readonly same: readonly string[];
  /** Some history had more than 1,000 statements; the greatest 1,000 are kept. */
  readonly truncated: boolean;
  /** Only of activities, by kind and feature. */
  readonly presence: readonly Presence[];
}

export type Mark = 'deleted' | 'mergedInto';

export const longestHistory = 1000;

const markFields: Record<Mark, Field> = {
  deleted: { type: { kind: 'boolean' }, history: false },
  mergedInto: { type: { kind: 'text' }, history: false },
};

const fieldNamed = (type: RecordType, name: string): Field => {
  const field = fieldOf(type, name);
  if (!field) throw new Error(`A stored ${type} has the field "${name}", which the vocabulary has not.`);
  return field;
};

/** The state that one observation alone makes. */
export const observed = (observation: Observation): RecordState => {
  const { record: type, stamp, set, deleted, mergedInto, same = [] } = observation;
  const marks = new Map<Mark, Statement[]>();
  if (deleted !== undefined) marks.set('deleted', [{ stamp, value: deleted }]);
  if (mergedInto !== undefined) marks.set('mergedInto', [{ stamp, value: mergedInto }]);
  return {
    type,
    fields: new Map(Object.entries(set).map(([name, value]) => [name, [{ stamp, value }]])),
    marks,
    same: [...new Set(same)].sort(compareText),
    truncated: false,
    presence: [],
  };
};

const compareStatements = (field: Field, a: Statement, b: Statement): number =>
  compareStamps(a.stamp, b.stamp) || compareValues(field.type, a.value, b.value);

interface Union {
  readonly kept: readonly Statement[];
  readonly dropped: boolean;
}

/** The union of two ascending lists, of which the greatest are kept. */
const unite = (field: Field, a: readonly Statement[], b: readonly Statement[]): Union => {
  const most = field.history ? longestHistory : 1;
  const union: Statement[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left || right; left = a[i], right = b[j]) {
    const order = !left ? 1 : !right ? -1 : compareStatements(field, left, right);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
    union.push((order <= 0 ? left : right) as Statement);
  }
  return union.length > most ? { kept: union.slice(-most), dropped: field.history } : { kept: union, dropped: false };
};

const uniteSorted = <Item>(a: readonly Item[], b: readonly Item[], compare: (x: Item, y: Item) => number): Item[] => {
  const all = [...a, ...b].sort(compare);
  return all.filter((item, index) => index === 0 || compare(all[index - 1] as Item, item) !== 0);
};

const comparePresences = (a: Presence, b: Presence): number =>
  compareText(a.kind, b.kind) ||
  compareText(a.feature ?? '', b.feature ?? '') ||
  Number(a.feature !== null) - Number(b.feature !== null);

const unitePresences = (a: readonly Presence[], b: readonly Presence[]): Presence[] => {
  if (b.length === 0) return [...a];
  const quarters = (of: readonly Presence[], like: Presence): readonly number[] =>
    of.find((presence) => comparePresences(presence, like) === 0)?.quarters ?? [];
  return uniteSorted(a, b, comparePresences).map(({ kind, feature }) => {
    const like = { kind, feature, quarters: [] };
    return { kind, feature, quarters: uniteSorted(quarters(a, like), quarters(b, like), (x, y) => x - y) };
  });
};

/**
 * Folds two states of one record into one. A law: commutative, associative and idempotent, so that neither the
 * order in which deliveries come nor their repetition can be seen in a record.
 */
export const fold = (a: RecordState, b: RecordState): RecordState => {
  const fields = new Map(a.fields);
  let truncated = a.truncated || b.truncated;
  for (const [name, statements] of b.fields) {
    const { kept, dropped } = unite(fieldNamed(a.type, name), fields.get(name) ?? [], statements);
    fields.set(name, kept);
    truncated ||= dropped;
  }
  const marks = new Map(a.marks);
  for (const [mark, statements] of b.marks)
    marks.set(mark, unite(markFields[mark], marks.get(mark) ?? [], statements).kept);
  return {
    type: a.type,
    fields,
    marks,
    same: b.same.length === 0 ? a.same : uniteSorted(a.same, b.same, compareText),
    truncated,
    presence: unitePresences(a.presence, b.presence),
  };
};

import { canonicalDecimal, compareDecimals } from '../../records/decimal.ts';
import { type FieldType, fieldOf, type RecordType } from '../../records/vocabulary.ts';
import type { ConditionSettings } from '../../workspaces/termSchema.ts';

/** What a record must say in one field to be counted. All that is given must hold. */
export interface Condition {
  readonly field: string;
  readonly of: FieldType;
  /** One of these; `null` is whatever. Decimals canonical, `true` and `false` as text. */
  readonly among: readonly string[] | null;
  /** None of these; nothing is none of them. */
  readonly not: readonly string[];
  /** Canonical decimals; of money in the workspace's currency, major units. */
  readonly atLeast: string | null;
  readonly atMost: string | null;
  /** Whether anything is said. */
  readonly known: boolean | null;
}

type Plain = string | number | boolean;

const textsOf = ({ kind }: FieldType, values: Plain | readonly Plain[] | undefined): string[] =>
  (values === undefined ? [] : Array.isArray(values) ? values : [values]).map((value: Plain) =>
    kind === 'decimal' && typeof value !== 'boolean' ? (canonicalDecimal(value) ?? '') : String(value),
  );

const boundOf = (bound: string | number | undefined): string | null =>
  bound === undefined ? null : (canonicalDecimal(bound) ?? null);

/** A condition as it was written, once it is known to have no mistake. */
export const conditionOf = (type: RecordType, field: string, wanted: ConditionSettings): Condition => {
  const of = fieldOf(type, field)?.type ?? { kind: 'text' };
  const anything = { field, of, among: null, not: [], atLeast: null, atMost: null, known: null };
  if (typeof wanted !== 'object' || Array.isArray(wanted)) return { ...anything, among: textsOf(of, wanted) };
  const { atLeast, atMost, not, known = null } = wanted;
  return { ...anything, not: textsOf(of, not), atLeast: boundOf(atLeast), atMost: boundOf(atMost), known };
};

/** Whether something has to be said for a condition to hold. */
const isOfKnown = ({ among, atLeast, atMost, known }: Condition): boolean =>
  known === true || among !== null || atLeast !== null || atMost !== null;

const impliesNot = ({ among, not }: Condition, excluded: string): boolean =>
  among === null ? not.includes(excluded) : !among.includes(excluded);

/** Whether whatever one condition lets through another does, too; `false` where that is not plain to see. */
export const implies = (given: Condition, wanted: Condition): boolean =>
  given.field === wanted.field &&
  (wanted.among === null || (given.among?.every((one) => wanted.among?.includes(one)) ?? false)) &&
  wanted.not.every((excluded) => impliesNot(given, excluded)) &&
  (wanted.atLeast === null || (given.atLeast !== null && compareDecimals(given.atLeast, wanted.atLeast) >= 0)) &&
  (wanted.atMost === null || (given.atMost !== null && compareDecimals(given.atMost, wanted.atMost) <= 0)) &&
  (wanted.known !== true || isOfKnown(given)) &&
  (wanted.known !== false || given.known === false);

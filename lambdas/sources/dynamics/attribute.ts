import { at, listAt, memberOf } from '../json.ts';

/**
 * What a column holds. Lookups are the id of the row, choices the number of the choice (of several, all in ascending
 * order), dates ISO 8601 in UTC, yes and no `true` and `false`. `NaN` is what cannot be told: no field takes it, so
 * that it is refused by name where somebody asks for it.
 */
export interface Attribute {
  readonly plain: string | number | null;
  /** Of a lookup, the table of the row. */
  readonly table?: string;
  /** Of a date, epoch milliseconds. */
  readonly instant?: number;
}

/** Columns as they were sent: most of them nobody asks for, so that each is read when it is. */
export type Attributes = ReadonlyMap<string, unknown>;

const illegible: Attribute = { plain: Number.NaN };
const empty: Attribute = { plain: null };

/** An aliased value holds a choice, which holds a number; nothing is deeper. */
const deepest = 3;
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const nobody = '00000000-0000-0000-0000-000000000000';
/** What .NET can write: the years 1 to 9999. */
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];
const written = /^\/Date\((-?\d{1,16})([+-]\d{4})?\)\/$/;

/** The id of a row, in lower case; `undefined` of anything else, and of the id of nothing, which is all zeros. */
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && guid.test(value) && value !== nobody ? value.toLowerCase() : undefined;

/** A date as WCF writes it in JSON, `/Date(1506409448000-0700)/`: milliseconds, and minutes of the offset if any. */
export const dateOf = (value: unknown): { readonly at: number; readonly offset: number } | undefined => {
  const [, milliseconds, offset = '+0000'] = (typeof value === 'string' && written.exec(value)) || [];
  const instant = Number(milliseconds);
  if (!(instant >= earliest && instant <= latest)) return undefined;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  return { at: instant, offset: offset.startsWith('-') ? -minutes : minutes };
};

const ofText = (value: string): Attribute => {
  if (value === '' || value === nobody) return empty;
  const date = dateOf(value);
  if (date) return { plain: new Date(date.at).toISOString(), instant: date.at };
  return { plain: idOf(value) ?? value };
};

const ofSeveral = (values: readonly unknown[], depth: number): Attribute => {
  const choices = values.map((value) => attributeOf(value, depth + 1).plain);
  const numbers = choices.filter((choice) => typeof choice === 'number' && Number.isSafeInteger(choice)) as number[];
  if (numbers.length < choices.length) return illegible;
  return numbers.length === 0 ? empty : { plain: numbers.sort((a, b) => a - b).join(';') };
};

/** Lookups have `Id` and `LogicalName`; money, choices and aliased values have `Value`. */
const ofObject = (value: object, depth: number): Attribute => {
  const table = memberOf(value, 'LogicalName');
  if (typeof table !== 'string')
    return Object.hasOwn(value, 'Value') ? attributeOf(memberOf(value, 'Value'), depth + 1) : illegible;
  const id = memberOf(value, 'Id');
  if (id === nobody) return empty;
  return { plain: idOf(id) ?? illegible.plain, table };
};

/** A value of a column, by its form: the `__type` beside it says no more, and is not always there. */
export const attributeOf = (value: unknown, depth = 0): Attribute => {
  if (value === null || value === undefined) return empty;
  if (depth > deepest) return illegible;
  if (typeof value === 'string') return ofText(value);
  if (typeof value === 'number') return { plain: value };
  if (typeof value === 'boolean') return { plain: String(value) };
  return Array.isArray(value) ? ofSeveral(value, depth) : ofObject(value, depth);
};

/** The pairs of collections of Dataverse, which are lists of keys and values; of equal keys the last stands. */
export const pairsOf = (...collections: readonly (readonly unknown[])[]): ReadonlyMap<string, unknown> => {
  const pairs = new Map<string, unknown>();
  for (const collection of collections)
    for (const pair of collection) {
      const key = memberOf(pair, 'key');
      if (typeof key === 'string') pairs.set(key, memberOf(pair, 'value'));
    }
  return pairs;
};

/** The columns that several entities tell of one row together. */
export const attributesOf = (...entities: readonly unknown[]): Attributes =>
  pairsOf(...entities.map((entity) => listAt(entity, 'Attributes')));

/** What a column holds; `undefined` where it is not told. */
export const attributeIn = (attributes: Attributes, column: string): Attribute | undefined =>
  attributes.has(column) ? attributeOf(attributes.get(column)) : undefined;

/** The row that a reference, or an entity, stands for. */
export const rowIdOf = (reference: unknown): string | undefined => idOf(at(reference, 'Id'));

import type { Path } from '../yaml/file.ts';
import type { Lookup } from './lookups.ts';
import type { MapReader } from './mapReader.ts';
import { CellProblem, type Row } from './row.ts';
import { fromCell, fromLiteral, type Literal, type Reading, type Value } from './values.ts';
import type { Kind } from './vocabulary.ts';

/** What a part of the map says of a row; `undefined` is nothing. @throws CellProblem */
export type Expression = (row: Row) => Value | undefined;

/** What stands in a column of a row; `undefined` is nothing. @throws CellProblem */
export type CellReader = (row: Row) => string | undefined;

/** What expressions are compiled with. */
export interface Compiler {
  readonly reader: MapReader;
  readonly reading: Reading;
  readonly lookups: ReadonlyMap<string, Lookup | null>;
  /** Reads the column that a part of the map names, and notes that the map uses it. */
  cell(name: unknown, path: Path): CellReader;
  /** Compiles a value within a value. */
  part(input: unknown, kind: Kind, path: Path): Expression;
}

export type Entry = Readonly<Record<string, unknown>>;

/** One way to write a value, `{column: …, table: …}`. */
export type Form = (entry: Entry, kind: Kind, path: Path, compiler: Compiler) => Expression;

/** Stands in for what was complained of: the map is refused, so no row is ever read with it. */
export const nothing: Expression = () => undefined;

const isLiteral = (value: unknown): value is Literal => ['string', 'number', 'boolean'].includes(typeof value);

/** A value that is written in the map itself. */
export const literal = (value: unknown, kind: Kind, path: Path, { reader, reading }: Compiler): Value | undefined => {
  if (!isLiteral(value)) {
    reader.complain(path, 'must be text, a number, true or false');
    return undefined;
  }
  try {
    return fromLiteral(value, kind, reading);
  } catch (error) {
    if (!(error instanceof CellProblem)) throw error;
    reader.complain(path, error.message);
    return undefined;
  }
};

/** What to take when the map's first choice has nothing for a cell: the cell itself, a literal, nothing (`null`), or a complaint. */
export const otherwise = (
  entry: Entry,
  kind: Kind,
  path: Path,
  compiler: Compiler,
  complaint: (text: string) => string,
): ((text: string) => Value | undefined) => {
  if (!Object.hasOwn(entry, 'else')) {
    return (text) => {
      throw new CellProblem(complaint(text));
    };
  }
  if (entry.else === null) return () => undefined;
  if (entry.else === 'same') return (text) => fromCell(text, kind, compiler.reading);
  const value = literal(entry.else, kind, [...path, 'else'], compiler);
  return () => value;
};

/** What `else` says where several columns are all empty. */
export const lastOf = (entry: Entry, kind: Kind, path: Path, compiler: Compiler): Value | undefined =>
  entry.else === undefined || entry.else === null ? undefined : literal(entry.else, kind, [...path, 'else'], compiler);

import type { Path } from '../yaml/file.ts';
import type { Lookup } from './lookups.ts';
import type { MapReader } from './mapReader.ts';
import { CellProblem, type Row } from './row.ts';
import type { UnlistedCells } from './unlisted.ts';
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
  /** Told of the cells for which an `else` stands. */
  readonly unlisted: UnlistedCells;
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

/**
 * What to take when the map's first choice has nothing for a cell: the cell itself, a literal, nothing (`null`), or a
 * complaint.
 *
 * @param column which the cells are of, as the map names it
 */
export const otherwise = (
  entry: Entry,
  column: unknown,
  kind: Kind,
  path: Path,
  compiler: Compiler,
  complaint: (text: string) => string,
): ((row: Row, text: string) => Value | undefined) => {
  if (!Object.hasOwn(entry, 'else')) {
    return (_, text) => {
      throw new CellProblem(complaint(text));
    };
  }
  if (entry.else === null) return () => undefined;
  const isSame = entry.else === 'same';
  const said = isSame ? undefined : literal(entry.else, kind, [...path, 'else'], compiler);
  const miss = compiler.unlisted.of(String(column), String(entry.else));
  return ({ line }, text) => {
    const taken = isSame ? fromCell(text, kind, compiler.reading) : said;
    miss(line, text);
    return taken;
  };
};

/** What `else` says where several columns are all empty. */
export const lastOf = (entry: Entry, kind: Kind, path: Path, compiler: Compiler): Value | undefined =>
  entry.else === undefined || entry.else === null ? undefined : literal(entry.else, kind, [...path, 'else'], compiler);

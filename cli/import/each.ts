import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import { escaped } from './escaped.ts';
import type { MapReader } from './mapReader.ts';
import type { Row } from './row.ts';

/** The name under which an entry with `each` reads the cell of the column that it is made for. */
const theCell = '{cell}';
const part = /\{(\w+)\}/g;

/** Which columns an entry of the map is repeated for, their names having parts: `Date entered "{stage} ({pipeline})"`. */
export interface Each {
  /** Names, in braces, that the entry may read like columns. */
  readonly names: readonly string[];
  fits(column: string): boolean;
  /** The row once for each column that fits and is filled. */
  rowsOf(row: Row): Row[];
}

type Parts = ReadonlyMap<string, string>;
type Pattern = (column: string) => Parts | undefined;

const patternOf = (text: string): Pattern => {
  const names = [...text.matchAll(part)].map(([name]) => name);
  const literals = text.split(/\{\w+\}/).map(escaped);
  const pattern = new RegExp(`^${literals.join('(.+)')}$`, 'u');
  return (column) => {
    const match = pattern.exec(column);
    return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
  };
};

const rowWith = (row: Row, column: string, parts: Parts): Row => ({
  ...row,
  cell: (name) => (name === theCell ? row.cell(column) : (parts.get(name) ?? row.cell(name))),
});

/** Reads an entry's `each`: a name with parts in braces or a list of such names, of which the first that fits counts. */
export const readEach = (input: unknown, path: Path, reader: MapReader): Each | undefined => {
  const list: readonly unknown[] = Array.isArray(input) ? input : [input];
  const texts = list.filter((text) => typeof text === 'string' && text !== '') as string[];
  if (texts.length < list.length || texts.length === 0) {
    reader.complain(path, 'must be a name of columns with parts in braces, or a list of such names');
    return undefined;
  }
  const without = texts.find((text) => !/\{\w+\}/.test(text));
  if (without !== undefined) reader.complain(path, `${quoted(without)} has no part in braces: it is one column`);
  const patterns = texts.map(patternOf);
  // A file has few columns and many rows.
  const known = new Map<string, Parts | null>();
  const partsOf = (column: string): Parts | null => {
    const found = known.get(column);
    if (found !== undefined) return found;
    const parts = patterns.flatMap((pattern) => pattern(column) ?? [])[0] ?? null;
    known.set(column, parts);
    return parts;
  };
  return {
    names: [theCell, ...new Set(texts.flatMap((text) => text.match(part) ?? []))],
    fits: (column) => partsOf(column) !== null,
    rowsOf: (row) =>
      row.columns.flatMap((column) => {
        const parts = partsOf(column);
        return parts && row.cell(column) !== undefined ? [rowWith(row, column, parts)] : [];
      }),
  };
};

import type { Detail } from '../failure.ts';
import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import type { CellReader } from './compiler.ts';
import { type MapReader, pathName } from './mapReader.ts';

/** How the columns of a file are found by the names that its map has for them. */
export interface Columns {
  /**
   * Reads a column, and notes that the map uses it.
   *
   * @param own names that are no columns of the file
   */
  cell(name: unknown, path: Path, own: readonly string[]): CellReader;
  /** A complaint of each column that the map names, the file has not and may not lack. */
  absent(found: readonly string[]): Detail[];
  isUsed(column: string): boolean;
}

const empty: CellReader = () => undefined;

/** @param spellings how the file may call a column, by the map's name for it */
export const createColumns = (
  reader: MapReader,
  spellings: ReadonlyMap<string, readonly string[]>,
  optional: ReadonlySet<string>,
): Columns => {
  /** Where the map names a column first. */
  const named = new Map<string, Path>();
  const used = new Set<string>();
  const spelt = (name: string): readonly string[] => spellings.get(name) ?? [name];
  return {
    cell: (value, path, own) => {
      const name = reader.text(value, path);
      if (name === undefined) return empty;
      if (own.includes(name)) return (row) => row.cell(name);
      if (!named.has(name)) named.set(name, path);
      const names = spelt(name);
      for (const one of names) used.add(one);
      const [only = name] = names;
      if (names.length < 2) return (row) => row.cell(only);
      return (row) => {
        for (const one of names) {
          const text = row.cell(one);
          if (text !== undefined) return text;
        }
        return undefined;
      };
    },
    absent: (found) =>
      [...named]
        .filter(([name]) => !optional.has(name) && !spelt(name).some((one) => found.includes(one)))
        .map(([name, path]) => {
          const names = spelt(name);
          const missing = names.map(quoted).join(' or ');
          return {
            place: reader.file.place(path),
            path: pathName(path),
            message: `the file has no column ${missing}${suggestion(names[0] ?? name, found)}`,
          };
        }),
    isUsed: (column) => used.has(column),
  };
};

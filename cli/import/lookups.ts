import { basename, dirname, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import { assertOnce, csvRows } from './csvRows.ts';
import type { MapReader } from './mapReader.ts';
import { isBadLine, type Row } from './row.ts';

/** Another file that values are taken from, held in memory by its key. */
export interface Lookup {
  readonly name: string;
  readonly key: string;
  readonly columns: readonly string[];
  row(key: string): Row | undefined;
}

const load = async (name: string, path: string, key: string): Promise<Lookup> => {
  const file = basename(path);
  const { header, rows } = await csvRows(path, file, (columns) => {
    if (!columns.includes(key)) throw new Failure(`${file} has no column "${key}"${suggestion(key, columns)}`);
    assertOnce(file, columns, () => true);
  });
  const byKey = new Map<string, Row>();
  for await (const row of rows) {
    if (isBadLine(row)) throw new Failure(`${file}:${row.line}: ${row.message}`);
    const value = row.cell(key);
    if (value === undefined) continue;
    const first = byKey.get(value);
    if (first)
      throw new Failure(`${file}:${row.line}: ${quoted(value)} stands in "${key}" twice, on line ${first.line} too`);
    byKey.set(value, row);
  }
  return { name, key, columns: header, row: (value) => byKey.get(value) };
};

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const loadEntry = async (
  name: string,
  input: unknown,
  folders: readonly string[],
  reader: MapReader,
): Promise<Lookup | null> => {
  const path = ['lookups', name];
  const entry = reader.object(input, path, ['file', 'key']);
  const file = entry && reader.text(entry.file, [...path, 'file']);
  const key = entry && reader.text(entry.key, [...path, 'key']);
  if (file === undefined || key === undefined) return null;
  for (const folder of folders) {
    try {
      return await load(name, resolve(folder, file), key);
    } catch (error) {
      if (isAbsent(error)) continue;
      if (!(error instanceof Failure)) throw error;
      reader.complain([...path, 'file'], error.message);
      return null;
    }
  }
  reader.complain([...path, 'file'], `there is no file ${quoted(file)} in ${folders.join(' or ')}`);
  return null;
};

/**
 * The lookups of a map by name; `null` for one that cannot be had and has been complained of. Files are of the map's
 * folder or, when they are not there, of the folder of the data.
 */
export const loadLookups = async (
  input: unknown,
  data: string,
  reader: MapReader,
): Promise<Map<string, Lookup | null>> => {
  const lookups = new Map<string, Lookup | null>();
  const folders = [...new Set([dirname(reader.file.path), data])];
  for (const [name, value] of Object.entries(reader.object(input, ['lookups']) ?? {})) {
    lookups.set(name, await loadEntry(name, value, folders, reader));
  }
  return lookups;
};

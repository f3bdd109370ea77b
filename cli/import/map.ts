import { Failure } from '../failure.ts';
import { readYaml } from '../yaml/file.ts';
import { createColumns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import { compile } from './expression.ts';
import { loadLookups } from './lookups.ts';
import { createMapReader } from './mapReader.ts';
import { readColumns, readDates, readDecimal, readOptional } from './mapSettings.ts';
import { type RowMap, readRow } from './rowMap.ts';
import { UnlistedCells } from './unlisted.ts';
import { decimalReader } from './values.ts';

/** A map of an import, ready to be applied to rows. */
export interface ImportMap {
  readonly format: 'csv' | 'ndjson';
  readonly rows: readonly RowMap[];
  /** Complaints of columns that the map names and the file has not; `undefined` when it has them all. */
  absent(columns: readonly string[]): Failure | undefined;
  /** Whether anything in the map reads a column of the file. */
  isUsed(column: string): boolean;
  /** The cells of the rows read so far that its tables have not. */
  readonly unlisted: UnlistedCells;
}

/** Where things are, and what is said otherwise than in the map. */
export interface MapPlace {
  /** Of the map, unless it is absolute. */
  readonly directory: string;
  /** The folder of the file that is to be imported. Default: `directory`. */
  readonly data?: string;
  /** The time zone that dates are in, whatever the map says; one that there is. */
  readonly zone?: string | undefined;
}

const mapNames = ['format', 'dates', 'decimal', 'columns', 'optional', 'lookups', 'rows'];

/**
 * Reads the map of an import (`docs/imports.md` describes its language) and the lookups that it names.
 *
 * @throws Failure with every mistake in it, each with its line and the valid name nearest to what was written
 */
export const loadMap = async (path: string, { directory, data = directory, zone }: MapPlace): Promise<ImportMap> => {
  const file = await readYaml(path, directory);
  const reader = createMapReader(file);
  const input = reader.object(file.value ?? {}, [], mapNames) ?? {};
  if (input.format !== 'csv' && input.format !== 'ndjson') reader.complain(['format'], 'must be csv or ndjson');

  const columns = createColumns(reader, readColumns(input.columns, reader), readOptional(input.optional, reader));
  const reading = {
    dates: readDates(input.dates, zone, reader),
    decimal: decimalReader(readDecimal(input.decimal, reader)),
  };
  const lookups = await loadLookups(input.lookups, data, reader);
  const unlisted = new UnlistedCells();
  const compilerFor = (own: readonly string[]): Compiler => {
    const compiler: Compiler = {
      reader,
      reading,
      lookups,
      unlisted,
      cell: (name, at) => columns.cell(name, at, own),
      part: (part, kind, at) => compile(part, kind, at, compiler),
    };
    return compiler;
  };
  if (!Array.isArray(input.rows) || input.rows.length === 0)
    reader.complain(['rows'], 'must be a list of what a row says, one entry a record');
  const entries: unknown[] = Array.isArray(input.rows) ? input.rows : [];
  const rows = entries.flatMap((entry, index) => readRow(entry, ['rows', index], compilerFor) ?? []);

  if (reader.complaints.length > 0)
    throw new Failure(`${file.name} is not a map of an import.`, { details: reader.complaints });
  return {
    format: input.format === 'ndjson' ? 'ndjson' : 'csv',
    rows,
    absent: (found) => {
      const details = columns.absent(found);
      return details.length === 0
        ? undefined
        : new Failure(`${file.name} names columns that the file does not have.`, { details });
    },
    unlisted,
    isUsed: (column) => columns.isUsed(column) || rows.some(({ each }) => each?.fits(column) ?? false),
  };
};

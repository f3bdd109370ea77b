import { Failure } from '../failure.ts';
import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import { type Path, readYaml } from '../yaml/file.ts';
import { datesOf, formatProblem } from './dates.ts';
import { type Compiler, compile, type Expression } from './expression.ts';
import { loadLookups } from './lookups.ts';
import { createMapReader, type MapReader, pathName } from './mapReader.ts';
import { type DecimalMark, decimalReader, type Reading } from './values.ts';
import { fieldsOf, recordTypes } from './vocabulary.ts';

/** What one entry of `rows` makes of a row. */
export interface RowMap {
  readonly record: string;
  /** Columns and the cells that they must hold one of; any other row says nothing here. */
  readonly when: readonly (readonly [column: string, cells: readonly string[]])[];
  readonly id: Expression;
  readonly at: Expression;
  readonly seq: Expression | undefined;
  readonly set: readonly (readonly [field: string, value: Expression])[];
}

/** A map of an import, ready to be applied to rows. */
export interface ImportMap {
  readonly format: 'csv' | 'ndjson';
  readonly rows: readonly RowMap[];
  /** Complaints of columns that the map names and the file has not; `undefined` when it has them all. */
  absent(columns: readonly string[]): Failure | undefined;
}

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const readDates = (input: unknown, reader: MapReader): Reading['dates'] => {
  const entry = reader.object(input, ['dates'], ['format', 'zone']) ?? {};
  const format = entry.format === undefined ? 'ISO' : (reader.text(entry.format, ['dates', 'format']) ?? 'ISO');
  const zone = entry.zone === undefined ? undefined : reader.text(entry.zone, ['dates', 'zone']);
  const problem = formatProblem(format);
  if (problem) reader.complain(['dates', 'format'], problem);
  if (zone !== undefined && !isZone(zone)) {
    reader.complain(
      ['dates', 'zone'],
      `unknown time zone ${quoted(zone)}${suggestion(zone, Intl.supportedValuesOf('timeZone'))}`,
    );
    return datesOf('ISO', 'UTC');
  }
  if (zone === undefined && format !== 'ISO')
    reader.complain(['dates'], 'zone is required: which time zone the dates are in, "UTC" for example');
  return datesOf(problem ? 'ISO' : format, zone);
};

const readDecimal = (input: unknown, reader: MapReader): DecimalMark | undefined => {
  if (input === undefined || input === '.' || input === ',') return input;
  reader.complain(['decimal'], 'must be "." or ","');
  return undefined;
};

const readWhen = (input: unknown, path: Path, { reader, column }: Compiler): RowMap['when'] =>
  Object.entries(reader.object(input, path) ?? {}).map(([name, cells]) => {
    const list: unknown[] = Array.isArray(cells) ? cells : [cells];
    if (!list.every((cell) => ['string', 'number', 'boolean'].includes(typeof cell)))
      reader.complain([...path, name], 'must be a cell or a list of cells');
    return [column(name, [...path, name]), list.map(String)];
  });

const rowNames = ['record', 'when', 'id', 'at', 'seq', 'set'];

const readRow = (input: unknown, path: Path, compiler: Compiler): RowMap | undefined => {
  const { reader } = compiler;
  const entry = reader.object(input, path, rowNames);
  if (!entry) return undefined;
  const record = reader.text(entry.record, [...path, 'record']);
  if (record === undefined) return undefined;
  const fields = fieldsOf(record);
  if (!fields) {
    reader.complain([...path, 'record'], `unknown record type ${quoted(record)}${suggestion(record, recordTypes)}`);
    return undefined;
  }
  if (entry.at === undefined)
    reader.complain(
      [...path, 'at'],
      'is required: the column with the time of the change, never the time of the import',
    );
  const written = Object.entries(reader.object(entry.set, [...path, 'set']) ?? {});
  if (written.length === 0) reader.complain([...path, 'set'], 'must set at least one field');
  const set = written.flatMap(([field, value]) => {
    const at = [...path, 'set', field];
    const kind = /^custom\../.test(field) ? 'text' : Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (kind !== undefined) return [[field, compile(value, kind, at, compiler)] as const];
    reader.complain(at, `${record} has no field ${quoted(field)}${suggestion(field, Object.keys(fields))}`);
    return [];
  });
  return {
    record,
    when: readWhen(entry.when, [...path, 'when'], compiler),
    id: compile(entry.id, 'text', [...path, 'id'], compiler),
    at: entry.at === undefined ? () => undefined : compile(entry.at, 'instant', [...path, 'at'], compiler),
    seq: entry.seq === undefined ? undefined : compile(entry.seq, 'text', [...path, 'seq'], compiler),
    set,
  };
};

/**
 * Reads the map of an import (`docs/examples/maven/README.md` describes its language) and the lookups that it names.
 * `data` is the folder of the file to be imported.
 *
 * @throws Failure with every mistake in it, each with its line and the valid name nearest to what was written
 */
export const loadMap = async (path: string, directory: string, data = directory): Promise<ImportMap> => {
  const file = await readYaml(path, directory);
  const reader = createMapReader(file);
  const input = reader.object(file.value ?? {}, [], ['format', 'dates', 'decimal', 'lookups', 'rows']) ?? {};
  if (input.format !== 'csv' && input.format !== 'ndjson') reader.complain(['format'], 'must be csv or ndjson');

  const columns: { readonly name: string; readonly path: Path }[] = [];
  const compiler: Compiler = {
    reader,
    reading: { dates: readDates(input.dates, reader), decimal: decimalReader(readDecimal(input.decimal, reader)) },
    lookups: await loadLookups(input.lookups, data, reader),
    column: (value, at) => {
      const name = reader.text(value, at) ?? '';
      columns.push({ name, path: at });
      return name;
    },
  };
  if (!Array.isArray(input.rows) || input.rows.length === 0)
    reader.complain(['rows'], 'must be a list of what a row says, one entry a record');
  const entries: unknown[] = Array.isArray(input.rows) ? input.rows : [];
  const rows = entries.flatMap((entry, index) => readRow(entry, ['rows', index], compiler) ?? []);

  if (reader.complaints.length > 0)
    throw new Failure(`${file.name} is not a map of an import.`, { details: reader.complaints });
  return {
    format: input.format === 'ndjson' ? 'ndjson' : 'csv',
    rows,
    absent: (found) => {
      const details = columns
        .filter(({ name }) => !found.includes(name))
        .map(({ name, path: at }) => ({
          place: file.place(at),
          path: pathName(at),
          message: `the file has no column ${quoted(name)}${suggestion(name, found)}`,
        }));
      return details.length === 0
        ? undefined
        : new Failure(`${file.name} names columns that the file does not have.`, { details });
    },
  };
};

import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import type { CellReader, Compiler, Expression } from './compiler.ts';
import { type Each, readEach } from './each.ts';
import { compile } from './expression.ts';
import type { Row } from './row.ts';
import { fieldsOf, recordTypes } from './vocabulary.ts';

/** What one entry of `rows` makes of a row. */
export interface RowMap {
  readonly record: string;
  /** The row is taken once for each column that fits. */
  readonly each: Each | undefined;
  /** Whether a row says anything here. @throws CellProblem */
  applies(row: Row): boolean;
  /** Fields without which nothing is said. */
  readonly needs: readonly string[];
  readonly id: Expression;
  readonly at: Expression;
  readonly seq: Expression | undefined;
  readonly set: readonly (readonly [field: string, value: Expression])[];
}

type Condition = (row: Row) => boolean;

const isCell = (cell: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof cell);

const isNegated = (input: unknown): input is { readonly not: unknown } =>
  typeof input === 'object' && input !== null && Object.keys(input).join() === 'not';

const conditionOf = (name: string, input: unknown, path: Path, { reader, cell }: Compiler): Condition => {
  const wanted = isNegated(input) ? input.not : input;
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (!list.every(isCell)) reader.complain(path, 'must be a cell or a list of cells, or {not: …}');
  const cells = new Set(list.map(String));
  const read: CellReader = cell(name, path);
  const isTold = !isNegated(input);
  return (row) => cells.has(read(row) ?? '') === isTold;
};

const readWhen = (input: unknown, path: Path, compiler: Compiler): RowMap['applies'] => {
  const conditions = Object.entries(compiler.reader.object(input, path) ?? {}).map(([name, cells]) =>
    conditionOf(name, cells, [...path, name], compiler),
  );
  return (row) => conditions.every((holds) => holds(row));
};

const readSet = (
  input: unknown,
  record: string,
  path: Path,
  compiler: Compiler,
): readonly (readonly [string, Expression])[] => {
  const { reader } = compiler;
  const fields = fieldsOf(record) ?? {};
  const written = Object.entries(reader.object(input, path) ?? {});
  if (written.length === 0) reader.complain(path, 'must set at least one field');
  return written.flatMap(([field, value]) => {
    const at = [...path, field];
    const kind = /^custom\../.test(field) ? 'text' : Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (kind !== undefined) return [[field, compile(value, kind, at, compiler)] as const];
    reader.complain(at, `${record} has no field ${quoted(field)}${suggestion(field, Object.keys(fields))}`);
    return [];
  });
};

/** Fields of `set` that an entry cannot do without: one name or a list. */
const readNeeds = (input: unknown, set: RowMap['set'], path: Path, { reader }: Compiler): string[] => {
  const list: readonly unknown[] = input === undefined ? [] : Array.isArray(input) ? input : [input];
  const fields = set.map(([field]) => field);
  return list.flatMap((name) => {
    const field = reader.text(name, path);
    if (field === undefined || fields.includes(field)) return field ?? [];
    reader.complain(path, `${quoted(field)} is not among what is set${suggestion(field, fields)}`);
    return [];
  });
};

const names = ['record', 'each', 'when', 'needs', 'id', 'at', 'seq', 'set'];

/** @param compilerFor the compiler of an entry that may read these names beside the file's columns */
export const readRow = (
  input: unknown,
  path: Path,
  compilerFor: (names: readonly string[]) => Compiler,
): RowMap | undefined => {
  const { reader } = compilerFor([]);
  const entry = reader.object(input, path, names);
  if (!entry) return undefined;
  const record = reader.text(entry.record, [...path, 'record']);
  if (record === undefined) return undefined;
  if (!fieldsOf(record)) {
    reader.complain([...path, 'record'], `unknown record type ${quoted(record)}${suggestion(record, recordTypes)}`);
    return undefined;
  }
  if (entry.at === undefined)
    reader.complain(
      [...path, 'at'],
      'is required: the column with the time of the change, never the time of the import',
    );
  const each = entry.each === undefined ? undefined : readEach(entry.each, [...path, 'each'], reader);
  const compiler = compilerFor(each?.names ?? []);
  const set = readSet(entry.set, record, [...path, 'set'], compiler);
  return {
    record,
    each,
    set,
    needs: readNeeds(entry.needs, set, [...path, 'needs'], compiler),
    applies: readWhen(entry.when, [...path, 'when'], compiler),
    id: compile(entry.id, 'text', [...path, 'id'], compiler),
    at: entry.at === undefined ? () => undefined : compile(entry.at, 'instant', [...path, 'at'], compiler),
    seq: entry.seq === undefined ? undefined : compile(entry.seq, 'text', [...path, 'seq'], compiler),
  };
};

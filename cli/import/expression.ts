import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import { isAfter, later, type Span, spans } from './dates.ts';
import type { Lookup } from './lookups.ts';
import type { MapReader } from './mapReader.ts';
import { CellProblem, type Row } from './row.ts';
import { fromCell, fromLiteral, type Literal, type Reading, type Value } from './values.ts';
import type { Kind } from './vocabulary.ts';

/** What a part of the map says of a row; `undefined` is nothing. @throws CellProblem */
export type Expression = (row: Row) => Value | undefined;

/** What expressions are compiled with. */
export interface Compiler {
  readonly reader: MapReader;
  readonly reading: Reading;
  readonly lookups: ReadonlyMap<string, Lookup | null>;
  /** Notes that the map uses a column of the file. */
  column(name: unknown, path: Path): string;
}

/** Stands in for what was complained of: the map is refused, so no row is ever read with it. */
const nothing: Expression = () => undefined;

const isLiteral = (value: unknown): value is Literal => ['string', 'number', 'boolean'].includes(typeof value);

const literal = (value: unknown, kind: Kind, path: Path, { reader, reading }: Compiler): Value | undefined => {
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
const otherwise = (
  entry: Readonly<Record<string, unknown>>,
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

type Form = (entry: Readonly<Record<string, unknown>>, kind: Kind, path: Path, compiler: Compiler) => Expression;

const value: Form = (entry, kind, path, compiler) => {
  const said = literal(entry.value, kind, [...path, 'value'], compiler);
  return () => said;
};

const latest: Form = (entry, kind, path, compiler) => {
  if (kind !== 'instant') compiler.reader.complain([...path, 'latest'], 'only an instant has a latest');
  if (!Array.isArray(entry.latest) || entry.latest.length === 0) {
    compiler.reader.complain([...path, 'latest'], 'must be a list of columns');
    return nothing;
  }
  const parts = entry.latest.map((part: unknown, index) =>
    compile(part, 'instant', [...path, 'latest', index], compiler),
  );
  const last =
    entry.else === undefined || entry.else === null
      ? undefined
      : literal(entry.else, kind, [...path, 'else'], compiler);
  return (row) =>
    parts.reduce<Value | undefined>((found, part) => {
      const said = part(row);
      return found === undefined || (said !== undefined && isAfter(String(said), String(found))) ? said : found;
    }, undefined) ?? last;
};

const lookup: Form = (entry, kind, path, compiler) => {
  const { reader, lookups, reading } = compiler;
  const name = reader.text(entry.lookup, [...path, 'lookup']);
  const by = compiler.column(entry.by, [...path, 'by']);
  const column = reader.text(entry.column, [...path, 'column']);
  const found = name === undefined ? undefined : lookups.get(name);
  if (name === undefined || column === undefined) return nothing;
  if (found === null) return nothing;
  if (found === undefined) {
    reader.complain([...path, 'lookup'], `unknown lookup ${quoted(name)}${suggestion(name, [...lookups.keys()])}`);
    return nothing;
  }
  if (!found.columns.includes(column)) {
    reader.complain(
      [...path, 'column'],
      `"${name}" has no column ${quoted(column)}${suggestion(column, found.columns)}`,
    );
  }
  const miss = otherwise(
    entry,
    kind,
    path,
    compiler,
    (text) => `no row of "${name}" has ${quoted(text)} as its ${found.key}: add it there, or give the map an \`else\``,
  );
  return (row) => {
    const key = row.cell(by);
    if (key === undefined) return undefined;
    const other = found.row(key);
    if (!other) return miss(key);
    const text = other.cell(column);
    return text === undefined ? undefined : fromCell(text, kind, reading);
  };
};

const table: Form = (entry, kind, path, compiler) => {
  const column = compiler.column(entry.column, [...path, 'column']);
  const entries = Object.entries(compiler.reader.object(entry.table, [...path, 'table']) ?? {});
  const known = new Map(entries.map(([key, to]) => [key, literal(to, kind, [...path, 'table', key], compiler)]));
  const miss = otherwise(
    entry,
    kind,
    path,
    compiler,
    (text) => `${quoted(text)} of column "${column}" is not in the table: add it there, or give the map an \`else\``,
  );
  return (row) => {
    const text = row.cell(column);
    if (known.has(text ?? '')) return known.get(text ?? '');
    return text === undefined ? undefined : miss(text);
  };
};

const plus: Form = (entry, kind, path, compiler) => {
  const { reader, reading } = compiler;
  if (kind !== 'instant') reader.complain([...path, 'plus'], 'only an instant can be moved on');
  const start = compiler.column(entry.column, [...path, 'column']);
  const parts = Object.entries(reader.object(entry.plus, [...path, 'plus'], spans) ?? {});
  const [span, from] = parts[0] ?? [];
  if (span === undefined || parts.length > 1) {
    reader.complain([...path, 'plus'], `must name one of ${spans.join(', ')} and its column`);
    return nothing;
  }
  const amount = compiler.column(from, [...path, 'plus', span]);
  return (row) => {
    const instant = row.cell(start);
    const length = row.cell(amount);
    if (instant === undefined || length === undefined) return undefined;
    return later(String(fromCell(instant, 'instant', reading)), Number(reading.decimal(length)), span as Span);
  };
};

const cellOf =
  (column: string, kind: Kind, reading: Reading): Expression =>
  (row) => {
    const text = row.cell(column);
    return text === undefined ? undefined : fromCell(text, kind, reading);
  };

const column: Form = (entry, kind, path, compiler) =>
  cellOf(compiler.column(entry.column, [...path, 'column']), kind, compiler.reading);

/** Each form is known by a name that the others lack; the first that fits is taken. */
const forms: readonly { readonly by: string; readonly names: readonly string[]; readonly form: Form }[] = [
  { by: 'value', names: ['value'], form: value },
  { by: 'latest', names: ['latest', 'else'], form: latest },
  { by: 'lookup', names: ['lookup', 'by', 'column', 'else'], form: lookup },
  { by: 'table', names: ['column', 'table', 'else'], form: table },
  { by: 'plus', names: ['column', 'plus'], form: plus },
  { by: 'column', names: ['column'], form: column },
];

/** Compiles one value of the map: the name of a column, or one of the forms above. */
export const compile = (input: unknown, kind: Kind, path: Path, compiler: Compiler): Expression => {
  if (typeof input === 'string') return cellOf(compiler.column(input, path), kind, compiler.reading);
  const { reader } = compiler;
  if (input === undefined || input === null) {
    reader.complain(path, input === null ? 'says nothing: name a column' : 'is required');
    return nothing;
  }
  const entry = reader.object(input, path);
  if (!entry) return nothing;
  const found = forms.find(({ by }) => Object.hasOwn(entry, by));
  if (!found) {
    const [name = ''] = Object.keys(entry);
    reader.complain(
      path,
      `must be the name of a column or one of ${forms.map(({ by }) => `{${by}: …}`).join(', ')}${
        name &&
        suggestion(
          name,
          forms.map(({ by }) => by),
        )
      }`,
    );
    return nothing;
  }
  reader.object(entry, path, found.names);
  return found.form(entry, kind, path, compiler);
};

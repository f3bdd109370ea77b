import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import {
  type CellReader,
  type Compiler,
  type Entry,
  type Expression,
  type Form,
  literal,
  nothing,
  otherwise,
} from './compiler.ts';
import { changeOf } from './texts.ts';
import { fromCell } from './values.ts';
import type { Kind } from './vocabulary.ts';

/** Values that are made of one cell, or of none. */

export const value: Form = (entry, kind, path, compiler) => {
  const said = literal(entry.value, kind, [...path, 'value'], compiler);
  return () => said;
};

/** The cell as `match` and `as` leave it. */
const changed = (entry: Entry, path: Path, compiler: Compiler): CellReader => {
  const cell = compiler.cell(entry.column, [...path, 'column']);
  const change = changeOf(entry, path, compiler.reader);
  return (row) => {
    const text = cell(row);
    return text === undefined ? undefined : change(text);
  };
};

/** What a cell holds, read as the field is. */
export const read = (cell: CellReader, kind: Kind, { reading }: Compiler): Expression => {
  return (row) => {
    const text = cell(row);
    return text === undefined ? undefined : fromCell(text, kind, reading);
  };
};

export const column: Form = (entry, kind, path, compiler) => read(changed(entry, path, compiler), kind, compiler);

/** What a table says of a cell: nothing, a value within it, or a literal. */
const translation = (to: unknown, kind: Kind, path: Path, compiler: Compiler): Expression => {
  if (to === null) return nothing;
  if (typeof to === 'object') return compiler.part(to, kind, path);
  const said = literal(to, kind, path, compiler);
  return () => said;
};

export const table: Form = (entry, kind, path, compiler) => {
  const cell = changed(entry, path, compiler);
  const entries = Object.entries(compiler.reader.object(entry.table, [...path, 'table']) ?? {});
  const known = new Map(entries.map(([key, to]) => [key, translation(to, kind, [...path, 'table', key], compiler)]));
  const miss = otherwise(
    entry,
    entry.column,
    kind,
    path,
    compiler,
    (text) =>
      `${quoted(text)} of column "${String(entry.column)}" is not in the table: add it there, or give the map an \`else\``,
  );
  return (row) => {
    const text = cell(row);
    const found = known.get(text ?? '');
    if (found) return found(row);
    return text === undefined ? undefined : miss(row, text);
  };
};

export const lookup: Form = (entry, kind, path, compiler) => {
  const { reader, lookups, reading } = compiler;
  const name = reader.text(entry.lookup, [...path, 'lookup']);
  const by = compiler.cell(entry.by, [...path, 'by']);
  const wanted = reader.text(entry.column, [...path, 'column']);
  const found = name === undefined ? undefined : lookups.get(name);
  if (name === undefined || wanted === undefined) return nothing;
  if (found === null) return nothing;
  if (found === undefined) {
    reader.complain([...path, 'lookup'], `unknown lookup ${quoted(name)}${suggestion(name, [...lookups.keys()])}`);
    return nothing;
  }
  if (!found.columns.includes(wanted)) {
    reader.complain(
      [...path, 'column'],
      `"${name}" has no column ${quoted(wanted)}${suggestion(wanted, found.columns)}`,
    );
  }
  const miss = otherwise(
    entry,
    entry.by,
    kind,
    path,
    compiler,
    (text) => `no row of "${name}" has ${quoted(text)} as its ${found.key}: add it there, or give the map an \`else\``,
  );
  return (row) => {
    const key = by(row);
    if (key === undefined) return undefined;
    const other = found.row(key);
    if (!other) return miss(row, key);
    const text = other.cell(wanted);
    return text === undefined ? undefined : fromCell(text, kind, reading);
  };
};

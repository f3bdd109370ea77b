import type { Path } from '../yaml/file.ts';
import { type Compiler, type Entry, type Expression, type Form, lastOf, nothing } from './compiler.ts';
import { isAfter, later, type Span, spans } from './dates.ts';
import { fromCell, type Value } from './values.ts';
import type { Kind } from './vocabulary.ts';

/** Values that are made of several cells. */

const partsOf = (entry: Entry, name: string, kind: Kind, path: Path, compiler: Compiler): Expression[] => {
  const list: unknown = entry[name];
  if (Array.isArray(list) && list.length > 0)
    return list.map((part: unknown, index) => compiler.part(part, kind, [...path, name, index]));
  compiler.reader.complain([...path, name], 'must be a list of columns');
  return [];
};

export const latest: Form = (entry, kind, path, compiler) => {
  if (kind !== 'instant') compiler.reader.complain([...path, 'latest'], 'only an instant has a latest');
  const parts = partsOf(entry, 'latest', 'instant', path, compiler);
  const last = lastOf(entry, kind, path, compiler);
  return (row) =>
    parts.reduce<Value | undefined>((found, part) => {
      const said = part(row);
      return found === undefined || (said !== undefined && isAfter(String(said), String(found))) ? said : found;
    }, undefined) ?? last;
};

export const first: Form = (entry, kind, path, compiler) => {
  const parts = partsOf(entry, 'first', kind, path, compiler);
  const last = lastOf(entry, kind, path, compiler);
  return (row) => {
    for (const part of parts) {
      const said = part(row);
      if (said !== undefined) return said;
    }
    return last;
  };
};

export const join: Form = (entry, kind, path, compiler) => {
  if (kind !== 'text') compiler.reader.complain([...path, 'join'], 'only texts can be joined');
  const parts = partsOf(entry, 'join', 'text', path, compiler);
  const between = entry.with ?? ' ';
  if (typeof between !== 'string') compiler.reader.complain([...path, 'with'], 'must be text');
  return (row) =>
    parts
      .flatMap((part) => part(row) ?? [])
      .join(String(between))
      .trim() || undefined;
};

export const plus: Form = (entry, kind, path, compiler) => {
  const { reader, reading } = compiler;
  if (kind !== 'instant') reader.complain([...path, 'plus'], 'only an instant can be moved on');
  const start = compiler.cell(entry.column, [...path, 'column']);
  const parts = Object.entries(reader.object(entry.plus, [...path, 'plus'], spans) ?? {});
  const [span, from] = parts[0] ?? [];
  if (span === undefined || parts.length > 1) {
    reader.complain([...path, 'plus'], `must name one of ${spans.join(', ')} and its column`);
    return nothing;
  }
  const amount = compiler.cell(from, [...path, 'plus', span]);
  return (row) => {
    const instant = start(row);
    const length = amount(row);
    if (instant === undefined || length === undefined) return undefined;
    return later(String(fromCell(instant, 'instant', reading)), Number(reading.decimal(length)), span as Span);
  };
};

const dayInHours = 24;

/** A day, made as exact as is known: the first of the instants that falls on it, else its beginning. */
export const within: Form = (entry, kind, path, compiler) => {
  if (kind !== 'instant') compiler.reader.complain([...path, 'within'], 'only an instant falls on a day');
  const day = compiler.part(entry.column, 'instant', [...path, 'column']);
  const parts = partsOf(entry, 'within', 'instant', path, compiler);
  return (row) => {
    const begin = day(row);
    if (begin === undefined) return undefined;
    const end = later(String(begin), dayInHours, 'hours');
    const falls = (said: Value | undefined): said is Value =>
      said !== undefined && !isAfter(String(begin), String(said)) && isAfter(end, String(said));
    return parts.map((part) => part(row)).find(falls) ?? begin;
  };
};

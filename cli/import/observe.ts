import type { ImportMap } from './map.ts';
import { CellProblem, type Row } from './row.ts';
import type { RowMap } from './rowMap.ts';
import type { Value } from './values.ts';

/** One observation as the API takes it. */
export interface Observation {
  readonly record: string;
  readonly id: string;
  readonly at: string;
  readonly seq?: string;
  readonly set: Readonly<Record<string, Value>>;
}

/** Why a line, or an observation made of it, does not count. */
export interface Problem {
  readonly line: number;
  /** The type of record that was to be made, where the line could be read at all. */
  readonly record?: string;
  /** Where in the observation, `set.amount`. */
  readonly path?: string;
  /** Where else of the same row the same is true, `deal set.closedAt`. */
  readonly also?: readonly string[];
  readonly message: string;
}

/** What one entry of the map makes of one row: an observation, nothing, or why not. */
export type Observed = { readonly observation: Observation } | { readonly problems: readonly Problem[] } | undefined;

const observeOne = (map: RowMap, row: Row): Observed => {
  const problems: Problem[] = [];
  const attempt = <T>(path: string, evaluate: () => T): T | undefined => {
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof CellProblem)) throw error;
      problems.push({ line: row.line, record: map.record, path, message: error.message });
      return undefined;
    }
  };
  if (!attempt('when', () => map.applies(row))) return problems.length > 0 ? { problems } : undefined;
  const id = attempt('id', () => map.id(row));
  if (id === undefined && problems.length === 0) return undefined;
  const at = attempt('at', () => {
    const instant = map.at(row);
    if (instant === undefined)
      throw new CellProblem('no time: the columns that hold it are empty; the map may give an `else`');
    return instant;
  });
  const seq = attempt('seq', () => map.seq?.(row));
  const before = problems.length;
  const set: Record<string, Value> = {};
  for (const [field, expression] of map.set) {
    const value = attempt(`set.${field}`, () => expression(row));
    if (value !== undefined) set[field] = value;
  }
  // Where nothing is to be said, it does not matter for when.
  if (problems.length === before && !map.needs.every((field) => Object.hasOwn(set, field))) return undefined;
  if (problems.length > 0) return { problems };
  if (Object.keys(set).length === 0) return undefined;
  return {
    observation: {
      record: map.record,
      id: String(id),
      at: String(at),
      ...(seq === undefined ? {} : { seq: String(seq) }),
      set,
    },
  };
};

/** What an entry that is repeated for columns makes of a row; nothing where none of them is filled. */
const observeEach = (map: RowMap, row: Row): Observed[] => {
  const rows = map.each ? map.each.rowsOf(row) : [row];
  return rows.length === 0 ? [undefined] : rows.map((one) => observeOne(map, one));
};

/** What each entry of the map makes of a row, in order. Empty cells say nothing; a row without an id says nothing. */
export const observe = ({ rows }: ImportMap, row: Row): Observed[] => rows.flatMap((map) => observeEach(map, row));

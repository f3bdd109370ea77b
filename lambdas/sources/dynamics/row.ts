import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import { type Attribute, type Attributes, attributeIn } from './attribute.ts';
import type { Context } from './context.ts';
import { startOfDate } from './day.ts';

/** A row at one instant, of which more or less was told. */
export interface Row {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `undefined` where nothing was told of the column. */
  get(column: string): Attribute | undefined;
  /** Whether the operation made the row. */
  readonly isNew: boolean;
  /** The row before the operation, as far as an image of it was registered. */
  readonly before: Row | undefined;
  /** Whether the operation changed the column, as far as can be told, rather than that an image repeats it. */
  isChanged(column: string): boolean;
}

/** The row after an operation. */
export const rowAfter = ({ message, written, after, before }: Context, id: string, at: number): Row => ({
  id,
  at,
  isNew: message === 'Create',
  before: before.size > 0 ? rowIn(before, id, at) : undefined,
  get: (column) => attributeIn(written, column) ?? attributeIn(after, column),
  // What writes all of a row's columns back says nothing new of those that were the same before.
  isChanged: (column) =>
    written.has(column) && attributeIn(before, column)?.plain !== attributeIn(written, column)?.plain,
});

/** The row as an image shows it, of which nothing is known to have changed. */
export const rowIn = (image: Attributes, id: string, at: number): Row => ({
  id,
  at,
  isNew: false,
  before: undefined,
  get: (column) => attributeIn(image, column),
  isChanged: () => false,
});

/** What a column holds, for a field of any type. */
export const plainOf = (row: Row, column: string): string | number | null | undefined => row.get(column)?.plain;

/** What a column holds as text, the number of a choice for example; `undefined` where it is empty or illegible. */
export const textOf = (row: Row, column: string): string | undefined => {
  const plain = plainOf(row, column);
  return plain === null || plain === undefined || Number.isNaN(plain) ? undefined : String(plain);
};

/** What a column for instants holds. */
export const instantOf = (row: Row, column: string): Date | string | number | null | undefined => {
  const attribute = row.get(column);
  return instant(attribute?.instant) ?? attribute?.plain;
};

/** The row that a lookup leads to in a table: of several columns the first that does; `null` where they are empty. */
export const referenceOf = (row: Row, table: string, ...columns: string[]): string | number | null | undefined => {
  const told = columns.flatMap((column) => row.get(column) ?? []);
  const found = told.find((attribute) => attribute.table === table);
  return found ? found.plain : told.some(({ plain }) => plain === null) ? null : undefined;
};

/** The first instant of the day that a column holds, where it is one for days. */
export const startOf = (row: Row, column: string, { timeZone }: SourceSettings): number | null | undefined => {
  const attribute = row.get(column);
  if (attribute?.instant === undefined) return attribute?.plain === null ? null : undefined;
  return startOfDate(attribute.instant, timeZone);
};

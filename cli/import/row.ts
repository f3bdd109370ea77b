/** One row of the file, whatever its format. */
export interface Row {
  /** The line that it begins on, from 1. */
  readonly line: number;
  /** Where it ends in the file, in bytes. */
  readonly end: number;
  /** The names that it has, filled or not; of CSV those of the header. */
  readonly columns: readonly string[];
  /** What stands in a column, without spaces around it; `undefined` when nothing does. @throws CellProblem */
  cell(column: string): string | undefined;
}

/** A line that could not be read as a row. */
export interface BadLine {
  readonly line: number;
  readonly end: number;
  readonly message: string;
}

/** A cell cannot be what the map takes it for. */
export class CellProblem extends Error {
  override readonly name = 'CellProblem';
}

export const isBadLine = (item: Row | BadLine): item is BadLine => 'message' in item;

import { createReadStream } from 'node:fs';
import { type BadLine, CellProblem, type Row } from './row.ts';

const longestLineInBytes = 1 << 20;

interface Line {
  readonly line: number;
  readonly end: number;
  /** `null` when it is too long to be kept. */
  readonly bytes: Buffer | null;
}

/** Lines end at LF only: the other separators of Unicode may stand inside JSON text. */
async function* linesOf(path: string): AsyncGenerator<Line> {
  let line = 1;
  let position = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length > longestLineInBytes) parts = [];
    else parts.push(part);
  };
  const take = (end: number): Line => {
    const bytes = length > longestLineInBytes ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { line: line++, end, bytes };
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      yield take(position + from);
    }
    add(chunk.subarray(from));
    position += chunk.length;
  }
  if (length > 0) yield take(position);
}

const cellOf =
  (row: Readonly<Record<string, unknown>>): Row['cell'] =>
  (column) => {
    const value = Object.hasOwn(row, column) ? row[column] : undefined;
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object')
      throw new CellProblem(`"${column}" holds ${Array.isArray(value) ? 'a list' : 'an object'}, not one value`);
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new CellProblem(`"${column}" holds a number too large to be exact: write it as text`);
    return String(value).trim() || undefined;
  };

const decoder = new TextDecoder('utf-8', { fatal: true });

const rowOf = (
  { line, end }: Line,
  bytes: Buffer,
  named: (names: readonly string[]) => void,
): Row | BadLine | undefined => {
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return { line, end, message: 'not UTF-8' };
  }
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { line, end, message: 'not a JSON object' };
    const columns = Object.keys(value);
    named(columns);
    return { line, end, columns, cell: cellOf(value as Record<string, unknown>) };
  } catch (error) {
    return { line, end, message: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** Rows of a file with one JSON object a line; blank lines are none. `named` is told the names that each row has. */
export async function* ndjsonRows(
  path: string,
  named: (names: readonly string[]) => void = () => {},
): AsyncGenerator<Row | BadLine> {
  for await (const line of linesOf(path)) {
    const { bytes } = line;
    const row =
      bytes === null ? { line: line.line, end: line.end, message: 'longer than 1 MB' } : rowOf(line, bytes, named);
    if (row) yield row;
  }
}

import { Failure } from '../failure.ts';
import { count } from '../terminal/text.ts';
import { type CsvRecord, csvRecords } from './csv.ts';
import type { BadLine, Row } from './row.ts';

const replacement = '\ufffd';

const headerOf = (name: string, first: CsvRecord | BadLine | undefined): string[] => {
  if (first === undefined) throw new Failure(`${name} is empty: its first line must name the columns.`);
  if ('message' in first)
    throw new Failure(`${name}:${first.line}: the line that names the columns cannot be read: ${first.message}.`);
  const header = first.cells.map((cell) => cell.trim());
  if (header.some((cell) => cell.includes('\r'))) {
    throw new Failure(`${name} ends its lines in CR alone.`, {
      hint: 'Save it with LF or CRLF; in Excel: "CSV UTF-8".',
    });
  }
  if (header.some((cell) => cell.includes(replacement)))
    throw new Failure(`${name} is not UTF-8.`, { hint: 'Save it as CSV in UTF-8; in Excel: "CSV UTF-8".' });
  return header;
};

/**
 * Exports may have a heading twice; which of the two is meant matters only where it is read.
 *
 * @throws Failure when a column that is used stands twice
 */
export const assertOnce = (name: string, header: readonly string[], isUsed: (column: string) => boolean): void => {
  const twice = header.find((cell, index) => cell !== '' && header.indexOf(cell) !== index && isUsed(cell));
  if (twice !== undefined)
    throw new Failure(`${name}:1: the column "${twice}" stands twice.`, { hint: 'Rename or remove one of them.' });
};

const problemOf = (cells: readonly string[], header: readonly string[]): string | undefined => {
  if (cells.length !== header.length) return `${count(cells.length, 'cell')} where the header has ${header.length}`;
  return cells.some((cell) => cell.includes(replacement)) ? 'not UTF-8: save the file as CSV in UTF-8' : undefined;
};

export interface CsvRows {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<Row | BadLine>;
}

/**
 * A CSV file's rows by the names in its header. `check` throws where they do not serve.
 *
 * @throws Failure when the header cannot be used
 */
export const csvRows = async (
  path: string,
  name: string,
  check: (header: readonly string[]) => void,
): Promise<CsvRows> => {
  const records = csvRecords(path);
  const first = await records.next();
  let header: string[];
  try {
    header = headerOf(name, first.done ? undefined : first.value);
    check(header);
  } catch (error) {
    await records.return(undefined); // which closes the file
    throw error;
  }
  const index = new Map(header.map((column, place) => [column, place]));

  async function* rows(): AsyncGenerator<Row | BadLine> {
    for await (const record of records) {
      if ('message' in record) {
        yield record;
        continue;
      }
      const { line, end, cells } = record;
      const message = problemOf(cells, header);
      yield message === undefined
        ? { line, end, columns: header, cell: (column) => cells[index.get(column) ?? -1]?.trim() || undefined }
        : { line, end, message };
    }
  }
  return { header, rows: rows() };
};

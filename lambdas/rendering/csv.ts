import { stringify } from 'csv-stringify/sync';
import type { KpiDescription } from '../domain/kpis/kpi.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import type { Rendered } from './render.ts';
import { rowColumns, rowsOf } from './rows.ts';

/** What makes a spreadsheet take a text for a formula, full-width forms included. */
const formula = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;

/** A text that stays a text when a spreadsheet opens it. */
const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

/**
 * A review's numbers as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets ask for), in long form and with
 * all their digits. Numbers are written as numbers, `1240512.37`; a text that a spreadsheet would run begins with `'`.
 * `reader` leaves only the KPIs of that reader.
 */
export const renderCsv = (
  document: ReviewDocument,
  catalogue: readonly KpiDescription[],
  reader?: Rendered['reader'],
): string =>
  stringify(
    rowsOf(document, catalogue, reader).map((row) =>
      rowColumns.map((column) => {
        const cell = row[column];
        return typeof cell === 'string' ? defused(cell) : cell;
      }),
    ),
    { bom: true, header: true, columns: [...rowColumns], record_delimiter: 'windows' },
  );

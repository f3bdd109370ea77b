import type { KpiDescription } from '../domain/kpis/kpi.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { seenBy } from './reader.ts';
import type { Rendered } from './render.ts';
import { type Row, rowColumns, rowsOf } from './rows.ts';
import { wordedRows } from './wordedRows.ts';

interface Form {
  /** What stands between the cells. */
  readonly separator: ',' | ';';
  /** What stands before decimals. */
  readonly decimal: '.' | ',';
}

/** Of programs, whatever the language: RFC 4180. */
const plain: Form = { separator: ',', decimal: '.' };
const continental: Form = { separator: ';', decimal: ',' };

/**
 * Where a spreadsheet would take a text for a formula: where it begins, and behind a separator, since one that splits at
 * the other begins a cell there, and drops the quotes that the cell then begins with.
 */
const formula = /(^|[,;])([\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/**
 * What a spreadsheet in the language of a locale opens with a double click: where decimals follow a comma, commas cannot
 * stand between cells, and it asks for semicolons.
 */
const formOf = (locale: string): Form =>
  new Intl.NumberFormat(locale).formatToParts(0.5).some(({ type, value }) => type === 'decimal' && value === ',')
    ? continental
    : plain;

/** A text on one line that stays a text when a spreadsheet opens it: what would begin a formula has `'` before it. */
const defused = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(formula, "$1'$2");

const quoted = (text: string): string => (/[",;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cellOf = (cell: string | number | null, form: Form): string => {
  if (cell === null) return '';
  return typeof cell === 'number' ? quoted(String(cell).replace('.', form.decimal)) : quoted(defused(cell));
};

/** With the byte order mark by which spreadsheets know UTF-8. */
const fileOf = (header: readonly string[], rows: readonly Row<string, string>[], form: Form): string => {
  const lines = rows.map((row) => rowColumns.map((column) => cellOf(row[column], form)));
  return `\ufeff${[header.map((name) => cellOf(name, form)), ...lines].map((cells) => `${cells.join(form.separator)}\r\n`).join('')}`;
};

/**
 * A review's numbers as CSV for programs (RFC 4180, UTF-8), in long form and with all their digits. Numbers are written as
 * numbers, `1240512.37`, and names in English; a text that a spreadsheet would run begins with `'`.
 * `reader` leaves only the KPIs of that reader.
 */
export const renderCsv = (
  document: ReviewDocument,
  catalogue: readonly KpiDescription[],
  reader?: Rendered['reader'],
): string => {
  const names = new Map(catalogue.map(({ id, name }) => [id, name]));
  const kpis = reader ? seenBy(document, reader) : document.kpis;
  return fileOf(
    rowColumns,
    rowsOf(document, kpis, (id) => names.get(id) ?? id),
    plain,
  );
};

/** The same rows for a reader: their KPIs in their order, in the words of their language and as their spreadsheet reads it. */
export const renderReaderCsv = (rendered: Rendered): string => {
  const { header, rows, locale } = wordedRows(rendered);
  return fileOf(header, rows, formOf(locale));
};

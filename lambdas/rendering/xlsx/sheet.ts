import { type Styles, style } from './styles.ts';
import { cellText, declaration, xml } from './xml.ts';

/** A text, nothing, or a number and the format it is shown in, `0.0%`. */
export type Cell = string | null | { readonly value: number; readonly format: string };

export interface Sheet {
  readonly name: string;
  /** The first is the header: it stays in sight, and filters the others. */
  readonly rows: readonly (readonly Cell[])[];
}

/** How every sheet of a workbook is laid out. */
export interface Layout {
  /** Printed above every page. */
  readonly title: string;
  readonly rightToLeft: boolean;
}

const narrowest = 8;
const widest = 60;
/** About what a number takes, with its currency. */
const numberWidth = 14;

/** `A`, …, `Z`, `AA`: the name of a column by its place. */
const letters = (at: number): string =>
  (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** `A1:N50`, the header with everything under it. */
export const areaOf = ({ rows }: Sheet, absolute = ''): string => {
  const last = letters(Math.max(0, (rows[0]?.length ?? 0) - 1));
  return `${absolute}A${absolute}1:${absolute}${last}${absolute}${rows.length}`;
};

/** What somebody who edits the cell would turn into a formula. */
const formula = /^[=+\-@]/;

const styleOf = (text: string, isHeader: boolean): number => {
  if (isHeader) return style.header;
  if (formula.test(text)) return style.apostrophe;
  return text.length > widest ? style.wrapped : style.text;
};

const cellOf = (cell: Cell, name: string, styles: Styles, isHeader: boolean): string => {
  if (cell === null || cell === '') return isHeader ? `<c r="${name}" s="${style.header}"/>` : '';
  if (typeof cell !== 'string') return `<c r="${name}" s="${styles.numbers(cell.format)}"><v>${cell.value}</v></c>`;
  const text = `<is><t xml:space="preserve">${cellText(cell)}</t></is>`;
  return `<c r="${name}" s="${styleOf(cell, isHeader)}" t="inlineStr">${text}</c>`;
};

const widthOf = (cell: Cell | undefined): number =>
  typeof cell === 'string' ? cell.length + 2 : cell ? numberWidth : 0;

const columns = ({ rows }: Sheet): string => {
  const [header = [], ...others] = rows;
  const widths = header.map((_, at) => {
    // A header takes two lines before it widens its column.
    const wanted = Math.max(widthOf(header[at]) / 2 + 2, ...others.map((row) => widthOf(row[at])));
    return Math.min(widest, Math.max(narrowest, wanted));
  });
  return widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
};

/** In a printed header `&` begins a code; it has 255 characters in all. */
const printed = (title: string): string => xml(`&L${title.replaceAll('&', '&&').slice(0, 200)}&R&P`);

/** A sheet as its part of the workbook, `xl/worksheets/sheet1.xml`. */
export const sheetPart = (sheet: Sheet, styles: Styles, { title, rightToLeft }: Layout): string => {
  const rows = sheet.rows.map((row, at) => {
    const cells = row.map((cell, column) => cellOf(cell, `${letters(column)}${at + 1}`, styles, at === 0));
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  const panes = ['topRight', 'bottomLeft', 'bottomRight'].map((pane) => `<selection pane="${pane}"/>`).join('');
  return [
    `${declaration}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${areaOf(sheet)}"/>`,
    `<sheetViews><sheetView workbookViewId="0"${rightToLeft ? ' rightToLeft="1"' : ''}>`,
    `<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>${panes}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns(sheet)}</cols><sheetData>${rows.join('')}</sheetData>`,
    `<autoFilter ref="${areaOf(sheet)}"/>`,
    '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    `<headerFooter><oddHeader>${printed(title)}</oddHeader></headerFooter></worksheet>`,
  ].join('');
};

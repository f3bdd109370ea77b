import { plain, widthOf, wrapped } from './text.ts';

export interface Cell {
  readonly text: string;
  /** Applied after the cell has been padded, so that colours do not count as width. */
  readonly style?: (text: string) => string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** How a table is laid out. */
export interface Layout {
  /** Columns of the terminal. */
  readonly width?: number;
  /** Free text after the columns, one for each row: beside them where there is room, else below. */
  readonly notes?: readonly (Cell | string)[];
  readonly titleStyle?: (text: string) => string;
}

/** Text beside a table that is narrower than this is hard to read. */
const narrowestNotes = 28;
const gap = '  ';

const same = (text: string): string => text;
const cellOf = (cell: Cell | string = ''): Cell =>
  typeof cell === 'string' ? { text: plain(cell) } : { ...cell, text: plain(cell.text) };

/** A row with its note: in the rest of the line and, indented to it, of the next ones; or on lines below the row. */
const withNote = (
  row: string,
  rowWidth: number,
  { text, style = same }: Cell,
  width: number,
  beside: boolean,
): string[] => {
  if (text === '') return [row.trimEnd()];
  const indent = beside ? rowWidth + gap.length : gap.length;
  const lines = wrapped(text, width - indent).map(style);
  if (!beside) return [row.trimEnd(), ...lines.map((line) => gap + line)];
  return lines.map((line, index) => (index === 0 ? row : ' '.repeat(rowWidth)) + gap + line);
};

/** Lines of a table, its columns two spaces apart; columns in which no row says anything are left out. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
  { width = 80, notes = [], titleStyle = same }: Layout = {},
): string[] => {
  const cells = rows.map((row) => columns.map((_, index) => cellOf(row[index])));
  const kept = columns.flatMap((column, index) => {
    const widest = Math.max(0, ...cells.map((row) => widthOf(row[index]?.text ?? '')));
    return widest === 0 ? [] : [{ ...column, index, width: Math.max(widest, widthOf(column.title)) }];
  });
  const lineOf = (row: readonly Cell[]): string =>
    kept
      .map(({ index, width: room, align }) => {
        const { text, style = same } = row[index] ?? { text: '' };
        const padding = ' '.repeat(room - widthOf(text));
        const styled = text === '' ? '' : style(text);
        return align === 'right' ? padding + styled : styled + padding;
      })
      .join(gap);
  const rowWidth = kept.reduce((sum, { width: room }) => sum + room + gap.length, -gap.length);
  const texts = notes.map(cellOf);
  const longest = Math.max(0, ...texts.map(({ text }) => widthOf(text)));
  const beside = width - rowWidth - gap.length >= Math.min(longest, narrowestNotes);
  return [
    lineOf(columns.map(({ title }) => ({ text: title, style: titleStyle }))).trimEnd(),
    ...cells.flatMap((row, index) => withNote(lineOf(row), rowWidth, texts[index] ?? { text: '' }, width, beside)),
  ];
};

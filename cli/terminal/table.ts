import { plain } from './text.ts';

export interface Cell {
  readonly text: string;
  /** Applied after the cell has been padded, so that colours do not count as width. */
  readonly style?: (text: string) => string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const widthOf = (text: string): number => [...text].length;

/** Lines of a table, its columns two spaces apart; columns in which no row says anything are left out. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
  titleStyle: (text: string) => string = (text) => text,
): string[] => {
  const cells = rows.map((row) =>
    columns.map((_, index): Cell => {
      const cell = row[index] ?? '';
      return typeof cell === 'string' ? { text: plain(cell) } : { ...cell, text: plain(cell.text) };
    }),
  );
  const kept = columns.flatMap((column, index) => {
    const width = Math.max(0, ...cells.map((row) => widthOf(row[index]?.text ?? '')));
    return width === 0 ? [] : [{ ...column, index, width: Math.max(width, widthOf(column.title)) }];
  });
  const lineOf = (row: readonly Cell[]): string =>
    kept
      .map(({ index, width, align }) => {
        const { text, style = (same: string) => same } = row[index] ?? { text: '' };
        const padding = ' '.repeat(width - widthOf(text));
        const styled = text === '' ? '' : style(text);
        return align === 'right' ? padding + styled : styled + padding;
      })
      .join('  ')
      .trimEnd();
  return [lineOf(columns.map(({ title }) => ({ text: title, style: titleStyle }))), ...cells.map(lineOf)];
};

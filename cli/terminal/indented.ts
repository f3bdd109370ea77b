import type { Printer } from './printer.ts';
import { plain, wrapped } from './text.ts';

/** Prints a text that may be longer than a line, so many columns in; what goes on is two further in. */
export const indented = (
  { line, width }: Pick<Printer, 'line' | 'width'>,
  columns: number,
  text: string,
  style: (text: string) => string = (same) => same,
): void => {
  const [first = '', ...rest] = wrapped(plain(text), Math.max(20, width - columns - 2));
  line(' '.repeat(columns) + style(first));
  for (const part of rest) line(' '.repeat(columns + 2) + style(part));
};

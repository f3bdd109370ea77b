/**
 * Text from elsewhere (a CRM, a server, a file) must not steer the terminal: escape sequences can move the
 * cursor, retitle the window or hide text, and direction marks can reorder what is read.
 */

/** Control characters (C0 but tab and newline, DEL, C1) and the marks that override direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the one kind of escape sequence that is let through
const styled = /\u001b\[[0-9;]*m/g;

/** On one line, and without anything that a terminal would act on. */
export const plain = (text: string): string => text.replace(/[\n\t]/g, ' ').replace(unsafe, '');

/** How many columns a text takes, colours aside. */
export const widthOf = (text: string): number => [...text.replace(styled, '')].length;

/** As it is printed: colours stay, everything else that a terminal would act on goes. */
export const printable = (text: string): string => {
  const kept = text.match(styled) ?? [];
  return text
    .split(styled)
    .map((part, index) => part.replace(unsafe, '') + (kept[index] ?? ''))
    .join('');
};

/** Lines of at most `width` characters, broken at spaces; a word that is longer keeps its line to itself. */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && [...longer].length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
};

/** An instant as a person reads it, to the minute and in UTC: `2026-11-03 11:00`. */
export const minuteOf = (instant: string): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

/** A value as it is quoted in a message: short, on one line. */
export const quoted = (value: string): string => {
  const text = plain(value);
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
};

/** `1 row`, `2 rows`, `8,800 rows`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

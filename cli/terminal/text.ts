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

/** The same to the second, without the day: `11:00:05`. */
export const secondOf = (instant: string): string => new Date(instant).toISOString().slice(11, 19);

/** A value as it is quoted in a message: short, on one line. */
export const quoted = (value: string): string => {
  const text = plain(value);
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
};

const units = [
  ['second', 1, 90],
  ['minute', 60, 90 * 60],
  ['hour', 3_600, 36 * 3_600],
  ['day', 86_400, Number.POSITIVE_INFINITY],
] as const;

/** Seconds in the unit that one would say them in, and whole. */
const spanOf = (seconds: number): { readonly number: number; readonly unit: string } => {
  const [unit, length] = units.find(([, , below]) => seconds < below) ?? units[0];
  return { number: Math.max(1, Math.round(seconds / length)), unit };
};

/** `20 minutes`, `1 hour`, `3 days`. */
export const lasting = (seconds: number): string => {
  const { number, unit } = spanOf(seconds);
  return count(number, unit);
};

/** `every 20 minutes`, `every hour`. */
export const every = (seconds: number): string => {
  const { number, unit } = spanOf(seconds);
  return number === 1 ? `every ${unit}` : `every ${count(number, unit)}`;
};

/** `812 bytes`, `1.2 KB`, `3.4 MB`. */
export const bytes = (size: number): string => {
  if (size < 1_000) return count(size, 'byte');
  return size < 999_950 ? `${(size / 1_000).toFixed(1)} KB` : `${(size / 1_000_000).toFixed(1)} MB`;
};

/** `1 row`, `2 rows`, `8,800 rows`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

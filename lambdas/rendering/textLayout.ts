import { noBreak } from './language/numbers.ts';

/** Lines of fixed-width text. */

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

// Nearly every word: before the first of the wide letters only © and ® are pictographs.
const narrow = /^[\0-\u00a8\u00af-\u10ff]*$/;

/** Columns that a text takes up; rather too many than too few. */
export const widthOf = (text: string): number =>
  narrow.test(text) ? text.length : [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** A word in pieces that each fit. */
const broken = (word: string, width: number): string[] => {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && widthOf(piece) + widthOf(character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
};

/** Lines of at most `width` columns, broken at spaces; the first begins with `lead`, the others stand under it. */
export const wrap = (text: string, width: number, lead = ''): string[] => {
  const room = width - widthOf(lead);
  if (widthOf(text) <= room) return [lead + text.trimStart()];
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  for (const word of text.split(' ').flatMap((one) => broken(one, room))) {
    const wordWidth = widthOf(word);
    if (line === '') {
      line = word;
      lineWidth = wordWidth;
    } else if (lineWidth + 1 + wordWidth > room) {
      lines.push(line);
      line = word;
      lineWidth = wordWidth;
    } else {
      line += ` ${word}`;
      lineWidth += 1 + wordWidth;
    }
  }
  const indent = ' '.repeat(widthOf(lead));
  return [...lines, line].map((one, index) => (index === 0 ? lead : indent) + one);
};

/** Narrower than this a column of names would be mostly broken lines. */
const leastName = 12;

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

/**
 * Widths of columns that stand apart and fill `width`: the others as wide as they must be, the first has what is left. Rows
 * of which the cells would leave too little for it do not count: they are set in lines of their own.
 */
export const widthsFor = (rows: readonly (readonly string[])[], width: number): number[] => {
  const sized = rows
    .map(([, ...others]) => others.map((cell) => widthOf(cell) + 2))
    .sort((a, b) => sumOf(a) - sumOf(b));
  const needed = (sized[0] ?? []).map(() => 0);
  for (const row of sized) {
    const wider = needed.map((most, index) => Math.max(most, row[index] ?? 0));
    if (sumOf(wider) <= width - leastName) needed.splice(0, needed.length, ...wider);
  }
  return [width - sumOf(needed), ...needed];
};

/**
 * A first column on the left, the others on the right, each in its own width. A long first cell takes lines of its own, and
 * stands over the others where one of its words is wider than its column; where another cell is wider than its own, all of
 * them follow one another under the first.
 */
export const columns = (cells: readonly string[], widths: readonly number[]): string[] => {
  const [first = '', ...rest] = cells;
  const [firstWidth = 0, ...others] = widths;
  const whole = sumOf(widths);
  if (rest.some((cell, index) => widthOf(cell) + 2 > Math.max(2, others[index] ?? 0)))
    return [
      ...wrap(first, whole),
      ...wrap(rest.map((cell) => cell.replaceAll(' ', noBreak)).join('  '), whole, '  ').map((line) => line.trimEnd()),
    ];
  const right = rest.map((cell, index) => padStart(cell, others[index] ?? 0)).join('');
  if (first.split(' ').some((word) => widthOf(word) > firstWidth))
    return [...wrap(first, whole), `${' '.repeat(firstWidth)}${right}`];
  const left = wrap(first, firstWidth);
  const last = left.pop() ?? '';
  return [...left, `${padEnd(last, firstWidth)}${right}`.trimEnd()];
};

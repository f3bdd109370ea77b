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

/** Widths of columns that stand apart and fill `width`: the others as wide as they must be, the first has what is left. */
export const widthsFor = (rows: readonly (readonly string[])[], width: number): number[] => {
  const [, ...others] = rows[0] ?? [];
  const needed = others.map((_, index) => Math.max(...rows.map((row) => widthOf(row[index + 1] ?? ''))) + 2);
  return [width - needed.reduce((sum, one) => sum + one, 0), ...needed];
};

/**
 * A first column on the left, the others on the right, each in its own width; a long first cell takes lines of its own,
 * over the others where one of its words is wider than its column.
 */
export const columns = (cells: readonly string[], widths: readonly number[]): string[] => {
  const [first = '', ...rest] = cells;
  const [firstWidth = 0, ...others] = widths;
  const right = rest.map((cell, index) => padStart(cell, others[index] ?? 0)).join('');
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (first.split(' ').some((word) => widthOf(word) > firstWidth))
    return [...wrap(first, whole), `${' '.repeat(Math.max(0, firstWidth))}${right}`];
  const left = wrap(first, firstWidth);
  const last = left.pop() ?? '';
  return [...left, `${padEnd(last, firstWidth)}${right}`.trimEnd()];
};

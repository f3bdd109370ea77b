const controls = /[\p{Cc}\u2028\u2029]+/gu;
// Overrides and isolates would let a name turn round the text beside it.
const bidi = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Latin words with one space between them, as nearly all names are: there is nothing to do. */
const harmless = /^[!-~\u00a1-\u024f]+(?: [!-~\u00a1-\u024f]+)*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Code units that `length` characters may have together. One may bear any number of accents, and a mail would be as long
 * as they are; those of real names have fewer than four each, and a few emoji fit in whatever the length.
 */
const mostUnits = (length: number): number => Math.max(4 * length, 64);

/**
 * The first `length` characters as a reader counts them, the last an ellipsis where there were more or where they are too
 * long together. A single one that is too long alone is cut between its code points.
 */
export const clip = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const most = mostUnits(length);
  const characters: string[] = [];
  let units = 0;
  for (const { segment } of graphemes.segment(text)) {
    characters.push(segment);
    units += segment.length;
    if (characters.length <= length && units <= most) continue;
    const kept = characters.slice(0, Math.min(characters.length, length) - 1).join('');
    const first = characters.length === 1 ? segment.slice(0, most).replace(/[\ud800-\udbff]$/, '') : '';
    return `${(kept + first).trimEnd()}…`;
  }
  return text;
};

/**
 * Text that came from outside, made one harmless line of at most `length` characters (see `clip`): no control
 * characters, no direction marks; what is written from right to left is isolated from the words around it.
 */
export const clean = (text: string, length = 80): string => {
  if (text.length <= length && harmless.test(text)) return text;
  const line = text.replace(controls, ' ').replace(bidi, '').replace(/\s+/gu, ' ').trim();
  const short = clip(line, length);
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
};

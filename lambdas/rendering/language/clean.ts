const controls = /[\p{Cc}\u2028\u2029]+/gu;
// Overrides and isolates would let a name turn round the text beside it.
const bidi = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Latin words with one space between them, as nearly all names are: there is nothing to do. */
const harmless = /^[!-~\u00a1-\u024f]+(?: [!-~\u00a1-\u024f]+)*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The first `length` characters as a reader counts them, the last an ellipsis where there were more. */
export const clip = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const characters: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    characters.push(segment);
    if (characters.length > length)
      return `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
  }
  return text;
};

/**
 * Text that came from outside, made one harmless line of at most `length` characters: no control characters, no
 * direction marks; what is written from right to left is isolated from the words around it.
 */
export const clean = (text: string, length = 80): string => {
  if (text.length <= length && harmless.test(text)) return text;
  const line = text.replace(controls, ' ').replace(bidi, '').replace(/\s+/gu, ' ').trim();
  const short = clip(line, length);
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
};

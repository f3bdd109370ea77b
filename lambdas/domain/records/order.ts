import { compareDecimals } from './decimal.ts';
import type { Stamp } from './observation.ts';
import type { FieldType, Value } from './vocabulary.ts';

/** The total order in which statements prevail: `(at, seq, value)`, the greatest wins. */

/** Orders text by code point, which UTF-16 order is not for characters beyond the basic plane. */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) {
      const surrogateA = (unitA & 0xf800) === 0xd800;
      const surrogateB = (unitB & 0xf800) === 0xd800;
      return surrogateA === surrogateB ? unitA - unitB : surrogateA ? 1 : -1;
    }
  }
  return a.length - b.length;
};

const digits = /^\d+$/;

/** Digits in their shortest form, other text as it is, so that equal places are equal text. */
export const canonicalSeq = (seq: string): string => (digits.test(seq) ? seq.replace(/^0+(?=\d)/, '') : seq);

/** Absent before digits by size before other text by code point. */
const compareSeqs = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  const numberA = digits.test(a);
  const numberB = digits.test(b);
  if (numberA !== numberB) return numberA ? -1 : 1;
  return numberA && a.length !== b.length ? a.length - b.length : compareText(a, b);
};

export const compareStamps = (a: Stamp, b: Stamp): number =>
  a.at - b.at || a.nanos - b.nanos || compareSeqs(a.seq, b.seq);

/** `null` before `false` before `true` before everything else, which compares as its field's type does. */
export const compareValues = (type: FieldType, a: Value, b: Value): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'boolean' || typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return type.kind === 'decimal' ? compareDecimals(a, b) : compareText(a, b);
};

import { Temporal } from 'temporal-polyfill';
import type { Value } from './values.ts';
import { kinds } from './vocabulary.ts';

/**
 * The order in which statements prevail, the greatest first by instant, then by `seq` and value. The command speaks HTTP
 * only, so it keeps its own; a test holds it to that of the records.
 */

/** What is said of a field, and when. */
export interface Stamped {
  readonly at: string;
  readonly seq: string | undefined;
  readonly value: Value;
}

const digits = /^\d+$/;

const compareBig = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);

/** By code point, which is the order of bytes in UTF-8. */
const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** None, then digits by size, then other text. */
const compareSeqs = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [ofA, ofB] = [digits.test(a), digits.test(b)];
  if (ofA !== ofB) return ofA ? -1 : 1;
  return ofA ? compareBig(BigInt(a), BigInt(b)) : compareText(a, b);
};

/** Exact, whatever their length. */
const compareDecimals = (a: string, b: string): number => {
  const fractionOf = (text: string): string => text.split('.')[1] ?? '';
  const places = Math.max(fractionOf(a).length, fractionOf(b).length);
  const whole = (text: string): bigint => BigInt(text.split('.')[0] + fractionOf(text).padEnd(places, '0'));
  return compareBig(whole(a), whole(b));
};

/** Records keep instants to the millisecond. */
const millisecond = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const compareValues = (record: string, field: string, a: string, b: string): number => {
  const kind = kinds[record]?.[field];
  if (kind === 'decimal') return compareDecimals(a, b);
  return kind === 'instant' ? millisecond(a) - millisecond(b) : compareText(a, b);
};

/** Positive where `a` prevails over `b` in a field of a record, 0 where they say the same. */
export const compareSaid = (record: string, field: string, a: Stamped, b: Stamped): number =>
  Temporal.Instant.compare(a.at, b.at) ||
  compareSeqs(a.seq, b.seq) ||
  compareValues(record, field, String(a.value), String(b.value));

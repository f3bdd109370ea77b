import { Temporal } from 'temporal-polyfill';

/** An instant as whole milliseconds since the Unix epoch, and what it has beyond them in nanoseconds. */
export interface Instant {
  readonly at: number;
  readonly nanos: number;
}

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;
const withoutOffset = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?$/;

const inUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const untilMilliseconds = 'YYYY-MM-DDTHH:mm:ss.SSS'.length;

/** What most systems write, and what sources make of numbers, at a tenth of the time; `undefined` for anything else. */
const quick = (input: string): Instant | undefined => {
  if (!inUtc.test(input)) return undefined;
  const at = Date.parse(input);
  // `Date` takes the thirtieth of February for a day in March, and the hour 24 for one of the next day.
  const isThere = new Date(at).getUTCDate() === Number(input.slice('YYYY-MM-'.length, 'YYYY-MM-DD'.length));
  return isThere ? { at, nanos: Number(input.slice(untilMilliseconds, -1).padEnd(6, '0')) } : undefined;
};

/**
 * Reads an ISO 8601 instant in the extended format, with `Z` or an offset, to the nanosecond; else tells what was
 * expected. A leap second is the second before it.
 */
export const parseInstant = (input: unknown): { readonly value: Instant } | { readonly expected: string } => {
  const value = typeof input === 'string' ? quick(input) : undefined;
  if (value) return { value };
  if (typeof input === 'string' && withoutOffset.test(input))
    return { expected: 'must have an offset or Z, as in "2026-10-03T12:00:00-03:00": without one it is no instant' };
  if (typeof input === 'string' && written.test(input)) {
    try {
      const { epochMilliseconds: at, epochNanoseconds } = Temporal.Instant.from(input);
      return { value: { at, nanos: Number(epochNanoseconds - BigInt(at) * 1_000_000n) } };
    } catch (error) {
      // It has the form, and there is no such day or hour.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return { expected: 'must be an ISO 8601 instant with an offset or Z, as in "2026-10-03T12:00:00Z"' };
};

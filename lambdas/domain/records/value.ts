import { canonicalDecimal } from './decimal.ts';
import { parseInstant } from './instant.ts';
import type { Field, Value } from './vocabulary.ts';

/** A value as the vocabulary has it, or what was expected instead; never what was there, which may be personal. */
export type Parsed<Kind> = { readonly value: Kind } | { readonly expected: string };

const longestId = 200;

/** A half of a surrogate pair has no bytes in UTF-8: it would be stored as something else. */
const malformed: { readonly expected: string } = { expected: 'must be well-formed text' };

/** The id of a record: 1 to 200 characters, or a whole number that has lost no digits. */
export const parseId = (input: unknown): Parsed<string> => {
  if (typeof input === 'number')
    return Number.isSafeInteger(input)
      ? { value: String(input) }
      : { expected: 'must be text: as a number it is not whole, or too large to be exact' };
  if (typeof input !== 'string' || input === '')
    return { expected: 'must be an id: text that is not empty, or a whole number' };
  if (input.length > longestId) return { expected: `must be ${longestId} characters at most` };
  return input.isWellFormed() ? { value: input } : malformed;
};

/** Whole numbers beyond 2^53 have lost digits on their way through JSON. */
const hasLostDigits = (number: number): boolean => Number.isInteger(number) && !Number.isSafeInteger(number);
const lossy: { readonly expected: string } = { expected: 'must be text: as a number it is too large to be exact' };

const parseText = (input: unknown): Parsed<string> => {
  if (typeof input === 'string') return input.isWellFormed() ? { value: input } : malformed;
  if (typeof input !== 'number' || !Number.isFinite(input)) return { expected: 'must be text' };
  return hasLostDigits(input) ? lossy : { value: String(input) };
};

const parseDecimal = (input: unknown): Parsed<string> => {
  if (typeof input === 'number' && hasLostDigits(input)) return lossy;
  const value = typeof input === 'string' || typeof input === 'number' ? canonicalDecimal(input) : undefined;
  return value === undefined ? { expected: 'must be a decimal without an exponent, as in "1200.50"' } : { value };
};

/** Reads a value that came in over the wire as its field's type. `null` clears any field. */
export const parseValue = ({ type }: Field, input: unknown): Parsed<Value> => {
  if (input === null) return { value: null };
  switch (type.kind) {
    case 'text':
      return parseText(input);
    case 'reference':
      return parseId(input);
    case 'decimal':
      return parseDecimal(input);
    case 'boolean':
      return typeof input === 'boolean' ? { value: input } : { expected: 'must be true or false' };
    case 'choice':
      return typeof input === 'string' && type.of.includes(input)
        ? { value: input }
        : { expected: `must be one of ${type.of.join(', ')}` };
    case 'instant': {
      const parsed = parseInstant(input);
      return 'value' in parsed ? { value: parsed.value.at } : parsed;
    }
  }
};

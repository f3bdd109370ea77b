import { canonicalDecimal } from './decimal.ts';
import { parseInstant } from './instant.ts';
import type { Field, Value } from './vocabulary.ts';

/** A value as the vocabulary has it, or what was expected instead; never what was there, which may be personal. */
export type Parsed<Kind> = { readonly value: Kind } | { readonly expected: string };

const longestId = 200;
const loneSurrogate = /\p{Surrogate}/u;

/** The id of a record: 1 to 200 characters, or a whole number that has lost no digits. */
export const parseId = (input: unknown): Parsed<string> => {
  if (typeof input === 'number')
    return Number.isSafeInteger(input)
      ? { value: String(input) }
      : { expected: 'must be text: as a number it is not whole, or too large to be exact' };
  if (typeof input !== 'string' || input === '')
    return { expected: 'must be an id: text that is not empty, or a whole number' };
  if (input.length > longestId) return { expected: `must be ${longestId} characters at most` };
  return loneSurrogate.test(input) ? { expected: 'must be well-formed text' } : { value: input };
};

const parseText = (input: unknown): Parsed<string> => {
  if (typeof input === 'string') return { value: input };
  return typeof input === 'number' && Number.isFinite(input) ? { value: String(input) } : { expected: 'must be text' };
};

const parseDecimal = (input: unknown): Parsed<string> => {
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

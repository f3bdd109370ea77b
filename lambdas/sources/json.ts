import { parseJson } from '../domain/records/json.ts';
import type { Received } from './source.ts';
import { textOf } from './text.ts';

/** A body as JSON, or why it is none; a byte order mark before it is passed over. */
export const jsonOf = ({ body }: Pick<Received, 'body'>): ReturnType<typeof parseJson> => {
  const text = textOf(body);
  return text === undefined
    ? { problem: 'is not UTF-8 text' }
    : parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
};

/** An object's own member, and nothing that it inherits; `undefined` of what is no object. */
export const memberOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, name)
    ? (input as Record<string, unknown>)[name]
    : undefined;

/** What stands at a path of members. */
export const at = (input: unknown, ...path: readonly string[]): unknown => path.reduce(memberOf, input);

export const listAt = (input: unknown, ...path: readonly string[]): readonly unknown[] => {
  const list = at(input, ...path);
  return Array.isArray(list) ? list : [];
};

/**
 * Text that is not empty, or a whole number as text; `undefined` of anything else. Numbers that have lost digits on the
 * way through JSON are not told from others here: no system sends ids beyond 2^53 as numbers.
 */
export const textAt = (input: unknown, ...path: readonly string[]): string | undefined => {
  const value = at(input, ...path);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Epoch milliseconds, as a number or its digits; `undefined` of anything else. */
export const millisecondsAt = (input: unknown, ...path: readonly string[]): number | undefined => {
  const digits = textAt(input, ...path);
  return digits !== undefined && /^[1-9]\d{11,12}$/.test(digits) ? Number(digits) : undefined;
};

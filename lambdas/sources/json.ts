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

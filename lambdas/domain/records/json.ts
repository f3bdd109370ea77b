/** What a JSON text holds, or why it holds nothing. */
export type Json = { readonly value: unknown } | { readonly problem: string };

const failure = (text: string): string | undefined => {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

/** Where the engine gives up. Of an unexpected character it quotes the surroundings but tells no place. */
const placeOf = (text: string, message: string): number | undefined => {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  if (message.includes('end of JSON input')) return text.length;
  const unexpected = (length: number): boolean =>
    failure(text.slice(0, length))?.startsWith('Unexpected token') ?? false;
  if (!unexpected(text.length)) return undefined;
  let without = 0;
  let within = text.length;
  while (within - without > 1) {
    const middle = (without + within) >> 1;
    if (unexpected(middle)) within = middle;
    else without = middle;
  }
  return without;
};

/**
 * Reads JSON. The problem tells line and column, both from 1, where they can be found, and nothing of the text,
 * which the engine's own message quotes.
 *
 * @param firstLine The number of the text's first line, where it is part of a larger one.
 */
export const parseJson = (text: string, firstLine = 1): Json => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const place = placeOf(text, error instanceof Error ? error.message : '');
    if (place === undefined) return { problem: 'is not JSON' };
    const before = text.slice(0, place);
    const line = firstLine + before.split('\n').length - 1;
    return { problem: `is not JSON: see line ${line}, column ${place - before.lastIndexOf('\n')}` };
  }
};

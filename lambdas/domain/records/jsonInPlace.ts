import type { Value } from './vocabulary.ts';

/**
 * Reads JSON where it stands, without making values of what nobody asks for: of a record most is never asked for, and
 * a review reads every record. The JSON is `JSON.stringify`'s, so there are no blanks in it; `at` is where a value begins.
 */

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const open = 0x5b;
const backslash = 0x5c;
const close = 0x5d;

/** The code of a character; whatever is read goes on until it meets the one that it looks for. */
const codeAt = (json: string, at: number): number => {
  if (at >= json.length) throw new SyntaxError('A stored record breaks off: it was not written by this system.');
  return json.charCodeAt(at);
};

/** The place of the quote that ends the text whose first quote is at `at`. */
const endOfText = (json: string, at: number): number => {
  let end = at + 1;
  for (let code = codeAt(json, end); code !== quote; code = codeAt(json, end)) end += code === backslash ? 2 : 1;
  return end;
};

/** The place after a list. */
export const endOfList = (json: string, at: number): number => {
  let depth = 0;
  let end = at;
  do {
    const code = codeAt(json, end);
    if (code === open) depth += 1;
    else if (code === close) depth -= 1;
    else if (code === quote) end = endOfText(json, end);
    end += 1;
  } while (depth > 0);
  return end;
};

export const isList = (json: string, at: number): boolean => json.charCodeAt(at) === open;
export const isComma = (json: string, at: number): boolean => json.charCodeAt(at) === comma;
export const isEndOfList = (json: string, at: number): boolean => codeAt(json, at) === close;

const isDigit = (code: number): boolean => code >= zero && code <= nine;

/** The place after a whole number. */
export const endOfWhole = (json: string, at: number): number => {
  let end = at + 1;
  while (isDigit(json.charCodeAt(end))) end += 1;
  return end;
};

/** A whole number of so few digits that a double holds it. */
export const wholeAt = (json: string, at: number): number => {
  const isNegative = json.charCodeAt(at) === minus;
  let whole = 0;
  let place = isNegative ? at + 1 : at;
  for (let code = json.charCodeAt(place); isDigit(code); code = json.charCodeAt(place)) {
    whole = whole * 10 + (code - zero);
    place += 1;
  }
  return isNegative ? -whole : whole;
};

const textAt = (json: string, at: number, end: number): string => {
  for (let place = at + 1; place < end - 1; place += 1)
    if (json.charCodeAt(place) === backslash) return JSON.parse(json.slice(at, end)) as string;
  return json.slice(at + 1, end - 1);
};

/** The place after a text, a number or a word. */
export const endOfValue = (json: string, at: number): number => {
  if (json.charCodeAt(at) === quote) return endOfText(json, at) + 1;
  let end = at + 1;
  while (!isComma(json, end) && !isEndOfList(json, end)) end += 1;
  return end;
};

/** The value from `at` up to `end`; of numbers only whole ones. */
export const valueAt = (json: string, at: number, end: number): Value => {
  const code = json.charCodeAt(at);
  if (code === quote) return textAt(json, at, end);
  return isDigit(code) || code === minus ? wholeAt(json, at) : (JSON.parse(json.slice(at, end)) as boolean | null);
};

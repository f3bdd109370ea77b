const short = /^[A-Za-z0-9]{15}$/;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

const isUpper = (character: string): boolean => character >= 'A' && character <= 'Z';

/** One character for five: which of them are upper case, the first as the lowest bit. */
const checkOf = (five: string): string =>
  alphabet.charAt([...five].reduce((bits, character, place) => bits | (isUpper(character) ? 1 << place : 0), 0));

/**
 * An id in its form of 18 characters. One of 15 tells a record apart by upper and lower case; the three characters behind
 * it say the same without. What is no id of 15 is left as it is.
 */
export const longId = (id: string): string =>
  short.test(id) ? id + checkOf(id.slice(0, 5)) + checkOf(id.slice(5, 10)) + checkOf(id.slice(10)) : id;

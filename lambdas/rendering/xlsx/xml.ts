// What XML 1.0 has no way to write, lone halves of surrogate pairs among it.
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text within XML, in an element or in double quotes. */
export const xml = (text: string): string =>
  text.replace(illegal, '').replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** Text of a cell, where `_x0041_` would be read as the letter that has that number. */
export const cellText = (text: string): string => xml(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

import type { LineCounter, YAMLError } from 'yaml';
import type { Detail } from '../failure.ts';

/** For those of the parser's reasons that speak of its own terms rather than of what was written. */
const reasons: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'names and values begin inside a value here: check how the lines after it are indented',
  DUPLICATE_KEY: 'this name stands twice: remove one of them',
  MULTIPLE_DOCS: '`---` begins a second document: one file holds one',
  TAB_AS_INDENT: 'a tab: indent with spaces',
};

/** What is wrong with a YAML file, once a place: one slip often makes the parser complain several times at one spot. */
export const problemDetails = (name: string, problems: readonly YAMLError[], lines: LineCounter): Detail[] => {
  const places = new Map<string, string>();
  for (const { code, message, pos } of problems) {
    const { line, col } = lines.linePos(pos[0]);
    const place = `${name}:${line}:${col}`;
    if (!places.has(place)) places.set(place, reasons[code] ?? message);
  }
  return [...places].map(([place, message]) => ({ place, message }));
};

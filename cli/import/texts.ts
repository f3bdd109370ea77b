import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import type { Entry } from './compiler.ts';
import type { MapReader } from './mapReader.ts';

type Change = (text: string) => string | undefined;

const idOf15 = /^[A-Za-z0-9]{15}$/;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** One character for five: which of them are upper case, the first as the lowest bit. */
const checkOf = (five: string): string =>
  alphabet.charAt([...five].reduce((bits, letter, place) => bits | (/[A-Z]/.test(letter) ? 1 << place : 0), 0));

/** What `as` may make of a cell. */
const changes = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  /** Of Microsoft's: with or without braces, in any case. */
  guid: (text) => text.replace(/^\{(.*)\}$/, '$1').toLowerCase(),
  /** Reports have ids of 15 characters; the three behind them say which of them are upper case. */
  salesforceId: (text) => (idOf15.test(text) ? [text, ...(text.match(/.{5}/g) ?? []).map(checkOf)].join('') : text),
} as const satisfies Record<string, Change>;

const isChange = (name: string): name is keyof typeof changes => Object.hasOwn(changes, name);

const readAs = (input: unknown, path: Path, reader: MapReader): Change | undefined => {
  const name = reader.text(input, path);
  if (name === undefined || isChange(name)) return name === undefined ? undefined : changes[name];
  reader.complain(path, `cannot be ${quoted(name)}${suggestion(name, Object.keys(changes))}`);
  return undefined;
};

const readMatch = (input: unknown, path: Path, reader: MapReader): Change | undefined => {
  const source = reader.text(input, path);
  if (source === undefined) return undefined;
  try {
    const pattern = new RegExp(source, 'u');
    return (text) => {
      const found = pattern.exec(text);
      return (found?.[1] ?? found?.[0])?.trim() || undefined;
    };
  } catch (error) {
    reader.complain(path, `is no regular expression: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};

/** What `match` takes of a cell and `as` makes of that, before anything else is made of it. */
export const changeOf = (entry: Entry, path: Path, reader: MapReader): Change => {
  const match = entry.match === undefined ? undefined : readMatch(entry.match, [...path, 'match'], reader);
  const change = entry.as === undefined ? undefined : readAs(entry.as, [...path, 'as'], reader);
  return (text) => {
    const taken = match ? match(text) : text;
    return taken === undefined || change === undefined ? taken : change(taken);
  };
};

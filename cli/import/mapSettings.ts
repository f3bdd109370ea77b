import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import type { Path } from '../yaml/file.ts';
import { formatProblem } from './dateFormat.ts';
import { type Dates, datesOf } from './dates.ts';
import type { MapReader } from './mapReader.ts';
import type { DecimalMark } from './values.ts';

/** What a map says of the file as a whole. */

/** What is wrong with the name of a time zone, or `undefined`. */
export const zoneProblem = (zone: string): string | undefined => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return `unknown time zone ${quoted(zone)}${suggestion(zone, Intl.supportedValuesOf('timeZone'))}`;
  }
};

const readFormats = (input: unknown, reader: MapReader): string[] => {
  if (input === undefined) return ['ISO'];
  const path = ['dates', 'format'];
  const list: readonly unknown[] = Array.isArray(input) ? input : [input];
  const formats = list.flatMap(
    (entry, index) => reader.text(entry, Array.isArray(input) ? [...path, index] : path) ?? [],
  );
  const problem = formats.flatMap((format) => formatProblem(format) ?? [])[0];
  if (problem) reader.complain(path, problem);
  return problem || formats.length === 0 ? ['ISO'] : formats;
};

const readZone = (input: unknown, path: Path, reader: MapReader): string | undefined => {
  const zone = input === undefined ? undefined : reader.text(input, path);
  const problem = zone === undefined ? undefined : zoneProblem(zone);
  if (problem === undefined) return zone;
  reader.complain(path, problem);
  return 'UTC';
};

/**
 * @param account a zone that there is, of what depends on the account that the file is from, whatever the map says of it: of days
 * where the map tells their zone apart, else of all
 */
export const readDates = (input: unknown, account: string | undefined, reader: MapReader): Dates => {
  const entry = reader.object(input, ['dates'], ['format', 'zone', 'days']) ?? {};
  const formats = readFormats(entry.format, reader);
  const [zone, days] = (['zone', 'days'] as const).map((name) => readZone(entry[name], ['dates', name], reader));
  const times = days === undefined ? (account ?? zone) : zone;
  if (times === undefined && formats.some((format) => format !== 'ISO' && format !== 'epoch'))
    reader.complain(['dates'], 'zone is required: which time zone the dates are in, "UTC" for example');
  return datesOf(formats, { times, days: account ?? days ?? zone });
};

export const readDecimal = (input: unknown, reader: MapReader): DecimalMark | undefined => {
  if (input === undefined || input === '.' || input === ',') return input;
  reader.complain(['decimal'], 'must be "." or ","');
  return undefined;
};

/** A list of texts, one of which is needed; complains of anything else. */
const readTexts = (input: unknown, path: Path, reader: MapReader): string[] => {
  if (Array.isArray(input) && input.length > 0)
    return input.flatMap((text: unknown, index) => reader.text(text, [...path, index]) ?? []);
  reader.complain(path, 'must be a list of names of columns');
  return [];
};

/** How the file may call its columns, by the name that the map has for each. */
export const readColumns = (input: unknown, reader: MapReader): Map<string, readonly string[]> =>
  new Map(
    Object.entries(reader.object(input, ['columns']) ?? {}).map(([name, names]) => [
      name,
      readTexts(names, ['columns', name], reader),
    ]),
  );

/** Columns that a file may lack; they are empty then. */
export const readOptional = (input: unknown, reader: MapReader): ReadonlySet<string> =>
  new Set(input === undefined ? [] : readTexts(input, ['optional'], reader));

import { Temporal } from 'temporal-polyfill';
import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import { CellProblem } from './row.ts';

/** Reads the dates of a file into instants, `2017-03-01T00:00:00Z`. */
export interface Dates {
  /** A cell, written in the map's format. @throws CellProblem */
  cell(text: string): string;
  /** A date written in the map itself: ISO 8601. @throws CellProblem */
  literal(text: string): string;
}

/** What a part of a format stands for, and the digits it takes. */
const tokens = {
  yyyy: { field: 'year', digits: '\\d{4}' },
  MM: { field: 'month', digits: '\\d{2}' },
  M: { field: 'month', digits: '\\d{1,2}' },
  dd: { field: 'day', digits: '\\d{2}' },
  d: { field: 'day', digits: '\\d{1,2}' },
  HH: { field: 'hour', digits: '\\d{2}' },
  H: { field: 'hour', digits: '\\d{1,2}' },
  mm: { field: 'minute', digits: '\\d{2}' },
  ss: { field: 'second', digits: '\\d{2}' },
} as const;

type Unit = (typeof tokens)[keyof typeof tokens]['field'];
const isToken = (part: string): part is keyof typeof tokens => Object.hasOwn(tokens, part);

/** ISO 8601: what `Temporal` reads, with an offset or in the map's zone. */
const iso = 'ISO';
const withOffset = /[Tt ]\d{2}.*([Zz]|[+-]\d{2}(:?\d{2})?)$/;

/** What is wrong with a date format, or `undefined`. */
export const formatProblem = (format: string): string | undefined => {
  if (format === iso) return undefined;
  const seen: Unit[] = [];
  for (const part of format.match(/([A-Za-z])\1*/g) ?? []) {
    if (!isToken(part)) return `${quoted(part)} is no part of a date${suggestion(part, [...Object.keys(tokens), iso])}`;
    seen.push(tokens[part].field);
  }
  const twice = seen.find((field, index) => seen.indexOf(field) !== index);
  if (twice) return `names the ${twice} twice`;
  const needed: Unit[] = [
    'year',
    'month',
    'day',
    ...(seen.includes('second') ? (['minute', 'hour'] as const) : []),
    ...(seen.includes('minute') ? (['hour'] as const) : []),
  ];
  const absent = needed.find((field) => !seen.includes(field));
  return absent && `names no ${absent}; write it like M/d/yyyy, dd.MM.yyyy HH:mm or ISO`;
};

const patternOf = (format: string): { readonly pattern: RegExp; readonly fields: readonly Unit[] } => {
  const fields: Unit[] = [];
  const source = format.replace(/([A-Za-z])\1*|[^A-Za-z]/g, (part) => {
    if (!isToken(part)) return part.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
    fields.push(tokens[part].field);
    return `(${tokens[part].digits})`;
  });
  return { pattern: new RegExp(`^${source}$`), fields };
};

/** Local times that a clock change skips move on by the gap; those that it repeats are the first. */
const inZone = (local: Temporal.PlainDateTime, zone: string): string =>
  local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString();

const readIso = (text: string, zone: string | undefined): string => {
  try {
    if (withOffset.test(text)) return Temporal.Instant.from(text).toString();
    if (zone !== undefined) return inZone(Temporal.PlainDateTime.from(text), zone);
  } catch {
    throw new CellProblem(`${quoted(text)} is no date as ISO 8601 writes it, 2017-03-01 or 2017-03-01T09:30:00Z`);
  }
  throw new CellProblem(`${quoted(text)} has no offset: say in the map which zone it is in, \`dates: {zone: …}\``);
};

const readFormat = (format: string, zone: string): ((text: string) => string) => {
  const { pattern, fields } = patternOf(format);
  return (text) => {
    const match = pattern.exec(text);
    if (!match) throw new CellProblem(`${quoted(text)} is no date written ${format}`);
    const parts = {
      year: 0,
      month: 0,
      day: 0,
      ...Object.fromEntries(fields.map((field, index) => [field, Number(match[index + 1])])),
    };
    try {
      return inZone(Temporal.PlainDateTime.from(parts, { overflow: 'reject' }), zone);
    } catch {
      throw new CellProblem(`${quoted(text)} is no day of the calendar`);
    }
  };
};

/** A file names few days many times over; more distinct ones than this are computed again rather than kept. */
const remembered = 10_000;

const memo = (read: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size >= remembered) known.clear();
    known.set(text, value);
    return value;
  };
};

/** `format` has no problem; `zone` is an IANA zone, needed unless every date carries its offset. */
export const datesOf = (format: string, zone: string | undefined): Dates => ({
  cell: memo(format === iso || zone === undefined ? (text) => readIso(text, zone) : readFormat(format, zone)),
  literal: (text) => readIso(text, zone),
});

/** What may be added to a date. Minutes and hours are elapsed time, whatever the clocks do. */
export const spans = ['seconds', 'minutes', 'hours'] as const;
export type Span = (typeof spans)[number];
const millisecondsIn: Readonly<Record<Span, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

export const later = (instant: string, amount: number, span: Span): string =>
  Temporal.Instant.from(instant)
    .add({ milliseconds: Math.round(amount * millisecondsIn[span]) })
    .toString();

export const isAfter = (a: string, b: string): boolean => Temporal.Instant.compare(a, b) > 0;

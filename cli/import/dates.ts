import { Temporal } from 'temporal-polyfill';
import { quoted } from '../terminal/text.ts';
import { isOfDays, readerOf } from './dateFormat.ts';
import { CellProblem } from './row.ts';

/** Reads the dates of a file into instants, `2017-03-01T00:00:00Z`. */
export interface Dates {
  /** A cell, written in one of the map's formats. @throws CellProblem */
  cell(text: string): string;
  /** A date written in the map itself: ISO 8601. @throws CellProblem */
  literal(text: string): string;
}

/** Time zones of a file, IANA names. */
export interface Zones {
  /** That of times without an offset; needed unless every one of them has one. */
  readonly times: string | undefined;
  /** That of days, which begin at its midnight. */
  readonly days: string | undefined;
}

const isDay = /^[+-]?\d{4,6}-?\d{2}-?\d{2}$/;
const withOffset = /[Tt ]\d{2}.*([Zz]|[+-]\d{2}(:?\d{2})?)$/;
/** Ten digits are seconds until the year 2286, thirteen milliseconds since 2001. */
const epoch = /^-?\d{1,14}$/;
const longestSeconds = 10;

/** What most exports hold, and to the second at most, which every zone's own rules leave as it is in UTC. */
const plainly = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(Z)?)?$/;

/** Such a date in UTC, at a tenth of the time; `undefined` of any other, and of days that there are not. */
const inUtc = (text: string, { times, days }: Zones): string | undefined => {
  const [, day, time = '00:00', seconds = ':00', offset] = plainly.exec(text) ?? [];
  if (day === undefined || (offset === undefined && (isDay.test(text) ? days : times) !== 'UTC')) return undefined;
  const instant = `${day}T${time}${seconds}Z`;
  const at = new Date(instant);
  return !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(day.slice(-2)) ? instant : undefined;
};

/** Local times that a clock change skips move on by the gap; those that it repeats are the first. */
const inZone = (local: Temporal.PlainDateTime, zone: string): string =>
  local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString();

const isoProblem = (text: string): string =>
  `${quoted(text)} is no date as ISO 8601 writes it, 2017-03-01 or 2017-03-01T09:30:00Z`;

const readIso = (text: string, zones: Zones): string => {
  const quick = inUtc(text, zones);
  if (quick !== undefined) return quick;
  const { times, days } = zones;
  const zone = isDay.test(text) ? days : times;
  try {
    if (withOffset.test(text)) return Temporal.Instant.from(text).toString();
    if (zone !== undefined) return inZone(Temporal.PlainDateTime.from(text), zone);
  } catch {
    throw new CellProblem(isoProblem(text));
  }
  throw new CellProblem(`${quoted(text)} has no offset: say in the map which zone it is in, \`dates: {zone: …}\``);
};

const readEpoch = (text: string): string | undefined => {
  if (!epoch.test(text)) return undefined;
  const milliseconds = text.replace('-', '').length <= longestSeconds ? Number(text) * 1000 : Number(text);
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
};

/** A reader answers `undefined` where the text is written otherwise. */
type Reader = (text: string) => string | undefined;

const formatted = (format: string, { times, days }: Zones): Reader => {
  const read = readerOf(format);
  const zone = isOfDays(format) ? days : times;
  return (text) => {
    const local = read(text);
    if (local === null) throw new CellProblem(`${quoted(text)} is no day of the calendar`);
    return local && zone !== undefined ? inZone(local, zone) : undefined;
  };
};

const readerFor = (format: string, zones: Zones): Reader => {
  if (format === 'epoch') return readEpoch;
  return format === 'ISO' ? (text) => readIso(text, zones) : formatted(format, zones);
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

/** The first format that fits. What is wrong in particular is told where there is one format only. */
const readAny = (formats: readonly string[], zones: Zones): ((text: string) => string) => {
  const readers = formats.map((format) => readerFor(format, zones));
  return (text) => {
    for (const read of readers) {
      try {
        const instant = read(text);
        if (instant !== undefined) return instant;
      } catch (error) {
        if (readers.length === 1) throw error;
      }
    }
    throw new CellProblem(`${quoted(text)} is no date written ${formats.join(' or ')}`);
  };
};

/** @param formats have no problem */
export const datesOf = (formats: readonly string[], zones: Zones): Dates => ({
  cell: memo(readAny(formats, zones)),
  literal: (text) => readIso(text, zones),
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

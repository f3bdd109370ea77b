import { Temporal } from 'temporal-polyfill';
import { suggestion } from '../nearest.ts';
import { quoted } from '../terminal/text.ts';
import { escaped } from './escaped.ts';

/** Dates written in a format of the map's, `M/d/yyyy h:mm a`. */

/** What a part of a format stands for, and how it is written. */
const tokens = {
  yyyy: { field: 'year', written: '\\d{4}' },
  MM: { field: 'month', written: '\\d{2}' },
  M: { field: 'month', written: '\\d{1,2}' },
  dd: { field: 'day', written: '\\d{2}' },
  d: { field: 'day', written: '\\d{1,2}' },
  HH: { field: 'hour', written: '\\d{2}' },
  H: { field: 'hour', written: '\\d{1,2}' },
  hh: { field: 'hour', written: '\\d{2}' },
  h: { field: 'hour', written: '\\d{1,2}' },
  mm: { field: 'minute', written: '\\d{2}' },
  ss: { field: 'second', written: '\\d{2}' },
  a: { field: 'half', written: '[AaPp]\\.?[Mm]\\.?' },
} as const;

type Unit = (typeof tokens)[keyof typeof tokens]['field'];
const isToken = (part: string): part is keyof typeof tokens => Object.hasOwn(tokens, part);

/** ISO 8601, and milliseconds or, in ten digits, seconds since 1970. */
const named = ['ISO', 'epoch'] as const;
const isNamed = (format: string): boolean => (named as readonly string[]).includes(format);

const partsOf = (format: string): string[] => format.match(/([A-Za-z])\1*/g) ?? [];

/** Hours of the half of a day want to know which half, and none else does. */
const halfProblem = (parts: readonly string[]): string | undefined => {
  const isHalf = parts.some((part) => part === 'h' || part === 'hh');
  if (isHalf === parts.includes('a')) return undefined;
  return isHalf ? 'counts hours to 12 and names no half of the day: add a, or write H' : 'names a without h';
};

/** Whether a format writes days and no time of the day. */
export const isOfDays = (format: string): boolean => !isNamed(format) && !/[Hh]/.test(format);

/** What is wrong with a date format, or `undefined`. */
export const formatProblem = (format: string): string | undefined => {
  if (isNamed(format)) return undefined;
  const seen: Unit[] = [];
  const parts = partsOf(format);
  for (const part of parts) {
    if (!isToken(part))
      return `${quoted(part)} is no part of a date${suggestion(part, [...Object.keys(tokens), ...named])}`;
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
  if (absent) return `names no ${absent}; write it like M/d/yyyy, dd.MM.yyyy HH:mm or ISO`;
  return halfProblem(parts);
};

const patternOf = (format: string): { readonly pattern: RegExp; readonly fields: readonly Unit[] } => {
  const fields: Unit[] = [];
  const source = format.replace(/([A-Za-z])\1*|[^A-Za-z]/g, (part) => {
    if (!isToken(part)) return escaped(part);
    fields.push(tokens[part].field);
    return `(${tokens[part].written})`;
  });
  return { pattern: new RegExp(`^${source}$`), fields };
};

/** 12 AM is midnight and 12 PM noon; `NaN` where the hour is none of a half day. */
const hourOf = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour;
  return hour >= 1 && hour <= 12 ? (hour % 12) + (/^p/i.test(half) ? 12 : 0) : Number.NaN;
};

/** Reads text in a format that has no problem; `undefined` where it is written otherwise, `null` where there is no such day. */
export const readerOf = (format: string): ((text: string) => Temporal.PlainDateTime | null | undefined) => {
  const { pattern, fields } = patternOf(format);
  return (text) => {
    const match = pattern.exec(text);
    if (!match) return undefined;
    const written = Object.fromEntries(fields.map((field, index) => [field, match[index + 1]]));
    const { year, month, day, hour = 0, minute = 0, second = 0, half } = written;
    try {
      return Temporal.PlainDateTime.from(
        {
          year: Number(year),
          month: Number(month),
          day: Number(day),
          hour: hourOf(Number(hour), half),
          minute: Number(minute),
          second: Number(second),
        },
        { overflow: 'reject' },
      );
    } catch {
      return null;
    }
  };
};

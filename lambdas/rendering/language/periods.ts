import type { Language } from './language.ts';
import { noBreak } from './numbers.ts';
import { remembering } from './remembering.ts';

/** Names of periods as documents write them, `2026-10`, `2026-Q3`, `2026`, `2026-10-01..2026-10-15`, in words. */
export interface PeriodNames {
  /** `October 2026`, `outubro de 2026` */
  long(period: string): string;
  /** The same where a line or a cell begins with it: `Outubro de 2026`. */
  heading(period: string): string;
  /** `Oct 2025`; without its year where that is the year of `beside`. */
  short(period: string, beside: string): string;
  /** `October`, as `short` but unabridged, for sentences. */
  within(period: string, beside: string): string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(name, format);
  return format;
};

/** Text of parts; the first day of a month as the language has it, `1º`. */
const joined = ({ say }: Language, parts: readonly Intl.DateTimeFormatPart[]): string =>
  parts
    .map(({ type, value }, index) => {
      if (type === 'day' && value === '1') return say('names.firstOfMonth');
      return parts[index + 1]?.type === 'dayPeriod' ? noBreak : value;
    })
    .join('');

const form = /^(\d{4})(?:-(\d{2})|-Q(\d))?$/;

/** Messages that name a quarter, without its year and with it. */
const quarterNames = {
  long: ['periods.quarterAlone', 'periods.quarter'],
  short: ['periods.quarterAloneShort', 'periods.quarterShort'],
} as const;

/** Local days and months carry no zone: they are read, and written, as if in UTC. */
const utc = 'UTC';

/** Many languages write months small, but no sentence begins so. */
const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const create = (language: Language, isFiscal: boolean): PeriodNames => {
  const { locale } = language;
  const fiscal = isFiscal ? 'yes' : 'no';
  const range = (period: string, month: 'long' | 'short', withYear: boolean): string => {
    const [from = period, to = from] = period.split('..');
    const years = withYear || from.slice(0, 4) !== to.slice(0, 4);
    const options = { day: 'numeric', month, timeZone: utc, ...(years && { year: 'numeric' as const }) } as const;
    // Thin spaces are missing from many a mail's font: none between days, whole ones between dates of several words.
    const dash = from.slice(0, 7) === to.slice(0, 7) ? '–' : `${noBreak}– `;
    return joined(language, dateFormat(locale, options).formatRangeToParts(Date.parse(from), Date.parse(to))).replace(
      /\s*–\s*/gu,
      dash,
    );
  };
  const name = (period: string, month: 'long' | 'short', withYear: boolean): string => {
    const [matched, year = '', monthOfYear, quarter] = form.exec(period) ?? [];
    if (matched === undefined) return period.includes('..') ? range(period, month, withYear) : period;
    if (quarter !== undefined) return language.say(quarterNames[month][withYear ? 1 : 0], { quarter, year, fiscal });
    if (monthOfYear === undefined) return language.say('periods.year', { year, fiscal });
    const options = { month, timeZone: utc, ...(withYear && { year: 'numeric' as const }) } as const;
    return dateFormat(locale, options).format(Date.parse(`${period}-01`));
  };
  const long = remembering((period: string) => name(period, 'long', true));
  const longAlone = remembering((period: string) => name(period, 'long', false));
  const together = (text: string): string => text.replaceAll(' ', noBreak);
  const short = remembering((period: string) => together(name(period, 'short', true)));
  const shortAlone = remembering((period: string) => together(name(period, 'short', false)));
  const otherYear = (period: string, beside: string): boolean => period.slice(0, 4) !== beside.slice(0, 4);
  return {
    long,
    heading: (period) => capital(long(period), locale),
    short: (period, beside) => (otherYear(period, beside) ? short : shortAlone)(period),
    within: (period, beside) => (otherYear(period, beside) ? long : longAlone)(period),
  };
};

const known = remembering((language: Language) => remembering((isFiscal: boolean) => create(language, isFiscal)));

export const periodNamesOf = (language: Language, fiscalYearStart: number): PeriodNames =>
  known(language)(fiscalYearStart !== 1);

const instantsIn = remembering((language: Language) =>
  remembering((timeZone: string) => {
    const { locale } = language;
    const [day, instant] = [
      dateFormat(locale, { dateStyle: 'long', timeZone }),
      dateFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }),
    ];
    return {
      day: remembering((told: string) => joined(language, day.formatToParts(Date.parse(told)))),
      instant: remembering((told: string) => joined(language, instant.formatToParts(Date.parse(told)))),
    };
  }),
);

const zonesIn = remembering(({ locale }: Language) =>
  remembering((timeZone: string): string => {
    const parts = dateFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
    return /^GMT|^UTC/.test(name) ? timeZone : name;
  }),
);

/** A time zone in words, `Brasilia Standard Time`; as it is written in the configuration where it has no name of its own. */
export const formatZone = (language: Language, timeZone: string): string => zonesIn(language)(timeZone);

/** A day in words, `31 October 2026`, in the given time zone. */
export const formatDay = (language: Language, instant: string, timeZone: string): string =>
  instantsIn(language)(timeZone).day(instant);

/** A day and a time of day in words, with the zone's name. */
export const formatInstant = (language: Language, instant: string, timeZone: string): string =>
  instantsIn(language)(timeZone).instant(instant);

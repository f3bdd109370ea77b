import { closest, distance } from 'fastest-levenshtein';
import { Temporal } from 'temporal-polyfill';
import { dimensions } from '../records/dimensions.ts';
import { unknownName } from '../records/suggest.ts';
import { addressProblem } from './addressRules.ts';

/** Checks of names that others define. Each answers what is wrong, or `null`. */

const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();

const nearestZone = (zone: string): string | undefined => {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = cityOf(zone).replaceAll(' ', '_');
  const near = closest(zone, zones);
  return (
    zones.find((candidate) => cityOf(candidate) === city) ??
    (distance(zone, near) <= zone.length / 2 ? near : undefined)
  );
};

/** A time zone of the IANA database, aliases such as `UTC` and `US/Eastern` among them; a bare offset is none. */
export const timeZoneProblem = (zone: string): string | null => {
  try {
    // Offsets are refused: they know no summer time, and a workspace's months would shift by an hour.
    if (/^[a-z]/i.test(zone)) {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
      return null;
    }
  } catch {
    // Told below, with the name that was probably meant.
  }
  const meant = nearestZone(zone);
  return `"${zone}" is not a time zone; ${meant ? `did you mean "${meant}"?` : 'write it as "America/Sao_Paulo"'}`;
};

const lettersOf = (code: string): string => [...code].sort().join('');

/** The code that was probably meant: in the wrong case or order, cut off or gone on, or with one letter wrong. */
const nearestCurrency = (code: string, codes: readonly string[]): string | undefined => {
  const written = code.trim().toUpperCase();
  if (written.length < 2) return undefined;
  return (
    codes.find((known) => lettersOf(known) === lettersOf(written)) ??
    codes.find((known) => known.startsWith(written) || written.startsWith(known)) ??
    codes.find((known) => distance(known, written) === 1)
  );
};

/** A currency of ISO 4217. */
export const currencyProblem = (code: string): string | null => {
  const codes = Intl.supportedValuesOf('currency');
  if (codes.includes(code)) return null;
  const meant = nearestCurrency(code, codes);
  return `"${code}" is not a currency; ${meant ? `did you mean "${meant}"?` : 'write its ISO 4217 code, "BRL" for example'}`;
};

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

/** A well-formed BCP 47 language tag. */
export const localeProblem = (tag: string): string | null => {
  if (isLocale(tag)) return null;
  const hyphens = tag.replaceAll('_', '-');
  return `"${tag}" is not a language tag; ${isLocale(hyphens) ? `did you mean "${hyphens}"?` : 'write it as "pt-BR"'}`;
};

/** A day of the calendar. What does not look like one is left to the schema. */
export const dateProblem = (date: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  try {
    Temporal.PlainDate.from(date);
    return null;
  } catch {
    return `there is no date ${date}`;
  }
};

/** The segments that a scope can name are a review's dimensions, and `custom.*`. */
export const dimensionProblem = (name: string): string | null =>
  (dimensions as readonly string[]).includes(name) || /^custom\../.test(name)
    ? null
    : unknownName(name, 'a segment', [...dimensions, 'custom.*']);

/** `kpis@acme.example` or `Acme KPIs <kpis@acme.example>`. */
export const senderProblem = (sender: string): string | null => {
  const written = /^(?:[^<>\p{Cc}]*<([^\s@<>]+@[^\s@<>]+)>|([^\s@<>]+@[^\s@<>]+))$/u.exec(sender.trim());
  return written ? addressProblem(written[1] ?? written[2] ?? '') : 'write it as "Acme KPIs <kpis@acme.example>"';
};

import { startOfLocalDay } from '../domain/periods/localDay.ts';
import { fieldOf, type RecordType } from '../domain/records/vocabulary.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';
import { instant, parted, type Said } from './statement.ts';

const prefix = 'custom:';
const date = /^\d{4}-\d\d-\d\d$/;

const isThere = (text: string): boolean => {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
};

/**
 * The instant that a date without a time stands for, epoch milliseconds: the beginning of that day in the workspace's zone.
 * `undefined` of anything else.
 */
export const startOfDay = (value: string | number | boolean, { timeZone }: SourceSettings): number | undefined =>
  typeof value === 'string' && date.test(value) && isThere(value) ? startOfLocalDay(value, timeZone) : undefined;

/**
 * Fields that the configuration fills from an account's own, `custom.tier: "custom:1246489"`.
 *
 * @param customOf the value of an account's own field by what stands behind `custom:`; `undefined` where nothing is said
 * of it, empty text or `null` where it is empty; `to` is the field that it is to fill
 * @param instantOf the instant that such a value stands for in the system, in epoch milliseconds; `undefined` where it is
 * none. Dates without a time are read of every system.
 */
export const mappedFields = (
  record: RecordType,
  settings: SourceSettings,
  customOf: (name: string, to: string) => string | number | boolean | null | undefined,
  instantOf: (value: string | number | boolean) => number | undefined = () => undefined,
): Said => {
  const read = (name: string, value: ReturnType<typeof customOf>): Said[string] => {
    if (value === undefined || value === '' || value === null) return value === undefined ? undefined : null;
    if (fieldOf(record, name)?.type.kind !== 'instant') return value;
    return instant(instantOf(value) ?? startOfDay(value, settings)) ?? value;
  };
  const said: Record<string, Said[string]> = {};
  for (const [name, from] of Object.entries(settings.fields[record] ?? {}))
    if (from.startsWith(prefix)) said[name] = read(name, customOf(from.slice(prefix.length), name));
  return said;
};

/** Whether the configuration fills a field from one of the account's own. */
export const isMapped = (record: RecordType, name: string, { fields }: SourceSettings): boolean =>
  fields[record]?.[name]?.startsWith(prefix) ?? false;

/** What is said by default, but for what the configuration fills from elsewhere. */
export const unmapped = (record: RecordType, said: Said, settings: SourceSettings): Said =>
  settings.fields[record] === undefined ? said : parted(said, (name) => isMapped(record, name, settings)).rest;

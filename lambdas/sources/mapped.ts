import { fieldOf, type RecordType } from '../domain/records/vocabulary.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';
import { instant, parted, type Said } from './statement.ts';

const prefix = 'custom:';

/**
 * Fields that the configuration fills from an account's own, `custom.tier: "custom:1246489"`.
 *
 * @param customOf the value of an account's own field by what stands behind `custom:`; `undefined` where nothing is said
 * of it, empty text or `null` where it is empty
 * @param instantOf the instant that such a value stands for in the system, in epoch milliseconds; `undefined` where it is none
 */
export const mappedFields = (
  record: RecordType,
  { fields }: SourceSettings,
  customOf: (name: string) => string | number | boolean | null | undefined,
  instantOf: (value: string | number | boolean) => number | undefined = () => undefined,
): Said => {
  const read = (name: string, value: ReturnType<typeof customOf>): Said[string] => {
    if (value === undefined || value === '' || value === null) return value === undefined ? undefined : null;
    return fieldOf(record, name)?.type.kind === 'instant' ? (instant(instantOf(value)) ?? value) : value;
  };
  const said: Record<string, Said[string]> = {};
  for (const [name, from] of Object.entries(fields[record] ?? {}))
    if (from.startsWith(prefix)) said[name] = read(name, customOf(from.slice(prefix.length)));
  return said;
};

/** Whether the configuration fills a field from one of the account's own. */
export const isMapped = (record: RecordType, name: string, { fields }: SourceSettings): boolean =>
  fields[record]?.[name]?.startsWith(prefix) ?? false;

/** What is said by default, but for what the configuration fills from elsewhere. */
export const unmapped = (record: RecordType, said: Said, settings: SourceSettings): Said =>
  settings.fields[record] === undefined ? said : parted(said, (name) => isMapped(record, name, settings)).rest;

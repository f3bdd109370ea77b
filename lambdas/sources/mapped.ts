import { fieldOf, type RecordType } from '../domain/records/vocabulary.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';
import type { Said } from './statement.ts';

const prefix = 'custom:';

/**
 * Fields that the configuration fills from an account's own, `custom.tier: "custom:1246489"`.
 *
 * @param customOf the value of an account's own field by what stands behind `custom:`; `undefined` where nothing is said
 * of it, empty text or `null` where it is empty
 * @param instantOf how the system writes an instant in such a field, in ISO 8601; `undefined` where it is none
 */
export const mappedFields = (
  record: RecordType,
  { fields }: SourceSettings,
  customOf: (name: string) => string | number | boolean | null | undefined,
  instantOf: (value: string | number | boolean) => string | undefined = () => undefined,
): Said => {
  const read = (name: string, value: Said[string]): Said[string] => {
    if (value === undefined || value === '' || value === null) return value === undefined ? undefined : null;
    return fieldOf(record, name)?.type.kind === 'instant' ? (instantOf(value) ?? value) : value;
  };
  const own = Object.entries(fields[record] ?? {}).filter(([, from]) => from.startsWith(prefix));
  return Object.fromEntries(own.map(([name, from]) => [name, read(name, customOf(from.slice(prefix.length)))]));
};

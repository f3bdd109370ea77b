import { fieldOf, type RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { memberOf } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import type { Said } from '../statement.ts';
import { currencyOf, customValue, epochOf, type Value } from './value.ts';

/** A custom field and what it holds as ClickUp writes it; `undefined` where that is not told. */
interface CustomField {
  readonly field: unknown;
  readonly value: unknown;
}

const readOf = ({ field, value }: CustomField, refers: boolean): Value | undefined =>
  value === undefined ? undefined : customValue(field, value, refers);

const isNamed = ({ field }: CustomField, name: string): boolean =>
  memberOf(field, 'id') === name || memberOf(field, 'name') === name;

const isFilled = ({ value }: CustomField): boolean => value !== undefined && value !== null && value !== '';

/** The first of several fields that has a value: spaces and lists may each have one of the same name. */
const filled = (fields: readonly CustomField[]): CustomField | undefined => fields.find(isFilled) ?? fields[0];

const named = ({ custom }: TaskFields, name: string): CustomField | undefined =>
  filled(custom.filter((one) => isNamed(one, name)));

/** What is told of a task's fields: the account's own by name or id, and ClickUp's by name. */
export interface TaskFields {
  readonly custom: readonly CustomField[];
  standard(name: string): Value | undefined;
}

const prefix = 'custom:';

/** The currency of the field that the amount is taken from. */
const currency = (record: RecordType, { fields }: SourceSettings, told: TaskFields): Said => {
  const from = fields[record]?.amount;
  const amount = from?.startsWith(prefix) ? named(told, from.slice(prefix.length)) : undefined;
  const code = amount?.value === undefined ? undefined : currencyOf(amount.field);
  return code === undefined ? {} : { currency: code };
};

/** What the configuration fills from fields; and what the record is called elsewhere, where a field says so. */
export const mapped = (
  record: RecordType,
  told: TaskFields,
  settings: SourceSettings,
): { readonly set: Said; readonly same: string[] } => {
  const read = (name: string, refers: boolean): Value | undefined => {
    const own = named(told, name);
    return own ? readOf(own, refers) : told.standard(name);
  };
  const readFor = (name: string, to: string): Value | undefined =>
    read(name, fieldOf(record, to)?.type.kind === 'reference');
  const email =
    settings.customers === 'person'
      ? filled(told.custom.filter(({ field }) => memberOf(field, 'type') === 'email'))
      : undefined;
  const textOf = (value: Value | undefined): string | undefined =>
    value === null || value === undefined || Number.isNaN(value) ? undefined : String(value);
  return {
    set: { ...currency(record, settings, told), ...mappedFields(record, settings, readFor, epochOf) },
    same: aliasesOf(record, settings, (path) => textOf(read(path, true)), textOf(email && readOf(email, false))),
  };
};

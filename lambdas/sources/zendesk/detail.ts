import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { at, memberOf, textAt } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import type { Said } from '../statement.ts';
import type { Event } from './event.ts';

const nobody: readonly unknown[] = [null, '', '0', 0];

/** An id at a member; `null` where there is none, which is empty or a zero. A number that lost digits stays, so that its field tells. */
export const referenceAt = (object: unknown, name: string): string | number | null | undefined => {
  const value = memberOf(object, name);
  if (nobody.includes(value)) return null;
  return typeof value === 'number' ? value : textAt(object, name);
};

type Scalar = string | number | boolean | null | undefined;

/** What no field takes: it stands for a value that is there and cannot be told, so that its field tells. */
const illegible = Number.NaN;

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);

/** One value, or the several that were chosen, in ascending order: their own means nothing. */
const plainOf = (value: unknown): Scalar => {
  if (isScalar(value)) return value;
  if (!Array.isArray(value) || !value.every(isScalar)) return illegible;
  return value.length === 0 ? null : value.map(String).sort().join(', ');
};

/** Whether an event is of the custom field that the configuration names, by its id or its title. */
const isField = (event: unknown, name: string): boolean =>
  [
    textAt(event, 'field', 'id'),
    textAt(event, 'field', 'title'),
    textAt(event, 'field_id'),
    textAt(event, 'custom_field_id'),
    textAt(event, 'custom_field', 'id'),
  ].includes(name);

/** A new value: it may stand in an object of its own. */
const currentOf = (event: unknown): Scalar => {
  const own = at(event, 'current', 'value');
  return plainOf(own === undefined ? memberOf(event, 'current') : own);
};

/** The fields that the configuration fills from custom fields, as they change, or from any member of the detail. */
export const mapped = (record: RecordType, { action, detail, event }: Event, settings: SourceSettings): Said =>
  mappedFields(record, settings, (name) =>
    action === 'custom_field_changed' && isField(event, name)
      ? currentOf(event)
      : plainOf(at(detail, ...name.split('.'))),
  );

/** What the detail's record is called in other systems. */
export const aliases = (record: RecordType, detail: unknown, settings: SourceSettings, email?: string): string[] =>
  aliasesOf(record, settings, (path) => textAt(detail, ...path.split('.')), email);

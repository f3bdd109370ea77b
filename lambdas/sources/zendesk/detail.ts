import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { at, memberOf, textAt } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import type { Said } from '../statement.ts';
import type { Event } from './event.ts';

const nobody: readonly unknown[] = [null, '', '0', 0];

/** An id at a member; `null` where there is none, which is empty or a zero. */
export const referenceAt = (object: unknown, name: string): string | null | undefined => {
  const value = memberOf(object, name);
  return nobody.includes(value) ? null : textAt(object, name);
};

type Scalar = string | number | boolean | null | undefined;

const scalar = (value: unknown): Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) ? (value as Scalar) : undefined;

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
const currentOf = (event: unknown): Scalar => scalar(at(event, 'current', 'value') ?? memberOf(event, 'current'));

/** The fields that the configuration fills from custom fields, as they change, or from any member of the detail. */
export const mapped = (record: RecordType, { action, detail, event }: Event, settings: SourceSettings): Said =>
  mappedFields(record, settings, (name) =>
    action === 'custom_field_changed' && isField(event, name)
      ? currentOf(event)
      : scalar(at(detail, ...name.split('.'))),
  );

/** What the detail's record is called in other systems. */
export const aliases = (record: RecordType, detail: unknown, settings: SourceSettings, email?: string): string[] =>
  aliasesOf(record, settings, (path) => textAt(detail, ...path.split('.')), email);

import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { firstTime } from '../first.ts';
import { listAt } from '../json.ts';
import { isMapped, mappedFields, unmapped } from '../mapped.ts';
import type { Problem, Said, Statement } from '../statement.ts';
import { associated } from './associations.ts';
import { type Action, idAt, type Kind, type Subject } from './events.ts';
import { isQualified } from './lifecycle.ts';
import { epochIn, nothing, type Property, propertyOf } from './property.ts';
import { type ObjectRecord, readers, recordsOf } from './readers.ts';

/** An event about one object. */
interface Happening {
  readonly event: unknown;
  readonly kind: Kind;
  readonly at: number;
  readonly settings: SourceSettings;
}

type Statements = readonly Statement[] | Problem;

const mapped = (record: ObjectRecord, { name, value }: Property, settings: SourceSettings): Said =>
  mappedFields(record, settings, (property) => (property === name ? value : undefined), epochIn);

/** What a record is called elsewhere, where the property is the one that says so. */
const aliases = (record: ObjectRecord, kind: Kind, { name, value }: Property, settings: SourceSettings): string[] => {
  const valueAt = (path: string): string | undefined =>
    path === name || path === `properties.${name}` ? (value ?? undefined) : undefined;
  const email = kind === 'contact' && name === 'email' ? (value ?? undefined) : undefined;
  return aliasesOf(record, settings, valueAt, email);
};

const changed = (record: ObjectRecord, kind: Kind, property: Property, settings: SourceSettings): Statement => {
  const { set, seq } = readers[record].get(property.name)?.(property, settings) ?? nothing;
  return {
    record,
    id: property.id,
    at: property.at,
    seq,
    set: { ...unmapped(record, set, settings), ...mapped(record, property, settings) },
    same: aliases(record, kind, property, settings),
  };
};

/** No event tells when its contact was made; the first qualification stands. */
const qualified = (property: Property, settings: SourceSettings): Statement[] =>
  isQualified(property, settings) && !isMapped('lead', 'qualifiedAt', settings)
    ? [firstTime('lead', property.id, 'qualifiedAt', property.at)]
    : [];

const propertyChanged = ({ event, kind, at, settings }: Happening, id: string): Statements => {
  const read = propertyOf(event, id, at);
  if ('problem' in read) return read.problem;
  const { property } = read;
  if (property === undefined) return [];
  return [
    ...recordsOf(kind, settings).map((record) => changed(record, kind, property, settings)),
    ...(kind === 'contact' ? qualified(property, settings) : []),
  ];
};

/**
 * When it was made, for all time: `createdate`, where it is told, prevails whenever that was. Of a customer it says nothing:
 * that an object was made does not make it one.
 */
const created = ({ kind, at, settings }: Happening, id: string): Statement[] =>
  recordsOf(kind, settings)
    .filter((record) => !isMapped(record, 'createdAt', settings))
    .map((record) => firstTime(record, id, 'createdAt', at));

const marked = ({ kind, at, settings }: Happening, id: string, deleted: boolean): Statement[] =>
  recordsOf(kind, settings).map((record) => ({ record, id, at, deleted }));

/** Who asked to be forgotten: what the configuration took from the contact goes, too. */
const forgotten = ({ kind, at, settings }: Happening, id: string): Statement[] =>
  recordsOf(kind, settings).map((record) => ({
    record,
    id,
    at,
    set: mappedFields(record, settings, () => null),
    deleted: true,
  }));

/** A merge keeps the primary object, or makes a new one of both. */
const merged = ({ event, kind, at, settings }: Happening): Statements => {
  const primary = idAt(event, 'primaryObjectId');
  const winner = idAt(event, 'newObjectId') ?? primary;
  if (winner === undefined) return { path: 'primaryObjectId', message: 'is missing: into what was merged' };
  const others = listAt(event, 'mergedObjectIds').map((_, index, list) => idAt(list, String(index)));
  if (others.length === 0 || others.includes(undefined))
    return { path: 'mergedObjectIds', message: 'must be a list of ids: what was merged' };
  const losers = new Set([...others, primary].filter((id) => id !== undefined && id !== winner)) as Set<string>;
  return [...losers].flatMap((id) =>
    recordsOf(kind, settings).map((record) => ({ record, id, at, mergedInto: winner })),
  );
};

type OfObject = Exclude<Action, 'merge' | 'associationChange'>;

const tellers: Readonly<Record<OfObject, (happening: Happening, id: string) => Statements>> = {
  creation: created,
  propertyChange: propertyChanged,
  deletion: (happening, id) => marked(happening, id, true),
  privacyDeletion: forgotten,
  restore: (happening, id) => marked(happening, id, false),
};

/** What an event says of records, or what of it cannot be read. */
export const statementsOf = (event: unknown, { kind, action, at }: Subject, settings: SourceSettings): Statements => {
  if (action === 'associationChange') return associated(event, at, settings);
  if (kind === undefined) return [];
  const happening = { event, kind, at, settings };
  if (action === 'merge') return merged(happening);
  const id = idAt(event, 'objectId');
  return id === undefined
    ? { path: 'objectId', message: 'is missing, or too large to be exact' }
    : tellers[action](happening, id);
};

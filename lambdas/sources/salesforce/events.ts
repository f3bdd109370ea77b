import { parseJson } from '../../domain/records/json.ts';
import { at, listAt, memberOf, millisecondsAt, textAt } from '../json.ts';
import type { Change } from './change.ts';
import { fieldsOfPayload, instantOf } from './fields.ts';

/** Beyond 2^53 already, so that as a number it would lose digits; behind that name only a number follows a colon. */
const commitNumber = /("commitNumber"\s*:\s*)(\d{16,40})/g;

interface Kind extends Pick<Change, 'isPartial' | 'deleted'> {
  readonly isNew: boolean;
}

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['CREATE', { isPartial: false, isNew: true, deleted: undefined }],
  ['UPDATE', { isPartial: true, isNew: true, deleted: undefined }],
  // Of a record that goes only the fields are told that events are enriched with.
  ['DELETE', { isPartial: true, isNew: false, deleted: true }],
  ['UNDELETE', { isPartial: false, isNew: false, deleted: false }],
  // That a record is gone is all that there is to know of it.
  ['GAP_DELETE', { isPartial: false, isNew: false, deleted: true }],
]);

const unknown: Kind = { isPartial: true, isNew: false, deleted: undefined };

const gap = 'carries no data: fetch the record from Salesforce and send it as it is now';
const foreign = 'is no event that Salesforce is known to send';
const many = 'stands for more records than it names: fetch those that changed and send them as they are now';

const encoded =
  'lists fields as bitmaps in nulledFields or changedFields: decode them to names, as the clients of the Pub/Sub API do, and send it again';

/** `0x400`, or `4-0x3` of a field in parts: which fields that are, only the schema of the event tells. */
const bitmap = /^(?:\d+-)?0x[\da-f]+$/i;

const hasBitmaps = (header: unknown): boolean =>
  ['nulledFields', 'changedFields']
    .flatMap((list) => listAt(header, list))
    .some((field) => typeof field === 'string' && bitmap.test(field));

const problemOf = (header: unknown, id: string | undefined): string | undefined => {
  const changeType = textAt(header, 'changeType');
  if (changeType === undefined || !kinds.has(changeType))
    return changeType?.startsWith('GAP_') ? gap : 'is not a change that Salesforce is known to tell';
  if (id === undefined) return 'names no record';
  if (id.endsWith('*')) return many;
  return hasBitmaps(header) ? encoded : undefined;
};

/** The order within an instant: that of the transactions, then that of the changes in one. */
const seqOf = (header: unknown): string | undefined => {
  const [transaction, place] = ['commitNumber', 'sequenceNumber'].map((name) => textAt(header, name));
  return transaction === undefined ? place : `${transaction}${(place ?? '').padStart(6, '0')}`;
};

/**
 * Whether a field changed. An event may be enriched with fields that did not, and then tells them apart by the names of
 * those that did.
 */
const newsOf = ({ isNew, isPartial }: Kind, header: unknown): Pick<Change, 'isNew' | 'isRepeated'> => {
  const names = new Set(isNew && isPartial ? listAt(header, 'changedFields') : []);
  const isChanged = (field: string): boolean => isNew && (names.size === 0 || names.has(field));
  return { isNew: isChanged, isRepeated: (field) => !isChanged(field) };
};

const changesOf = (payload: unknown, names: readonly string[]): Change[] => {
  const header = memberOf(payload, 'ChangeEventHeader');
  const fields = fieldsOfPayload(payload, listAt(header, 'nulledFields'));
  const editedAt = millisecondsAt(header, 'commitTimestamp') ?? instantOf(fields('LastModifiedDate'));
  const ids = listAt(header, 'recordIds');
  const kind = kinds.get(textAt(header, 'changeType') ?? '') ?? unknown;
  const news = newsOf(kind, header);
  return (ids.length === 0 ? [undefined] : ids).map((id, index): Change => {
    const problem = problemOf(header, textAt({ id }, 'id'));
    return {
      path: [...names, 'ChangeEventHeader', ...(ids.length === 0 ? [] : ['recordIds', index])].join('.'),
      object: textAt(header, 'entityName'),
      id: textAt({ id }, 'id'),
      fields,
      at: editedAt,
      seq: seqOf(header),
      editedAt,
      ...kind,
      ...news,
      ...(problem !== undefined && { problem }),
    };
  });
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the payload of an event stands: as it was published, through a relay, or by itself. */
const places: readonly (readonly string[])[] = [['data', 'payload'], ['detail', 'payload'], ['payload'], []];

const isEvent = (event: unknown): boolean =>
  isObject(at(event, 'data', 'payload')) || isObject(at(event, 'detail', 'payload'));

const stranger = (path: string): Change => ({
  ...unknown,
  ...newsOf(unknown, undefined),
  path,
  object: undefined,
  id: undefined,
  fields: () => undefined,
  at: undefined,
  seq: undefined,
  editedAt: undefined,
  problem: foreign,
});

/** What an event tells of records: nothing where it is a platform event, which an account fills as it likes. */
const toldBy = (event: unknown, names: readonly string[]): readonly Change[] => {
  const place = places.find((path) => isObject(at(event, ...path, 'ChangeEventHeader')));
  if (place) return changesOf(at(event, ...place), [...names, ...place]);
  return isEvent(event) ? [] : [stranger(names.join('.'))];
};

/** Reads change events, one or a list of them; or why they are none. */
export const parseEvents = (text: string): { readonly changes: readonly Change[] } | { readonly problem: string } => {
  const json = parseJson((text.startsWith('\uFEFF') ? text.slice(1) : text).replace(commitNumber, '$1"$2"'));
  if ('problem' in json) return json;
  const { value } = json;
  const told = Array.isArray(value) ? value.map((event, index) => toldBy(event, [String(index)])) : [toldBy(value, [])];
  const isForeign = told.length > 0 && told.every(([first]) => first?.problem === foreign);
  return isForeign
    ? { problem: 'is JSON, but no event: it has neither "data.payload" nor "ChangeEventHeader"' }
    : { changes: told.flat() };
};

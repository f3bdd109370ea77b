import { parseJson } from '../../domain/records/json.ts';
import { at, listAt, memberOf, millisecondsAt, textAt } from '../json.ts';
import type { Change } from './change.ts';
import { fieldsOfPayload, instantOf } from './fields.ts';

/** Beyond 2^53 already, so that as a number it would lose digits; behind that name only a number follows a colon. */
const commitNumber = /("commitNumber"\s*:\s*)(\d{16,40})/g;

type Kind = Pick<Change, 'isPartial' | 'isNew' | 'deleted'>;

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['CREATE', { isPartial: false, isNew: true, deleted: undefined }],
  ['UPDATE', { isPartial: true, isNew: true, deleted: undefined }],
  ['DELETE', { isPartial: false, isNew: false, deleted: true }],
  ['UNDELETE', { isPartial: false, isNew: false, deleted: false }],
  // That a record is gone is all that there is to know of it.
  ['GAP_DELETE', { isPartial: false, isNew: false, deleted: true }],
]);

const unknown: Kind = { isPartial: true, isNew: false, deleted: undefined };

const gap = 'carries no data: fetch the record from Salesforce and send it as it is now';
const foreign = 'is no event that Salesforce is known to send';
const many = 'stands for more records than it names: fetch those that changed and send them as they are now';

const problemOf = (changeType: string | undefined, id: string | undefined): string | undefined => {
  if (changeType === undefined || !kinds.has(changeType))
    return changeType?.startsWith('GAP_') ? gap : 'is not a change that Salesforce is known to tell';
  if (id === undefined) return 'names no record';
  return id.endsWith('*') ? many : undefined;
};

/** The order within an instant: that of the transactions, then that of the changes in one. */
const seqOf = (header: unknown): string | undefined => {
  const [transaction, place] = ['commitNumber', 'sequenceNumber'].map((name) => textAt(header, name));
  return transaction === undefined ? place : `${transaction}${(place ?? '').padStart(6, '0')}`;
};

const changesOf = (payload: unknown, names: readonly string[]): Change[] => {
  const header = memberOf(payload, 'ChangeEventHeader');
  const changeType = textAt(header, 'changeType');
  const fields = fieldsOfPayload(payload, listAt(header, 'nulledFields'));
  const editedAt = millisecondsAt(header, 'commitTimestamp') ?? instantOf(fields('LastModifiedDate'));
  const ids = listAt(header, 'recordIds');
  return (ids.length === 0 ? [undefined] : ids).map((id, index): Change => {
    const problem = problemOf(changeType, textAt({ id }, 'id'));
    return {
      path: [...names, 'ChangeEventHeader', ...(ids.length === 0 ? [] : ['recordIds', index])].join('.'),
      object: textAt(header, 'entityName'),
      id: textAt({ id }, 'id'),
      fields,
      at: editedAt,
      seq: seqOf(header),
      editedAt,
      ...(kinds.get(changeType ?? '') ?? unknown),
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
  const isForeign = told.every(([first]) => first?.problem === foreign);
  return isForeign
    ? { problem: 'is JSON, but no event: it has neither "data.payload" nor "ChangeEventHeader"' }
    : { changes: told.flat() };
};

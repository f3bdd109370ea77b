import type { Change } from './change.ts';
import { type Fields, fieldsOfElement, flagOf, instantOf } from './fields.ts';
import { childNamed, type Element, parseXml } from './xml.ts';

interface Message {
  /** The organisation's id. */
  readonly account: string | undefined;
  readonly changes: readonly Change[];
}

const latest = (...instants: readonly (number | undefined)[]): number | undefined => {
  const told = instants.filter((instant) => instant !== undefined);
  return told.length === 0 ? undefined : Math.max(...told);
};

const textAt = (fields: Fields, name: string): string | undefined => {
  const value = fields(name);
  return typeof value === 'string' ? value : undefined;
};

const problemOf = (
  { isIllegible }: Element,
  object: Element | undefined,
  id: string | undefined,
): Pick<Change, 'problem'> => {
  if (isIllegible) return { problem: 'refers to what is no character of XML: take it out of the record' };
  return id === undefined && hasFields(object) ? { problem: 'has no Id: tick it among the fields to send' } : {};
};

/** A record that is deleted before its notification is sent comes without data. */
const hasFields = (object: Element | undefined): boolean =>
  object?.children.some(({ text, children }) => text !== '' || children.length > 0) ?? false;

const changeOf = (notification: Element, index: number): Change => {
  const object = childNamed(notification, 'sObject');
  const type = object?.attributes.get('type');
  const fields = fieldsOfElement(object);
  const editedAt = instantOf(fields('LastModifiedDate'));
  const touchedAt = instantOf(fields('SystemModstamp'));
  const path = `notifications.Notification.${index}`;
  const id = textAt(fields, 'Id');
  return {
    path,
    object: type?.slice(type.indexOf(':') + 1),
    id,
    fields,
    at: latest(editedAt, touchedAt),
    // Of two changes within a second, which is all that its clock tells, the later has the later notification.
    seq: childNamed(notification, 'Id')?.text || undefined,
    editedAt: editedAt ?? touchedAt,
    isPartial: false,
    isNew: () => false,
    isRepeated: () => false,
    deleted: flagOf(fields('IsDeleted')),
    ...problemOf(notification, object, id),
  };
};

/** Reads an outbound message: a SOAP envelope, of whatever versions its names are. `undefined` where it is none. */
export const parseMessage = (text: string): Message | undefined => {
  const envelope = parseXml(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (envelope?.name !== 'Envelope') return undefined;
  const notifications = childNamed(childNamed(envelope, 'Body'), 'notifications');
  if (!notifications) return undefined;
  return {
    account: childNamed(notifications, 'OrganizationId')?.text.trim() || undefined,
    changes: notifications.children.filter(({ name }) => name === 'Notification').map(changeOf),
  };
};

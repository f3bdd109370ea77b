/** Events of subscriptions as HubSpot writes them, of one account, each so many seconds after a beginning. */

export type Event = Readonly<Record<string, unknown>>;

type Kind = 'contact' | 'company' | 'deal' | 'ticket';

/** Epoch milliseconds of the beginning. */
const beginning = Date.parse('2026-09-01T08:00:00.250Z');

/** Epoch milliseconds of so many seconds after the beginning. */
export const at = (second: number): number => beginning + second * 1000;

/** The object of each kind that events are of, unless they say otherwise. */
const ids: Readonly<Record<Kind, number>> = { contact: 500, company: 600, deal: 900, ticket: 1100 };

const typeIds: Readonly<Record<Kind, string>> = { contact: '0-1', company: '0-2', deal: '0-3', ticket: '0-5' };

const eventOf = (kind: Kind, action: string, second: number, change: Event = {}): Event => ({
  eventId: 4_000_000_000 - second * 7919,
  subscriptionId: 31,
  portalId: 7700,
  appId: 88,
  occurredAt: at(second),
  subscriptionType: `${kind}.${action}`,
  attemptNumber: 0,
  objectId: ids[kind],
  changeSource: 'CRM_UI',
  sourceId: 'userId:12',
  ...change,
});

export const creationOf = (kind: Kind, second = 0, change: Event = {}): Event =>
  eventOf(kind, 'creation', second, { changeFlag: 'CREATED', ...change });

export const propertyOf = (kind: Kind, name: string, value: unknown, second = 0, change: Event = {}): Event =>
  eventOf(kind, 'propertyChange', second, { propertyName: name, propertyValue: value, ...change });

export const deletionOf = (kind: Kind, second = 0, change: Event = {}): Event =>
  eventOf(kind, 'deletion', second, { changeFlag: 'DELETED', ...change });

export const restoreOf = (kind: Kind, second = 0, change: Event = {}): Event =>
  eventOf(kind, 'restore', second, change);

export const forgettingOf = (second = 0): Event => eventOf('contact', 'privacyDeletion', second);

/** The object after the usual one is merged into it. */
export const mergeOf = (kind: Kind, second = 0, change: Event = {}): Event =>
  eventOf(kind, 'merge', second, {
    primaryObjectId: ids[kind],
    mergedObjectIds: [ids[kind] + 1],
    numberOfPropertiesMoved: 3,
    ...change,
  });

export const associationOf = (
  type: string,
  from: number | string,
  to: number | string,
  second = 0,
  change: Event = {},
): Event => {
  const { objectId: _, ...event } = eventOf('deal', 'associationChange', second, {
    subscriptionType: `${type.split('_TO_')[0]?.toLowerCase()}.associationChange`,
    associationType: type,
    fromObjectId: from,
    toObjectId: to,
    associationRemoved: false,
    isPrimaryAssociation: true,
    ...change,
  });
  return event;
};

/** The same event in the generic form, where the type of object is a number. */
export const genericOf = (event: Event): Event => {
  const [kind, action] = String(event.subscriptionType).split('.');
  return { ...event, subscriptionType: `object.${action}`, objectTypeId: typeIds[kind as Kind], isSensitive: false };
};

export const bodyOf = (...events: readonly Event[]): string => JSON.stringify(events);

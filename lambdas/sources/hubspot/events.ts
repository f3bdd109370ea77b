import { memberOf, millisecondsAt, textAt } from '../json.ts';
import type { Problem } from '../statement.ts';

/** The objects of HubSpot that records are made of. */
export type Kind = 'contact' | 'company' | 'deal' | 'ticket';

/** As generic subscriptions number them. */
const kindsByTypeId: ReadonlyMap<string, Kind> = new Map([
  ['0-1', 'contact'],
  ['0-2', 'company'],
  ['0-3', 'deal'],
  ['0-5', 'ticket'],
]);

const kinds: readonly Kind[] = [...kindsByTypeId.values()];

/** A type of object by its number, `0-3`, or `2-143967026` of an account's own. */
const isTypeId = (text: string): boolean => /^\d+-\d+$/.test(text);

/** What is wrong with a type of object at a member, where there is one. */
export const typeIdProblem = (event: unknown, member: string): Problem | undefined => {
  const id = textAt(event, member);
  return id === undefined || isTypeId(id)
    ? undefined
    : { path: member, message: 'must be the number of a type of object, as in "0-3"' };
};

/** The kind that a member names by its number; `undefined` of any other object. */
export const kindAt = (event: unknown, member: string): Kind | undefined =>
  kindsByTypeId.get(textAt(event, member) ?? '');

/** The kind that stands at the beginning of a name in capitals, `COMPANY_UNLABELED`. */
export const kindNamed = (name: string): Kind | undefined => {
  const [first = ''] = name.toLowerCase().split('_', 1);
  return kinds.find((kind) => kind === first);
};

const actions = [
  'creation',
  'propertyChange',
  'deletion',
  'privacyDeletion',
  'merge',
  'restore',
  'associationChange',
] as const;

export type Action = (typeof actions)[number];

/** Of generic subscriptions, which name the type of object by its number. */
const generic = 'object';

interface Type {
  /** Absent of generic ones. */
  readonly named: Kind | undefined;
  readonly action: Action;
}

const types: ReadonlyMap<string, Type> = new Map(
  [undefined, ...kinds].flatMap((named) =>
    actions.map((action): [string, Type] => [`${named ?? generic}.${action}`, { named, action }]),
  ),
);

const isOfRecords = (type: string): boolean => {
  const [object = ''] = type.split('.', 1);
  return object === generic || kinds.some((kind) => kind === object);
};

/** `deal.creation` or `object.creation`; HubSpot's documentation calls the member `eventType`. */
export const typeOf = (event: unknown): string | undefined =>
  textAt(event, 'subscriptionType') ?? textAt(event, 'eventType');

/** What an event is about. */
export interface Subject {
  /** Absent of a generic association, which names its two ends instead. */
  readonly kind: Kind | undefined;
  readonly action: Action;
  /** When it occurred, epoch milliseconds. */
  readonly at: number;
}

/** Why an event is passed over: it is of something that no record is made of, or it cannot be read. */
export type Passed = { readonly passed: true } | { readonly problem: Problem };

const problem = (path: string, message: string): Passed => ({ problem: { path, message } });

const genericKind = (event: unknown, action: string): Kind | undefined | Passed => {
  if (action === 'associationChange') return undefined;
  if (textAt(event, 'objectTypeId') === undefined) return problem('objectTypeId', 'is missing');
  const odd = typeIdProblem(event, 'objectTypeId');
  return odd ? { problem: odd } : (kindAt(event, 'objectTypeId') ?? { passed: true });
};

/** What an event is about, or why it is passed over. */
export const subjectOf = (event: unknown): Subject | Passed => {
  const type = typeOf(event);
  if (type === undefined) return problem('subscriptionType', 'is missing: this is no event of a subscription');
  const known = types.get(type);
  if (!known)
    return isOfRecords(type)
      ? problem('subscriptionType', 'is not an event that HubSpot is known to send of records')
      : { passed: true };
  const { named, action } = known;
  const kind = named ?? genericKind(event, action);
  if (typeof kind === 'object') return kind;
  const at = millisecondsAt(event, 'occurredAt');
  return at === undefined ? problem('occurredAt', 'must be epoch milliseconds') : { kind, action, at };
};

/** An id at a member: a whole number, or text. */
export const idAt = (event: unknown, member: string): string | undefined => textAt(event, member);

/** Whether a member is true, as a boolean or its text; `undefined` where it is neither true nor false. */
export const flagAt = (event: unknown, member: string): boolean | undefined => {
  const flag = memberOf(event, member);
  if (flag === true || flag === 'true') return true;
  return flag === false || flag === 'false' ? false : undefined;
};

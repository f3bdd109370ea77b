import { reasonOf } from '../kpis/customers.ts';
import type { Account, Deciding, Subject } from '../kpis/subject.ts';
import { fieldsOf, type RecordType, recordTypes, type Value } from '../records/vocabulary.ts';
import type { Context } from './context.ts';
import { refOf } from './identity.ts';

/** Dimensions by which a review is broken down, beside every `custom.*`. */
export const dimensions = [
  'owner',
  'source',
  'pipeline',
  'stage',
  'product',
  'region',
  'team',
  'industry',
  'channel',
  'campaign',
  'plan',
  'kind',
  'priority',
  'reason',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Dimensions of which the keys are records of a type, shown by that record's name. */
export const recordDimensions: Readonly<Partial<Record<string, RecordType>>> = { owner: 'user', product: 'product', campaign: 'campaign' };

/** Dimensions of which the keys are a system's own ids, so that two sources may mean different things by one. */
export const sourceDimensions: ReadonlySet<string> = new Set(['pipeline', 'stage']);

/** The value that decides: the last said at or before the instant (before it, where a boundary decides), else the first said after. */
const asOf = (subject: Subject, field: string, { at, before }: Deciding): Value | undefined => {
  const declared = fieldsOf(subject.type)[field];
  if (!declared?.history) return subject.record.current(field);
  const said = subject.record.history(field);
  return (said.findLast((statement) => (before ? statement.at < at : statement.at <= at)) ?? said[0])?.value;
};

/** A segment's key within the review: refs of records, `source:id` for a system's own ids, else the text itself. */
const keyOf = (subject: Subject, dimension: string, value: Value | undefined, context: Context): string | null => {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  const type = recordDimensions[dimension];
  if (type) return context.identities.standing(context.identities.refer(subject.source, type, text));
  return sourceDimensions.has(dimension) ? `${subject.source}:${text}` : text;
};

const own = (subject: Subject, dimension: string, deciding: Deciding, context: Context): string | null =>
  keyOf(subject, dimension, asOf(subject, dimension, deciding), context);

const ownDimensions = new Map(
  recordTypes.map((type) => [type, dimensions.filter((dimension) => Object.hasOwn(fieldsOf(type), dimension))]),
);
const dimensionsOf = (type: RecordType): readonly Dimension[] => ownDimensions.get(type) ?? [];
const lackingOf = (type: RecordType, wanted: readonly Dimension[]): readonly Dimension[] =>
  wanted.filter((dimension) => !dimensionsOf(type).includes(dimension));

/**
 * The segments of a subject as of an instant: its own; what its type does not have, and each `custom.*` that it
 * does not state, from its customer (leads take none); then team and region from its owner's user record.
 * Dimensions without a value are absent.
 */
export const segmentsOf = (subject: Subject | Account, deciding: Deciding, context: Context): ReadonlyMap<string, string> => {
  const segments = new Map<string, string>();
  const put = (dimension: string, key: string | null): void => {
    if (key !== null && !segments.has(dimension)) segments.set(dimension, key);
  };
  const take = (from: Subject, wanted: readonly Dimension[]): void => {
    for (const dimension of wanted) put(dimension, own(from, dimension, deciding, context));
    for (const [name, value] of from.record.custom()) put(name, keyOf(from, name, value, context));
  };
  const record = subject.type === 'account' ? subject.customer : subject;
  if (record) take(record, dimensionsOf(record.type));
  if (record && record.type !== 'customer' && record.type !== 'lead') {
    const ref = context.referred(record, 'customer');
    const customer = ref === null ? undefined : context.find(ref);
    if (customer) take(customer, lackingOf(record.type, dimensionsOf('customer')));
  }
  const user = context.find(segments.get('owner') ?? '');
  if (user && record) for (const dimension of lackingOf(record.type, ['team', 'region'])) put(dimension, own(user, dimension, deciding, context));
  if (subject.type === 'account') put('reason', reasonOf(subject));
  return segments;
};

/** Whether a segment's key is the one that a scope names, whole or by its id alone. */
export const isKey = (key: string | undefined, dimension: string, named: string): boolean => {
  if (key === undefined) return false;
  if (key === named) return true;
  const type = recordDimensions[dimension];
  if (type) return key === refOf(key.slice(0, key.indexOf(':')), type, named) || key === qualified(named, type);
  return sourceDimensions.has(dimension) && key.slice(key.indexOf(':') + 1) === named;
};

/** `kommo:938348` as the ref of a record of that type. */
const qualified = (named: string, type: RecordType): string | null => {
  const colon = named.indexOf(':');
  return colon > 0 ? refOf(named.slice(0, colon), type, named.slice(colon + 1)) : null;
};

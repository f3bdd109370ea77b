import { reasonOf } from '../kpis/accounts.ts';
import type { Account, Deciding, Subject } from '../kpis/subject.ts';
import { type Dimension, dimensions } from '../records/dimensions.ts';
import type { RecordView } from '../records/view.ts';
import { fieldsOf, type RecordType, recordTypes, type Value } from '../records/vocabulary.ts';
import type { Context } from './context.ts';
import { SegmentList, type Segments } from './segmentList.ts';

/** Dimensions of which the keys are records of a type, shown by that record's name. */
export const recordDimensions: Readonly<Partial<Record<string, RecordType>>> = {
  owner: 'user',
  product: 'product',
  campaign: 'campaign',
};

/** Dimensions of which the keys are a system's own ids, so that two sources may mean different things by one. */
export const sourceDimensions: ReadonlySet<string> = new Set(['pipeline', 'stage']);

/** A field that a dimension is of, and whether its values depend on the instant. */
interface Field {
  readonly name: Dimension;
  readonly history: boolean;
}

/** Where a type's records have their segments from: themselves; what their type does not have, from others. */
interface Origins {
  readonly own: readonly Field[];
  /** `null`: takes none. */
  readonly fromCustomer: readonly Field[] | null;
  readonly fromUser: readonly Field[];
}

const originsOf = (type: RecordType): Origins => {
  const has = (of: RecordType, dimension: Dimension): boolean => Object.hasOwn(fieldsOf(of), dimension);
  const lacking = dimensions.filter((dimension) => !has(type, dimension));
  const fields = (of: RecordType, wanted: readonly Dimension[]): Field[] =>
    wanted.flatMap((name) => (has(of, name) ? [{ name, history: fieldsOf(of)[name]?.history === true }] : []));
  return {
    own: fields(type, dimensions),
    fromCustomer: type === 'customer' || type === 'lead' ? null : fields('customer', lacking),
    fromUser: fields(
      'user',
      lacking.filter((dimension) => dimension === 'team' || dimension === 'region'),
    ),
  };
};

const origins = new Map(recordTypes.map((type) => [type, originsOf(type)]));

/** The value that decides: the last said at or before the instant (before it, where a boundary decides), else the first said after. */
const asOf = (record: RecordView, { name, history }: Field, { at, before }: Deciding): Value | undefined => {
  if (!history) return record.current(name);
  const value = record.before(name, before ? at : at + 1);
  return value === undefined ? record.first(name) : value;
};

const keyOf = ({ source }: Subject, dimension: string, text: string, context: Context): string => {
  const type = recordDimensions[dimension];
  if (type) return context.meant(source, type, text);
  return sourceDimensions.has(dimension) ? context.keyIn(source, text) : text;
};

/** Takes a value for a dimension that has none yet. */
const put = (
  segments: SegmentList,
  from: Subject,
  dimension: string,
  value: Value | undefined,
  context: Context,
): void => {
  if (value !== null && value !== undefined && value !== '' && !segments.has(dimension))
    segments.add(dimension, keyOf(from, dimension, String(value), context));
};

const take = (
  segments: SegmentList,
  from: Subject,
  wanted: readonly Field[],
  deciding: Deciding,
  context: Context,
): void => {
  for (const field of wanted) put(segments, from, field.name, asOf(from.record, field, deciding), context);
};

const takeCustom = (segments: SegmentList, from: Subject, context: Context): void => {
  for (const [name, value] of from.record.custom()) put(segments, from, name, value, context);
};

/**
 * The segments of a subject as of an instant: its own; what its type does not have, and each `custom.*` that it
 * does not state, from its customer (leads take none); then team and region from its owner's user record.
 * Dimensions without a value are absent.
 */
export const segmentsOf = (subject: Subject | Account, deciding: Deciding, context: Context): Segments => {
  const segments = new SegmentList();
  const reason = subject.type === 'account' ? reasonOf(subject) : null;
  if (reason !== null) segments.add('reason', reason);
  const record = subject.type === 'account' ? subject.customer : subject;
  if (record === null) return segments;
  const { own, fromCustomer, fromUser } = origins.get(record.type) as Origins;
  take(segments, record, own, deciding, context);
  takeCustom(segments, record, context);
  const customer = fromCustomer && context.accountOf(record)?.customer;
  if (fromCustomer && customer) {
    take(segments, customer, fromCustomer, deciding, context);
    takeCustom(segments, customer, context);
  }
  const owner = segments.get('owner');
  const user = owner === undefined ? undefined : context.find(owner);
  if (user) take(segments, user, fromUser, deciding, context);
  return segments;
};

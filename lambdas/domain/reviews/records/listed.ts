import type { Kpi } from '../../kpis/kpi.ts';
import { type Account, type Subject, textOf } from '../../kpis/subject.ts';
import { fieldOf, fieldsOf, type RecordType, type Value } from '../../records/vocabulary.ts';
import { recordUrl } from '../../workspaces/recordUrl.ts';
import type { Configuration } from '../../workspaces/schema.ts';
import { idOf, sourceOf, typeOf } from '../identity.ts';
import { fieldsBehind } from './fieldsBehind.ts';
import type { Entry } from './newest.ts';

/**
 * How a record counts: above the line of a fraction, below it, or both; of what is no fraction, `counted`. `other` is
 * what else the formula looks at: it is none of the `n`.
 */
type ListedRole = 'numerator' | 'denominator' | 'both' | 'counted' | 'other';

/** A value as observations show it. */
type Shown = string | number | boolean | null;

interface ListedSubscription {
  readonly source: string;
  readonly id: string;
  readonly mrr: Shown;
  readonly currency: Shown;
  readonly startedAt: Shown;
  readonly endedAt: Shown;
}

/** One record behind a number, as it is known now. */
export interface ListedRecord {
  readonly record: string;
  readonly source: string;
  readonly id: string;
  readonly name: string | null;
  /** Where it is seen in its system, as the configuration has that. */
  readonly url: string | null;
  /** The latest instant that puts it where it counts, ISO 8601; `null` of what belongs to no period. */
  readonly at: string | null;
  /** `null` of what is only left out. */
  readonly role: ListedRole | null;
  /** What the KPI tells it apart as, `red` or `lost`, here and in the period before. */
  readonly part?: string;
  readonly partBefore?: string;
  /** Why some of the KPI's measures leave it out. */
  readonly leftOut?: string;
  readonly fields: Readonly<Record<string, Shown>>;
  /** Of a customer that has any. */
  readonly subscriptions?: readonly ListedSubscription[];
}

const iso = (instant: number): string => new Date(instant).toISOString();

const shown = (subject: Subject, field: string): Shown => {
  const value: Value = subject.record.current(field) ?? null;
  const isInstant = fieldOf(subject.type, field)?.type.kind === 'instant';
  return isInstant && typeof value === 'number' ? iso(value) : value;
};

/** Where a record is seen; `null` where the configuration does not say. */
const urlOf = ({ sources }: Configuration, source: string, type: RecordType, id: string): string | null => {
  const written = sources.find((of) => of.id === source)?.recordUrl;
  const pattern = typeof written === 'string' ? written : written?.[type];
  return pattern === undefined ? null : recordUrl(pattern, id);
};

const subscriptionOf = (subscription: Subject): ListedSubscription => ({
  source: subscription.source,
  id: idOf(subscription.ref),
  mrr: shown(subscription, 'mrr'),
  currency: shown(subscription, 'currency'),
  startedAt: shown(subscription, 'startedAt'),
  endedAt: shown(subscription, 'endedAt'),
});

const roleOf = ({ above, below, beside }: Entry, { computed }: Kpi): ListedRole | null => {
  if (above) return below ? 'both' : 'numerator';
  if (below) return computed.above ? 'denominator' : 'counted';
  return beside ? 'other' : null;
};

/** The record that is shown for what counts: of an account its customer, or the subscription that it consists of. */
const recordOf = (subject: Subject | Account): Subject | undefined => {
  if (subject.type !== 'account') return subject;
  return subject.customer ?? subject.subscriptions.find(({ ref }) => ref === subject.ref);
};

/** An entry as it is told; of one whose record is not kept, nothing. */
export const listedOf = (
  entry: Entry,
  kpi: Kpi,
  before: string | null,
  configuration: Configuration,
): ListedRecord[] => {
  const { subject, at, part, leftOut } = entry;
  if (subject === null) return [];
  const record = recordOf(subject);
  // Nobody has a record of somebody whom only others name.
  const ref = record?.ref ?? subject.ref;
  const [type, source, id] = [record?.type ?? typeOf(ref), sourceOf(ref), idOf(ref)];
  const wanted = record ? fieldsBehind(kpi, record.type) : [];
  const subscriptions = subject.type === 'account' && record?.type !== 'subscription' ? subject.subscriptions : [];
  return [
    {
      record: type,
      source,
      id,
      name: record && Object.hasOwn(fieldsOf(record.type), 'name') ? textOf(record, 'name') : null,
      url: urlOf(configuration, source, type, id),
      at: Number.isFinite(at) ? iso(at) : null,
      role: roleOf(entry, kpi),
      ...(part !== null && { part }),
      ...(part !== null && before !== null && { partBefore: before }),
      ...(leftOut !== null && { leftOut }),
      fields: Object.fromEntries(record ? wanted.map((field) => [field, shown(record, field)]) : []),
      ...(subscriptions.length > 0 && { subscriptions: subscriptions.map(subscriptionOf) }),
    },
  ];
};

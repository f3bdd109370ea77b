import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { type Meaning, nothing, type Property, type Reader } from './property.ts';

/**
 * How a lifecycle stage stands to being a customer. `unknown` are the account's own stages that the configuration does
 * not name, and `other`.
 */
type Standing = 'before' | 'unknown' | 'advocate' | 'customer' | 'ended';

const standings: ReadonlyMap<string, Standing> = new Map([
  ['subscriber', 'before'],
  ['lead', 'before'],
  ['marketingqualifiedlead', 'before'],
  ['salesqualifiedlead', 'before'],
  ['opportunity', 'before'],
  ['customer', 'customer'],
  ['evangelist', 'advocate'],
]);

/** `stages.won` and `stages.lost` may name lifecycle stages of the account's own: that of customers, that of former ones. */
const standingOf = (stage: string | null, { stages }: SourceSettings): Standing => {
  if (stage === null) return 'before';
  if (stages?.won?.includes(stage)) return 'customer';
  return stages?.lost?.includes(stage) ? 'ended' : (standings.get(stage) ?? 'unknown');
};

/**
 * HubSpot may empty a stage and set another within one millisecond. What is said then stands whole without being placed:
 * of each field the greater value prevails, and it is that of the further stage.
 */
const customerMeanings: Readonly<Record<Standing, (at: Date) => Meaning>> = {
  before: () => ({ set: { status: null, since: null, until: null } }),
  unknown: () => nothing,
  // A customer, and since when is not told.
  advocate: () => ({ set: { status: 'active', until: null } }),
  customer: (at) => ({ set: { status: 'active', since: at, until: null } }),
  ended: (at) => ({ set: { status: 'ended', until: at } }),
};

/** What a lifecycle stage says of a customer. */
export const customerByLifecycle: Reader = ({ value, at }, settings) =>
  customerMeanings[standingOf(value, settings)](new Date(at));

/** What a lifecycle stage says of a lead: it is converted when it becomes a customer. */
export const leadByLifecycle: Reader = ({ id, value, at }, settings) => {
  const standing = standingOf(value, settings);
  const isPerson = settings.customers === 'person';
  if (standing === 'before') return { set: { convertedAt: null, ...(isPerson && { customer: null }) } };
  if (standing !== 'customer') return nothing;
  return { set: { convertedAt: new Date(at), ...(isPerson && { customer: id }) } };
};

const qualifiedStages: readonly string[] = [
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
];

/** Whether a property says that a lead is qualified: its lifecycle stage, or its status where the configuration names one. */
export const isQualified = ({ name, value }: Property, { stages }: SourceSettings): boolean =>
  value !== null &&
  (name === 'lifecyclestage' || name === 'hs_lead_status') &&
  (stages?.qualified ?? qualifiedStages).includes(value);

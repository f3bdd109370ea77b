import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import type { Kind } from './events.ts';
import { customerByLifecycle, leadByLifecycle } from './lifecycle.ts';
import { field, instant, nothing, type Reader, type Readers } from './property.ts';

/** What properties of each kind of object say of the records that it is. Names of properties are HubSpot's own. */

/** The records that objects of HubSpot become. */
export type ObjectRecord = 'deal' | 'lead' | 'customer' | 'ticket';

type Outcome = 'open' | 'lost' | 'won';

/** Of two stages of one millisecond the closing one stands, with its instant: `open` would prevail over `lost` alone. */
const places: Readonly<Record<Outcome, string>> = { open: '1', lost: '2', won: '3' };

const outcomeOf = (stage: string, { stages }: SourceSettings): Outcome => {
  if (stages?.won?.includes(stage)) return 'won';
  if (stages?.lost?.includes(stage)) return 'lost';
  return stage === 'closedwon' ? 'won' : stage === 'closedlost' ? 'lost' : 'open';
};

const dealStage: Reader = ({ value, at }, settings) => {
  if (value === null) return { set: { stage: null } };
  const outcome = outcomeOf(value, settings);
  return outcome === 'open'
    ? { set: { stage: value, outcome, closedAt: null }, seq: places.open }
    : { set: { outcome, closedAt: new Date(at) }, seq: places[outcome] };
};

/** Says how a deal was closed, where its stage is one of the account's own. That it is false says nothing. */
const closedAs =
  (outcome: 'won' | 'lost'): Reader =>
  ({ value, at }) =>
    value === 'true' ? { set: { outcome, closedAt: new Date(at) }, seq: places[outcome] } : nothing;

const upperCased: Reader = ({ value }) => ({ set: { currency: value === null ? null : value.toUpperCase() } });

/** Of business with who is a customer already it is not told whether more, something else or the same again is sold. */
const dealType: Reader = ({ value }) => ({ set: { kind: value === 'newbusiness' ? 'new' : null } });

const deal: Readers = new Map<string, Reader>([
  ['dealname', field('name')],
  ['createdate', instant('createdAt')],
  ['pipeline', field('pipeline')],
  ['dealstage', dealStage],
  ['hs_is_closed_won', closedAs('won')],
  ['hs_is_closed_lost', closedAs('lost')],
  ['amount', field('amount')],
  ['deal_currency_code', upperCased],
  ['dealtype', dealType],
  ['hubspot_owner_id', field('owner')],
  ['closedate', instant('expectedCloseAt')],
  ['closed_lost_reason', field('lostReason')],
]);

/** The last stage of the pipeline that every account begins with. */
const closedTicket = '4';

const isClosedTicket = (stage: string, { stages }: SourceSettings): boolean =>
  stage === closedTicket || [...(stages?.won ?? []), ...(stages?.lost ?? [])].includes(stage);

/** Of what is said for one millisecond `solved` prevails, and so does its instant. */
const openTicket = { set: { status: 'open', solvedAt: null } };

const ticketStage: Reader = ({ value, at }, settings) => {
  if (value === null) return nothing;
  return isClosedTicket(value, settings) ? { set: { status: 'solved', solvedAt: new Date(at) } } : openTicket;
};

/** HubSpot's own date of the closing: there while a ticket is closed, whatever its pipeline calls the stage. */
const ticketClosing: Reader = (property, settings) =>
  property.value === null ? openTicket : { set: { status: 'solved', ...instant('solvedAt')(property, settings).set } };

const ticket: Readers = new Map([
  ['createdate', instant('createdAt')],
  ['hs_pipeline_stage', ticketStage],
  ['closed_date', ticketClosing],
  ['hs_ticket_priority', field('priority')],
  ['source_type', field('channel')],
  ['hubspot_owner_id', field('owner')],
  ['first_agent_reply_date', instant('respondedAt')],
  ['hs_first_agent_message_sent_at', instant('respondedAt')],
]);

const unqualified = 'UNQUALIFIED';

const leadStatus: Reader = ({ value, at }, { stages }) => {
  const isDisqualified = value !== null && (value === unqualified || stages?.lost?.includes(value));
  return { set: { disqualifiedAt: isDisqualified ? new Date(at) : null } };
};

const lead: Readers = new Map([
  ['createdate', instant('createdAt')],
  ['lifecyclestage', leadByLifecycle],
  ['hs_lead_status', leadStatus],
  ['hubspot_owner_id', field('owner')],
  ['hs_analytics_source', field('source')],
]);

/** Of companies and of contacts alike, whichever of them are the customers. */
const customer: Readers = new Map([
  ['lifecyclestage', customerByLifecycle],
  ['hubspot_owner_id', field('owner')],
  ['hs_analytics_source', field('source')],
  ['name', field('name')],
  ['industry', field('industry')],
]);

export const readers: Readonly<Record<ObjectRecord, Readers>> = { deal, ticket, lead, customer };

/** Which records an object is: a contact is a lead, and a customer where the configuration says that persons are. */
export const recordsOf = (kind: Kind, { customers }: SourceSettings): readonly ObjectRecord[] => {
  if (kind === 'contact') return customers === 'person' ? ['lead', 'customer'] : ['lead'];
  if (kind === 'company') return customers === 'company' ? ['customer'] : [];
  return [kind];
};

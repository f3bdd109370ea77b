import {
  associationOf,
  bodyOf,
  creationOf,
  deletionOf,
  type Event,
  forgettingOf,
  genericOf,
  mergeOf,
  propertyOf,
} from '../hubspot/events.ts';
import { teller } from '../hubspot/tell.ts';
import { on, type Sending } from './sending.ts';

/** HubSpot's side of a story: each property that becomes something is an event of its own. */

type Kind = 'company' | 'contact' | 'deal';
type Properties = Readonly<Record<string, string>>;

export const { secret } = teller;

export const changed = (kind: Kind, id: number, day: string, properties: Properties): Event[] =>
  Object.entries(properties).map(([name, value]) =>
    propertyOf(kind, name, value, 0, { objectId: id, occurredAt: on(day) }),
  );

export const made = (kind: Kind, id: number, day: string, properties: Properties): Event[] => [
  creationOf(kind, 0, { objectId: id, occurredAt: on(day) }),
  ...changed(kind, id, day, properties),
];

export const merged = (kind: Kind, loser: number, winner: number, day: string): Event =>
  mergeOf(kind, 0, {
    objectId: winner,
    primaryObjectId: winner,
    mergedObjectIds: [loser],
    occurredAt: on(day),
  });

export const deleted = (kind: Kind, id: number, day: string): Event =>
  deletionOf(kind, 0, { objectId: id, occurredAt: on(day) });

/** Who asks to be forgotten is told of twice. */
export const forgotten = (id: number, day: string): Event[] => [
  { ...forgettingOf(), objectId: id, occurredAt: on(day) },
  deleted('contact', id, day),
];

/** A deal of the first stage, of a company or a contact unless nobody is its customer. */
export const dealt = (
  id: number,
  day: string,
  owner: string,
  euros: number,
  of: readonly [type: 'COMPANY' | 'CONTACT', id: number] | null,
): Event[] => [
  ...made('deal', id, day, {
    dealstage: 'appointmentscheduled',
    amount: String(euros),
    deal_currency_code: 'EUR',
    hubspot_owner_id: owner,
  }),
  ...(of ? [associationOf(`DEAL_TO_${of[0]}`, id, of[1], 0, { occurredAt: on(day) })] : []),
];

export const won = (id: number, day: string): Event[] => changed('deal', id, day, { dealstage: 'closedwon' });
export const lost = (id: number, day: string): Event[] => changed('deal', id, day, { dealstage: 'closedlost' });

/** So many events a request, so that what happens to an object at once may come in several. */
const size = 7;

/** The requests that tell of events, some in the generic form. */
export const sent = (events: readonly Event[], ties = false): Sending[] => {
  const all = events.map((event, index) => (index % 3 === 0 ? genericOf(event) : event));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => ({
    system: 'crm',
    body: Buffer.from(bodyOf(...all.slice(index * size, (index + 1) * size))),
    send: teller.send,
    ties,
  }));
};

import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import type { Deal, Owner, Stage, StoryEvent, Teller } from '../story/events.ts';
import { type Event, genericOf } from './events.ts';
import { signed } from './fixture.ts';

const account = 7700;
const secret = '3f9a2c41-8d07-4b6e-a5c2-1e7d90b4f638';

const stages: Readonly<Record<Stage, string>> = {
  first: 'appointmentscheduled',
  second: '0d6c8a52-3e1b-47f9-b2d4-95c7e6a1f083',
  third: '1190344',
};
const owners: Readonly<Record<Owner, string>> = { ana: '9101', ben: '9102', cleo: '9103' };

/** The pipeline of every other deal is one of the account's own, whose closing stages have ids of their own. */
const closings = [
  { won: 'closedwon', lost: 'closedlost' },
  { won: '1190348', lost: '1190349' },
] as const;

const objectIdOf = (number: number): number => 332_500_000_000 + number;

const stageOf = ({ number, outcome, stage }: Deal): string => {
  const closing = closings[number % 2] as (typeof closings)[number];
  return outcome === 'open' ? stages[stage] : closing[outcome];
};

/** What a deal's properties are, those that the subscriptions name. */
const propertiesOf = (deal: Deal): Readonly<Record<string, string>> => ({
  dealname: `Deal ${deal.number}`,
  pipeline: deal.number % 2 === 0 ? 'default' : '880021',
  dealstage: stageOf(deal),
  amount: String(deal.amount),
  deal_currency_code: 'EUR',
  hubspot_owner_id: owners[deal.owner],
  // A user plans for thirty days; HubSpot sets it when the deal is closed.
  closedate: String(deal.closedAt ?? deal.createdAt + 30 * 86_400_000),
});

const eventOf = ({ at, deal }: StoryEvent, action: string, change: Event = {}): Event => ({
  eventId: (at / 1000 + deal.number * 7919) % 4_000_000_000,
  subscriptionId: 6_547_118,
  portalId: account,
  appId: 88,
  occurredAt: at,
  subscriptionType: `deal.${action}`,
  attemptNumber: 0,
  objectId: objectIdOf(deal.number),
  changeSource: 'CRM_UI',
  ...change,
});

const changesOf = (happened: StoryEvent): Event[] => {
  const before: Readonly<Record<string, string>> = happened.before ? propertiesOf(happened.before) : {};
  return Object.entries(propertiesOf(happened.deal))
    .filter(([name, value]) => before[name] !== value)
    .map(([name, value]) => eventOf(happened, 'propertyChange', { propertyName: name, propertyValue: value }));
};

const mergeOf = (happened: StoryEvent): Event => {
  const winner = objectIdOf(happened.into ?? happened.deal.number);
  return eventOf(happened, 'merge', {
    objectId: winner,
    primaryObjectId: winner,
    mergedObjectIds: [objectIdOf(happened.deal.number)],
    numberOfPropertiesMoved: 0,
  });
};

const eventsOf = (happened: StoryEvent): Event[] => {
  switch (happened.kind) {
    case 'created':
      return [eventOf(happened, 'creation', { changeFlag: 'CREATED' }), ...changesOf(happened)];
    case 'deleted':
      return [eventOf(happened, 'deletion', { changeFlag: 'DELETED' })];
    case 'merged':
      return [mergeOf(happened)];
    default:
      return changesOf(happened);
  }
};

/** As many as fit a request are sent together, so that what happens to a deal at once may come in several. */
const size = 11;

export const teller: Teller = {
  source: hubspot,
  settings: {
    account: String(account),
    stages: { won: closings.map(({ won }) => won), lost: closings.map(({ lost }) => lost) },
  },
  secret,
  stages,
  owners,
  tell: (events) => {
    const all = events.flatMap(eventsOf).map((event, index) => (index % 3 === 0 ? genericOf(event) : event));
    return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
      Buffer.from(JSON.stringify(all.slice(index * size, (index + 1) * size))),
    );
  },
  send: (body, url, now) => ({
    headers: signed(Buffer.from(body).toString(), secret, now, { url }).headers,
    body,
    token: null,
  }),
};

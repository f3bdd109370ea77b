import type { Random } from '../../../infra/local/random.ts';
import { accountOf, customerId } from './accounts.ts';
import { activitiesOf, campaignRecords, campaigns, ordersOf, renewalsOf, spendOf, usersOf } from './business.ts';
import { dealsOf, owners, productRecords, products, type Said } from './company.ts';
import { leadsOf, surveysOf, ticketsOf } from './inbound.ts';
import { forever, type Made, minor, untabled } from './tables.ts';

/** The company as a whole: records of every type, as many as are asked for, in the order of a review's phases. */

/** Of a thousand records; there are as many subscriptions as customers have, and what is left are deals. */
const thousandths = {
  customer: 120,
  lead: 100,
  order: 80,
  ticket: 120,
  survey: 60,
  activity: 80,
  renewal: 15,
  spend: 3,
  named: 2,
};

type Saying = (field: string, at?: number) => unknown;

/** What was last said of a field until an instant. */
const sayingOf = (ordered: readonly Said[]): Saying => {
  return (field, at = forever) =>
    ordered.findLast((said) => said.at <= at && said.set[field] !== undefined)?.set[field];
};

const dealRows = (sayings: readonly Said[]): Made['rows'] => {
  const ordered = [...sayings].sort((a, b) => a.at - b.at);
  const said = sayingOf(ordered);
  const closed = (said('closedAt') ?? null) as number | null;
  const changes = ordered.filter(({ set }) => set.owner !== undefined || set.amount !== undefined).map(({ at }) => at);
  const spans = changes
    .map((since, place) => ({ since, until: changes[place + 1] ?? closed ?? forever }))
    .filter(({ since, until }) => until > since)
    .map(({ since, until }) => [since, until, String(said('owner', since)), minor(said('amount', since))]);
  const deal = [
    Number(said('createdAt')),
    closed,
    String(said('outcome')),
    String(said('owner')),
    minor(said('amount')),
  ];
  return [['deals', deal], ...spans.map((span) => ['spans', span] as const)];
};

/** Of deals in a company that has customers. */
const moreOf =
  (customers: number) =>
  (random: Random): Said['set'] => ({
    ...(random() < 0.8 && { customer: customerId(Math.floor(random() * customers)) }),
    ...(random() < 0.4 && { cost: String(Math.floor(random() * 1000)) }),
  });

function* madeOf<Item>(items: Iterable<Item>, make: (item: Item) => Made): Generator<Made> {
  for (const item of items) yield make(item);
}

/** A company of `count` records in all, the same ones every time; a multiple of 1,000, at least 2,000. */
export function* companyOf(count: number): Generator<Made> {
  const share = (of: keyof typeof thousandths): number => (count * thousandths[of]) / 1000;
  const customers = share('customer');
  const users = Math.max(owners.length, share('named') - products.length - campaigns.length);
  let made = 0;
  for (const record of [...usersOf(users), ...productRecords(), ...campaignRecords()]) {
    yield untabled(record);
    made += 1;
  }
  for (let index = 0; index < customers; index += 1)
    for (const one of accountOf(index)) {
      yield one;
      made += 1;
    }
  const facts = ['lead', 'order', 'ticket', 'survey', 'activity', 'renewal', 'spend'] as const;
  const deals = count - made - facts.reduce((sum, type) => sum + share(type), 0);
  yield* madeOf(ordersOf(share('order'), customers, deals), untabled);
  yield* madeOf(dealsOf(deals, moreOf(customers)), ({ record, sayings }) => ({ record, rows: dealRows(sayings) }));
  yield* leadsOf(share('lead'), customers);
  yield* ticketsOf(share('ticket'), customers);
  yield* surveysOf(share('survey'), customers);
  yield* madeOf(activitiesOf(share('activity'), customers, users), untabled);
  yield* madeOf(renewalsOf(share('renewal'), customers), untabled);
  yield* madeOf(spendOf(share('spend')), untabled);
}

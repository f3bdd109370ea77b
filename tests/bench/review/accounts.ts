import { type Random, seededRandom } from '../../../infra/local/random.ts';
import {
  amountOf,
  asOf,
  channels,
  currency,
  day,
  lasting,
  owners,
  period,
  pick,
  products,
  reasons,
  recordOf,
  regions,
  type Said,
  source,
} from './company.ts';
import { forever, type Made, minor } from './tables.ts';

/** The company's customers and their subscriptions. Each is made of its number alone, so that whoever names one can ask of it. */

const firstEver = Date.parse('2023-01-01T03:00:00Z');
const industries = ['retail', 'software', 'health', 'logistics', 'finance', 'education', 'food', 'energy'];
const plans = ['basic', 'team', 'business'];
/** How many subscriptions customers have, in turn: four for six of them. */
const subscriptionsInTurn = [1, 0, 1, 0, 2, 0];

export const customerId = (index: number): string => String(70_000_000 + index);

/** Of 400 customers one was merged into the one before it, and one is that one by another name. */
const isMerged = (index: number): boolean => index % 400 === 100;
const isAnother = (index: number): boolean => index % 400 === 200;

/** The number of the customer that stands for one. */
export const standing = (index: number): number => (isMerged(index) || isAnother(index) ? index - 1 : index);

interface Stretch {
  readonly since: number;
  readonly until: number;
}

interface Customer {
  /** In which it is a customer, by what is said of itself. */
  readonly runs: readonly Stretch[];
  readonly owners: readonly { readonly at: number; readonly owner: string }[];
}

const within = (random: Random, from: number, to: number): number => from + 1 + Math.floor(random() * (to - from - 1));

const customerOf = (index: number): Customer => {
  const random = seededRandom(`customer ${index}`);
  const since = within(random, firstEver, period.end);
  const owned = [{ at: since, owner: pick(random, owners).id }];
  if (random() < 0.15) owned.push({ at: within(random, since, asOf), owner: pick(random, owners).id });
  const endedAt = since + lasting(random, 500);
  if (random() < 0.7 || endedAt >= asOf) return { runs: [{ since, until: forever }], owners: owned };
  const backAt = endedAt + lasting(random, 90);
  const isBack = random() < 0.2 && backAt < asOf;
  const back = isBack ? [{ since: backAt, until: forever }] : [];
  return { runs: [{ since, until: endedAt }, ...back], owners: owned };
};

/** A customer's owner at an instant: who was last said until then, else who was first said after it. */
export const ownerAt = (index: number, at: number): string => {
  const { owners: owned } = customerOf(index);
  return (owned.findLast((one) => one.at <= at) ?? (owned[0] as { owner: string })).owner;
};

/** The stretches of an account by its owner. */
const byOwner = ({ owners: owned }: Customer, { since, until }: Stretch): (Stretch & { owner: string })[] =>
  owned.flatMap(({ at, owner }, place) => {
    const from = Math.max(since, place === 0 ? since : at);
    const to = Math.min(until, owned[place + 1]?.at ?? forever);
    return to > from ? [{ since: from, until: to, owner }] : [];
  });

const sayingsOf = (random: Random, index: number, { runs, owners: [first, second] }: Customer): Said[] => {
  const [{ since, until }, back] = runs as [Stretch, Stretch?];
  // Some systems tell no status, but only since when and until when.
  const status = back !== undefined || random() < 0.8;
  const onboardingStartedAt = since + Math.floor(random() * day);
  const onboardedAt = onboardingStartedAt + lasting(random, 14);
  const isOnboarded = random() < 0.4 && onboardingStartedAt < asOf;
  const said: Said[] = [
    {
      at: since,
      set: {
        name: `Customer ${index}`,
        since,
        owner: (first as { owner: string }).owner,
        source: pick(random, channels),
        region: pick(random, regions),
        industry: pick(random, industries),
        ...(status && { status: 'active' }),
        ...(random() < 0.05 && index > 0 && { referredBy: customerId(index - 1) }),
      },
      ...(isAnother(index) && { same: [`${source}:${customerId(index - 1)}`] }),
      ...(index % 100 === 7 && { same: [`email:${seededRandom(`email ${index}`)().toString(36).slice(2)}`] }),
    },
  ];
  if (second) said.push({ at: second.at, set: { owner: second.owner } });
  if (isOnboarded) said.push({ at: onboardingStartedAt, set: { onboardingStartedAt } });
  if (isOnboarded && onboardedAt < asOf) said.push({ at: onboardedAt, set: { onboardedAt } });
  if (until !== forever)
    said.push({ at: until, set: { until, churnReason: pick(random, reasons), ...(status && { status: 'ended' }) } });
  if (back) said.push({ at: back.since, set: { status: 'active', until: null, churnReason: null } });
  if (isMerged(index)) said.push({ at: within(random, since, asOf), set: {}, mergedInto: customerId(index - 1) });
  return said;
};

interface Subscription extends Stretch {
  readonly prices: readonly { readonly at: number; readonly mrr: string }[];
}

const subscriptionOf = (random: Random, since: number): Subscription => {
  const later = since + lasting(random, 20);
  const startedAt = later < asOf ? later : since;
  const endedAt = startedAt + lasting(random, 400);
  const until = random() < 0.35 && endedAt < asOf ? endedAt : forever;
  const prices = [{ at: startedAt, mrr: amountOf(random) }];
  for (let left = Math.floor(random() * 4); left > 0; left -= 1)
    prices.push({ at: within(random, startedAt, Math.min(until, asOf)), mrr: amountOf(random) });
  return { since: startedAt, until, prices: prices.sort((a, b) => a.at - b.at) };
};

const subscriptionRecord = (random: Random, index: number, place: number, { since, until, prices }: Subscription) => {
  const said = prices.map(({ at, mrr }): Said => ({ at, set: { mrr } }));
  const first = {
    customer: customerId(index),
    startedAt: since,
    currency,
    plan: pick(random, plans),
    product: pick(random, products),
  };
  const ended = { endedAt: until, endReason: pick(random, reasons) };
  return recordOf('subscription', `${customerId(index)}-${place}`, [
    { at: since, set: first },
    ...said,
    ...(until === forever ? [] : [{ at: until, set: ended }]),
  ]);
};

/** Stretches in order, those that touch or overlap as one. */
const together = (stretches: readonly Stretch[]): Stretch[] => {
  const joined: Stretch[] = [];
  for (const { since, until } of [...stretches].sort((a, b) => a.since - b.since)) {
    const last = joined.at(-1);
    if (last && since <= last.until)
      joined[joined.length - 1] = { since: last.since, until: Math.max(last.until, until) };
    else joined.push({ since, until });
  }
  return joined;
};

/** A customer and its subscriptions. One for whom another stands has none of its own. */
export function* accountOf(index: number): Generator<Made> {
  const customer = customerOf(index);
  const random = seededRandom(`account ${index}`);
  const record = recordOf('customer', customerId(index), sayingsOf(random, index, customer));
  const isLinked = standing(index) !== index || index % 100 === 7;
  if (standing(index) !== index) {
    yield { record, isLinked, rows: [] };
    return;
  }
  const [{ since }] = customer.runs as [Stretch];
  const subscriptions = Array.from({ length: subscriptionsInTurn[index % 6] as number }, () =>
    subscriptionOf(random, since),
  );
  const runs = subscriptions.length > 0 ? together(subscriptions) : customer.runs;
  const members = runs.flatMap((run) => byOwner(customer, run));
  yield {
    record,
    isLinked,
    rows: members.map((run) => ['members', [index, run.since, run.until, run.owner]]),
  };
  for (const [place, subscription] of subscriptions.entries()) {
    const { prices, until } = subscription;
    const paid = prices.flatMap(({ at, mrr }, price) =>
      byOwner(customer, { since: at, until: prices[price + 1]?.at ?? until }).map((run) => ({ ...run, mrr })),
    );
    yield {
      record: subscriptionRecord(random, index, place, subscription),
      rows: paid.map((run) => ['prices', [index, run.since, run.until, run.owner, minor(run.mrr)]]),
    };
  }
}

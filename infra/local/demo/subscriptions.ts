import { atWork, day, type Month, wholeSeconds } from './calendar.ts';
import { type Plan, plans } from './company.ts';
import type { Customer } from './customers.ts';
import { type Draw, drawFor, evenly } from './draw.ts';
import { type Observation, said } from './observation.ts';

/** One subscription of a customer. Instants are epoch milliseconds. */
export interface Subscription {
  readonly id: string;
  readonly customer: Customer;
  readonly plan: Plan;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** What it costs a month, in reais, by the instant from which on; the first from `startedAt`. */
  readonly prices: readonly { readonly at: number; readonly mrr: number }[];
}

/** Of the subscriptions of a month, the shares that grow and shrink in it, and by how much at least and at most. */
const growing = { share: 0.115, least: 1.15, most: 1.6 };
const shrinking = { share: 0.024, least: 0.6, most: 0.85 };
/** Nobody has more machines than that. */
const mostMrr = 9_500;

const machines = [
  { number: 1, share: 74 },
  { number: 2, share: 21 },
  { number: 3, share: 5 },
];

const rounded = (amount: number): number => Math.round(amount / 10) * 10;

/** From month to month: of all subscriptions together the shares are what is meant, whichever they fall on. */
const changed = (mrr: number, place: number, draw: Draw): number | null => {
  const change =
    place < growing.share ? growing : place > 1 - shrinking.share ? shrinking : { least: 1, most: 1, share: 0 };
  const next = rounded(mrr * (change.least + (change.most - change.least) * draw.unit()));
  return next === mrr || next > mostMrr ? null : next;
};

const pricesFrom = (
  { startedAt, endedAt, mrr }: { startedAt: number; endedAt: number | null; mrr: number },
  months: readonly Month[],
  place: () => number,
  draw: Draw,
): Subscription['prices'] => {
  const prices = [{ at: startedAt, mrr }];
  for (const { start, end } of months) {
    const at = wholeSeconds(atWork(start + draw.unit() * (end - start - 4 * day)));
    const isThere = startedAt < start - 25 * day && (endedAt === null || endedAt > at + day);
    const next = isThere ? changed(prices.at(-1)?.mrr ?? mrr, place(), draw) : null;
    if (next !== null) prices.push({ at, mrr: next });
  }
  return prices;
};

/** What every customer subscribes to, those that came back for a second time. */
export const subscriptionsOf = (customers: readonly Customer[], months: readonly Month[]): Subscription[] => {
  const place = evenly('mrr');
  const closed = months.filter(({ index }) => index >= 0);
  return customers.flatMap((customer) => {
    const { since, until, returned } = customer;
    const draw = drawFor(`subscription/${customer.id}`);
    const plan = draw.share(plans);
    const mrr = rounded(plan.price * draw.share(machines).number * (0.9 + 0.2 * draw.unit()));
    const stay = (id: string, startedAt: number, endedAt: number | null): Subscription => ({
      id,
      customer,
      plan,
      startedAt,
      endedAt,
      prices: pricesFrom({ startedAt, endedAt, mrr }, closed, place, draw),
    });
    const first = stay(`${customer.id}-a`, since, until);
    return returned === null ? [first] : [first, stay(`${customer.id}-b`, returned, null)];
  });
};

/** What a subscription costs a month at an instant, in reais. */
export const mrrAt = ({ prices }: Subscription, instant: number): number =>
  prices.findLast(({ at }) => at <= instant)?.mrr ?? prices[0]?.mrr ?? 0;

/** What the hub says of them; of what had ended before `start` only as it ended. */
export const subscriptionStory = (subscriptions: readonly Subscription[], start: number): Observation[] =>
  subscriptions.flatMap(({ id, customer, plan, startedAt, endedAt, prices: [first, ...later] }): Observation[] => {
    const about = (at: number, set: Observation['set']): Observation => ({ record: 'subscription', id, at, set });
    const began = { customer: customer.id, startedAt: said(startedAt), plan: plan.name, mrr: first?.mrr ?? 0 };
    const ending =
      endedAt === null ? [] : [about(endedAt, { endedAt: said(endedAt), endReason: customer.churnReason })];
    const at = endedAt !== null && endedAt < start ? endedAt : Math.max(start, startedAt);
    return [about(at, began), ...later.map((price) => about(price.at, { mrr: price.mrr })), ...ending];
  });

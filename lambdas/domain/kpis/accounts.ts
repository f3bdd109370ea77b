import { compareText } from '../records/order.ts';
import type { Said } from '../records/view.ts';
import { type Found, leavingOut } from './found.ts';
import { lastAsked } from './lastAsked.ts';
import type { Span } from './measure.ts';
import { type Account, instantOf, type Membership, type Run, type Subject, type Tools, textOf } from './subject.ts';
import { doubtsOf, minorOf, type Price, paidPricesOf, placeAt } from './subscriptions.ts';

/** Who is a customer, since when, and what it pays a month. */

const forEver = Number.POSITIVE_INFINITY;

/** Runs in order, those that touch or overlap as one. */
const joined = (runs: readonly Run[]): readonly Run[] => {
  if (runs.length < 2) return runs;
  const whole: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && run.from <= last.until)
      whole[whole.length - 1] = { from: last.from, until: Math.max(last.until, run.until) };
    else whole.push(run);
  }
  return whole;
};

/** The part of the stretch from `since` to `until` that lies within `from` and `to`. */
const clipped = (customer: Subject, from: number, to: number): Run[] => {
  const since = instantOf(customer, 'since');
  if (since === null) return [];
  const run = { from: Math.max(from, since), until: Math.min(to, instantOf(customer, 'until') ?? forEver) };
  return run.until > run.from ? [run] : [];
};

/** By `status` from where it was first said on; before that, and while it is cleared, by `since` and `until`. */
const memberRuns = (customer: Subject): readonly Run[] => {
  const said = customer.record.history('status');
  const first = said[0]?.at ?? forEver;
  const runs = clipped(customer, Number.NEGATIVE_INFINITY, first);
  said.forEach(({ at, value }: Said, place) => {
    const until = said[place + 1]?.at ?? forEver;
    if (value === 'active') runs.push({ from: at, until });
    else if (value !== 'ended') runs.push(...clipped(customer, at, until));
  });
  return joined(runs);
};

/** The prices at which a subscription is paid, and each of them in minor units. */
interface Paid {
  readonly prices: readonly Price[];
  readonly minorsIn: (money: Tools['money']) => readonly (Found & object)[];
}

const paidOf = (subscription: Subject): Paid => {
  const prices = paidPricesOf(subscription);
  return { prices, minorsIn: lastAsked((money) => prices.map((price) => minorOf(price, subscription, { money }))) };
};

const never: Span = { after: forEver, until: Number.NEGATIVE_INFINITY };

/** What is paid for each subscription of an account. */
const allPaid = lastAsked(({ subscriptions }: Account): readonly Paid[] => subscriptions.map(paidOf));

const membershipIn = (account: Account): Membership => {
  const { customer, subscriptions } = account;
  const prices = allPaid(account).flatMap((paid) => paid.prices);
  const ownRuns = (): readonly Run[] => (customer === null ? [] : memberRuns(customer));
  return {
    runs: subscriptions.length > 0 ? joined(prices.map(({ from, until }) => ({ from, until }))) : ownRuns(),
    paidFrom: prices.reduce((first, { from }) => Math.min(first, from), forEver),
  };
};

/** Its records can be forgotten once it is known: of most accounts that sales ask for nothing else is asked for long. */
const membershipOf = (account: Account): Membership => {
  if (account.membership) return account.membership;
  const membership = membershipIn(account);
  account.membership = membership;
  account.customer?.record.forget();
  for (const { record } of account.subscriptions) record.forget();
  return membership;
};

/** From when to when an account may be a customer. */
export const memberSpan = lastAsked((account: Account): Span => {
  const { runs } = membershipOf(account);
  const [first, last] = [runs[0], runs.at(-1)];
  return first && last ? { after: first.from, until: last.until } : never;
});

/** In which it may pay. Who has subscriptions is a customer for as long as it pays. */
export const payingSpan = (account: Account): Span => (account.subscriptions.length > 0 ? memberSpan(account) : never);

const holds = ({ from, until }: Run, instant: number): boolean => from < instant && instant <= until;

/**
 * Whether an account is a customer just before `instant`: with a subscription of which the monthly amount is above
 * zero then; one that never had a subscription by `status` from where it was first said on, before that (or while
 * it is cleared) by `since` and `until`.
 */
export const isCustomerAt = (account: Account, instant: number): boolean => {
  for (const run of membershipOf(account).runs) if (holds(run, instant)) return true;
  return false;
};

/** Since when an account is a customer, for the first time ever; `null` where it never was. */
export const joinedAt = (account: Account): number | null => membershipOf(account).runs[0]?.from ?? null;

/** When, in `[start, end)`, an account first became a customer, whether or not it had been one; `null` where it did not. */
export const joinedWithin = (account: Account, start: number, end: number): number | null => {
  for (const { from } of membershipOf(account).runs) if (from >= start && from < end) return from;
  return null;
};

/** Whether an account pays a monthly amount just before `instant`, whatever its currency. */
export const isPayingAt = (account: Account, instant: number): boolean =>
  account.subscriptions.length > 0 && isCustomerAt(account, instant);

/** Whether an account ever paid a monthly amount before `instant`. */
export const hasPaidBefore = (account: Account, instant: number): boolean => membershipOf(account).paidFrom < instant;

const noRate = leavingOut('noRate');

/** What an account pays a month just before `instant`, in minor units, 0 where it does not; or why that cannot be told. */
export const mrrAt = (account: Account, instant: number, tools: Pick<Tools, 'money'>): (Found & object) | number => {
  let sum = 0;
  for (const { prices, minorsIn } of allPaid(account)) {
    const place = placeAt(prices, instant);
    if (place === -1) continue;
    const { value, leftOut } = minorsIn(tools.money)[place] as Found & object;
    if (leftOut !== null) return noRate;
    sum += Number(value);
  }
  return sum;
};

/** A record that cannot tell when its account was a customer, and what it lacks. */
interface Untold {
  readonly ref: string;
  readonly code: string;
}

/** What cannot be said of a customer without subscriptions. Who has neither beginning nor end never was one. */
const doubtsOfCustomer = (customer: Subject): string[] => {
  const since = instantOf(customer, 'since');
  const until = instantOf(customer, 'until');
  if (since === null) return until !== null && customer.record.current('status') === undefined ? ['noSince'] : [];
  return until !== null && until < since ? ['untilBeforeSince'] : [];
};

/** What of an account cannot be believed although it speaks of a customer: subscriptions without `startedAt` or `mrr`. */
export const untold = lastAsked(({ customer, subscriptions }: Account): readonly Untold[] => {
  if (subscriptions.length > 0)
    return subscriptions.flatMap((subscription) =>
      doubtsOf(subscription).map((code) => ({ ref: subscription.ref, code })),
    );
  return customer ? doubtsOfCustomer(customer).map((code) => ({ ref: customer.ref, code })) : [];
});

/** Why a customer left: its own `churnReason`, else the `endReason` of the subscription that ended last. */
export const reasonOf = ({ customer, subscriptions }: Account): string | null => {
  const own = customer && textOf(customer, 'churnReason');
  if (own) return own;
  const ended = subscriptions
    .flatMap((subscription) => {
      const at = instantOf(subscription, 'endedAt');
      return at === null ? [] : [{ at, subscription }];
    })
    .sort((a, b) => a.at - b.at || compareText(a.subscription.ref, b.subscription.ref));
  const last = ended.at(-1);
  return last ? textOf(last.subscription, 'endReason') : null;
};

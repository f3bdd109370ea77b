import { compareDecimals } from '../records/decimal.ts';
import { compareText } from '../records/order.ts';
import { type Account, instantOf, type Subject, textOf } from './subject.ts';

/** Who is a customer at an instant. */

/**
 * A subscription's monthly amount just before `instant`, a canonical decimal; `null` when it does not run then.
 * The first value said holds back to `startedAt`; there is nothing after `endedAt`.
 */
const mrrAt = (subscription: Subject, instant: number): string | null => {
  const startedAt = instantOf(subscription, 'startedAt');
  const endedAt = instantOf(subscription, 'endedAt');
  if (startedAt === null || startedAt >= instant || (endedAt !== null && endedAt < instant)) return null;
  const before = subscription.record.before('mrr', instant);
  const value = before === undefined ? subscription.record.first('mrr') : before;
  return typeof value === 'string' ? value : null;
};

const pays = (subscription: Subject, instant: number): boolean => {
  const mrr = mrrAt(subscription, instant);
  return mrr !== null && compareDecimals(mrr, '0') > 0;
};

const isMember = (customer: Subject, instant: number): boolean => {
  const status = customer.record.before('status', instant);
  if (status === 'active' || status === 'ended') return status === 'active';
  const since = instantOf(customer, 'since');
  const until = instantOf(customer, 'until');
  return since !== null && since < instant && !(until !== null && until < instant);
};

/**
 * Whether an account is a customer just before `instant`: with a subscription of which the monthly amount is above
 * zero then; one that never had a subscription by `status` from where it was first said on, before that (or while
 * it is cleared) by `since` and `until`.
 */
export const isCustomerAt = (account: Account, instant: number): boolean =>
  account.subscriptions.length > 0
    ? account.subscriptions.some((subscription) => pays(subscription, instant))
    : account.customer !== null && isMember(account.customer, instant);

/** A record that cannot tell when its account was a customer, and what it lacks. */
interface Untold {
  readonly ref: string;
  readonly code: 'noStartedAt' | 'noMrr' | 'noSince';
}

const untoldOf = (subscription: Subject): Untold[] => {
  const { ref, record } = subscription;
  if (instantOf(subscription, 'startedAt') === null) return [{ ref, code: 'noStartedAt' }];
  return record.history('mrr').some(({ value }) => value !== null) ? [] : [{ ref, code: 'noMrr' }];
};

/** An end without a beginning. Who has neither never was a customer. */
const endsOnly = (customer: Subject): boolean =>
  instantOf(customer, 'until') !== null &&
  instantOf(customer, 'since') === null &&
  customer.record.current('status') === undefined;

/** What of an account makes no customer although it speaks of one: subscriptions without `startedAt` or `mrr`. */
export const untold = ({ customer, subscriptions }: Account): readonly Untold[] => {
  if (subscriptions.length > 0) return subscriptions.flatMap(untoldOf);
  return customer && endsOnly(customer) ? [{ ref: customer.ref, code: 'noSince' }] : [];
};

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

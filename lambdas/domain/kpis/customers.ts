import { compareDecimals } from '../records/decimal.ts';
import { type Account, instantOf, type Subject } from './subject.ts';

/** Who is a customer at an instant. */

/**
 * A subscription's monthly amount just before `instant`, a canonical decimal; `null` when it does not run then.
 * The first value said holds back to `startedAt`; there is nothing after `endedAt`.
 */
export const mrrAt = (subscription: Subject, instant: number): string | null => {
  const startedAt = instantOf(subscription, 'startedAt');
  const endedAt = instantOf(subscription, 'endedAt');
  if (startedAt === null || startedAt >= instant || (endedAt !== null && endedAt < instant)) return null;
  const said = subscription.record.history('mrr');
  const value = (said.findLast(({ at }) => at < instant) ?? said[0])?.value;
  return typeof value === 'string' ? value : null;
};

const pays = (subscription: Subject, instant: number): boolean => {
  const mrr = mrrAt(subscription, instant);
  return mrr !== null && compareDecimals(mrr, '0') > 0;
};

const isMember = (customer: Subject, instant: number): boolean => {
  const status = customer.record.history('status').findLast(({ at }) => at < instant)?.value;
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

/** Why a customer left: its own `churnReason`, else the `endReason` of the subscription that ended last. */
export const reasonOf = (account: Account): string | null => {
  const own = account.customer?.record.current('churnReason');
  if (typeof own === 'string') return own;
  const ended = account.subscriptions
    .map((subscription) => ({ at: instantOf(subscription, 'endedAt'), reason: subscription.record.current('endReason'), ref: subscription.ref }))
    .filter((end): end is { at: number; reason: string; ref: string } => end.at !== null && typeof end.reason === 'string')
    .sort((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1));
  return ended.at(-1)?.reason ?? null;
};

import { forAllTime } from '../../domain/records/observation.ts';
import { at, listAt, memberOf, textAt } from '../json.ts';
import type { Statement } from '../statement.ts';
import type { Event } from './event.ts';
import { currencyAt, instantAt, referenceAt, secondsAt } from './object.ts';
import { periodAmountOf, type Recurring } from './recurring.ts';
import { renewalId, weights } from './renewal.ts';
import { firstTrialEnd, isFree, startOf } from './trial.ts';

/** For so long Stripe waits for a first payment, in milliseconds. */
const firstPayment = 23 * 60 * 60 * 1000;

export const endedAt = (subscription: unknown, action: string, at: number): ReturnType<typeof instantAt> => {
  const told = instantAt(subscription, 'ended_at');
  return action === 'deleted' ? (told ?? new Date(at)) : told;
};

/** Why it ended or is to end: what the customer chose, else what Stripe knows. Never the comment. */
export const endReason = (subscription: unknown): string | null | undefined => {
  const details = memberOf(subscription, 'cancellation_details');
  if (details === undefined) return undefined;
  return textAt(details, 'feedback') ?? textAt(details, 'reason') ?? null;
};

/**
 * The period that it is in, in epoch milliseconds; it is told of each item, and before 2025 of the subscription. Where items
 * have periods of their own it is from the last boundary to the next.
 */
const periodOf = (subscription: unknown): { readonly start: number | undefined; readonly end: number | undefined } => {
  const told = (name: string): number[] =>
    [subscription, ...listAt(subscription, 'items', 'data')]
      .map((item) => secondsAt(item, name))
      .filter((instant) => instant !== undefined)
      .sort((a, b) => a - b);
  return { start: told('current_period_start').at(-1), end: told('current_period_end')[0] };
};

/**
 * One that is ended for want of payment was not renewed when its last period began; any other is not when that ends. Who never
 * paid has nothing to renew: one that ends in its first trial, or before its first payment need be there.
 */
const missedAt = (subscription: unknown): number | undefined => {
  if (isFree(subscription)) return undefined;
  const { start, end } = periodOf(subscription);
  const isUnpaid = at(subscription, 'cancellation_details', 'reason') === 'payment_failed';
  const due = isUnpaid ? start : end;
  const paidFrom = firstTrialEnd(subscription) ?? startOf(subscription);
  if (paidFrom === undefined) return due;
  const ended = secondsAt(subscription, 'ended_at');
  const isGone = ended !== undefined && ended - paidFrom <= firstPayment;
  const isFirst = start !== undefined && (isUnpaid ? start <= paidFrom : start < paidFrom);
  return isGone || isFirst ? undefined : due;
};

/** The renewal that the end of a subscription loses, although what was used before it may still be billed, and paid. */
export const lost = (id: string, { object, at: told }: Event, recurring: Recurring): Statement[] => {
  const due = missedAt(object);
  if (due === undefined) return [];
  const currency = currencyAt(object);
  const renewal = { record: 'renewal', id: renewalId(id, due) } as const;
  return [
    {
      ...renewal,
      at: told,
      set: {
        customer: referenceAt(object, 'customer'),
        dueAt: new Date(due),
        currency,
        lostReason: endReason(object),
      },
    },
    {
      ...renewal,
      at: forAllTime,
      seq: weights.ended,
      set: {
        amount: currency === undefined ? undefined : periodAmountOf(recurring, currency),
        outcome: 'lost',
        decidedAt: endedAt(object, 'deleted', told),
      },
      deleted: false,
    },
  ];
};

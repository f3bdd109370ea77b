import { forAllTime } from '../../domain/records/observation.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, listAt, memberOf, textAt } from '../json.ts';
import type { Statement, Told } from '../statement.ts';
import type { Event } from './event.ts';
import { aliases, currencyAt, idAt, instantAt, mapped, referenceAt, secondsAt } from './object.ts';
import { mrrOf, periodAmountOf, planOf, type Recurring, recurringOf } from './recurring.ts';
import { renewalId } from './renewal.ts';

/** While it is so nothing is paid. */
const free = ['trialing', 'incomplete', 'incomplete_expired', 'paused'];

/**
 * Several events of a subscription share a second, which is all that Stripe's clock tells, and come in any order. What was made
 * stands before what was changed, what was changed before what was ended, and of changes the one that is further on its way.
 */
const kinds: readonly string[] = ['created', 'deleted'];
const statuses = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete_expired', 'canceled'];

const seqOf = (action: string, status: string | undefined): string => {
  const kind = action === kinds[0] ? 1 : action === kinds[1] ? 3 : 2;
  return `${kind}${statuses.indexOf(status ?? '') + 1}`;
};

/** Whether it ended before the first payment was due. */
const endedInTrial = (subscription: unknown): boolean => {
  const [ended, trial] = [secondsAt(subscription, 'ended_at'), secondsAt(subscription, 'trial_end')];
  return ended !== undefined && trial !== undefined && ended <= trial && textAt(subscription, 'status') === 'canceled';
};

const endedAt = (subscription: unknown, action: string, at: number): ReturnType<typeof instantAt> => {
  const told = instantAt(subscription, 'ended_at');
  return action === 'deleted' ? (told ?? new Date(at)) : told;
};

/** Why it ended or is to end: what the customer chose, else what Stripe knows. Never the comment. */
const endReason = (subscription: unknown): string | null | undefined => {
  const details = memberOf(subscription, 'cancellation_details');
  if (details === undefined) return undefined;
  return textAt(details, 'feedback') ?? textAt(details, 'reason') ?? null;
};

/** A boundary of the period that it is in, epoch milliseconds; it is told of each item, and before 2025 of the subscription. */
const boundaryAt = (subscription: unknown, name: 'current_period_start' | 'current_period_end'): number | undefined =>
  secondsAt(subscription, name) ?? secondsAt(listAt(subscription, 'items', 'data')[0], name);

/** One that is ended for want of payment was not renewed when its last period began; any other is not when that ends. */
const missedAt = (subscription: unknown): number | undefined => {
  if (endedInTrial(subscription)) return undefined;
  if (at(subscription, 'cancellation_details', 'reason') !== 'payment_failed')
    return boundaryAt(subscription, 'current_period_end');
  const began = boundaryAt(subscription, 'current_period_start');
  return began === secondsAt(subscription, 'start_date') ? undefined : began;
};

const lost = (id: string, { object, at: told }: Event, recurring: Recurring): Statement[] => {
  const due = missedAt(object);
  if (due === undefined) return [];
  const currency = currencyAt(object);
  return [
    {
      record: 'renewal',
      id: renewalId(id, due),
      at: told,
      seq: '9',
      set: {
        customer: referenceAt(object, 'customer'),
        dueAt: new Date(due),
        amount: currency === undefined ? undefined : periodAmountOf(recurring, currency),
        currency,
        outcome: 'lost',
        decidedAt: endedAt(object, 'deleted', told),
        lostReason: endReason(object),
      },
    },
  ];
};

/** The end of a trial looks like a renewal in its invoice, and is none. */
const trial = (id: string, { object, at: told }: Event): Statement[] => {
  const end = secondsAt(object, 'trial_end');
  return end === undefined ? [] : [{ record: 'renewal', id: renewalId(id, end), at: told, deleted: true }];
};

/**
 * Neither is the first sale a renewal: the invoice that the end of the trial made is told by the change. It may never be paid,
 * and so is no order until its own event says that it is.
 */
const firstSale = ({ object, previous }: Event): Statement[] => {
  const invoice = idAt(object, 'latest_invoice');
  const ended = textAt(previous, 'status') === 'trialing' && textAt(object, 'status') !== 'trialing';
  if (!ended || invoice === undefined || memberOf(previous, 'latest_invoice') === undefined) return [];
  return [
    { record: 'order', id: invoice, at: forAllTime, seq: '1', deleted: true },
    { record: 'order', id: invoice, at: forAllTime, seq: '3', set: { kind: null } },
  ];
};

/** What an event of a subscription says. */
export const subscribed = (event: Event, action: string, settings: SourceSettings): Omit<Told, 'path'> => {
  const { object, at: told } = event;
  const id = textAt(object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  const status = textAt(object, 'status');
  const currency = currencyAt(object);
  const recurring = recurringOf(object);
  const isFree = free.includes(status ?? '') || endedInTrial(object);
  const paid = currency === undefined ? undefined : mrrOf(recurring, currency);
  const statement: Statement = {
    record: 'subscription',
    id,
    at: told,
    seq: seqOf(action, status),
    set: {
      customer: referenceAt(object, 'customer'),
      startedAt: instantAt(object, 'start_date') ?? instantAt(object, 'created'),
      endedAt: endedAt(object, action, told),
      mrr: isFree ? '0' : paid,
      currency,
      ...planOf(object),
      endReason: endReason(object),
      ...mapped('subscription', object, settings),
    },
    same: aliases('subscription', object, settings),
  };
  return {
    statements: [
      statement,
      ...trial(id, event),
      ...firstSale(event),
      ...(action === 'deleted' ? lost(id, event, recurring) : []),
    ],
    problems: isFree ? [] : recurring.problems,
  };
};

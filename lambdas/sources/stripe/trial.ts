import { forAllTime } from '../../domain/records/observation.ts';
import { memberOf, textAt } from '../json.ts';
import type { Statement } from '../statement.ts';
import type { Event } from './event.ts';
import { idAt, secondsAt } from './object.ts';
import { renewalId, weights } from './renewal.ts';

/** While it is so nothing is paid. */
const free = ['incomplete', 'incomplete_expired', 'paused'];

/** When a subscription began, epoch milliseconds. */
export const startOf = (subscription: unknown): number | undefined =>
  secondsAt(subscription, 'start_date') ?? secondsAt(subscription, 'created');

/** Whether its trial began with it. Of one who pays already a later one only moves the day of the next payment. */
const isFirstTrial = (subscription: unknown): boolean =>
  (memberOf(subscription, 'trial_start') ?? undefined) === undefined ||
  secondsAt(subscription, 'trial_start') === startOf(subscription);

/** When the trial that a subscription began with ends, epoch milliseconds. */
export const firstTrialEnd = (subscription: unknown): number | undefined =>
  isFirstTrial(subscription) ? secondsAt(subscription, 'trial_end') : undefined;

/** Whether it ended before the first payment was due. */
const endedInTrial = (subscription: unknown): boolean => {
  const [ended, trial] = [secondsAt(subscription, 'ended_at'), firstTrialEnd(subscription)];
  return ended !== undefined && trial !== undefined && ended <= trial && textAt(subscription, 'status') === 'canceled';
};

/** Whether it costs nothing as it is. */
export const isFree = (subscription: unknown): boolean => {
  const status = textAt(subscription, 'status') ?? '';
  if (status === 'trialing') return isFirstTrial(subscription);
  return free.includes(status) || endedInTrial(subscription);
};

/** The end of the first trial looks like a renewal in its invoice, and is none. */
export const trial = (id: string, { object }: Event): Statement[] => {
  const end = firstTrialEnd(object);
  if (end === undefined) return [];
  return [{ record: 'renewal', id: renewalId(id, end), at: forAllTime, seq: weights.trial, deleted: true }];
};

/**
 * Neither is the first sale a renewal: the invoice that the end of the trial made is told by the change. It may never be paid,
 * and so is no order until its own event says that it is.
 */
export const firstSale = ({ object, previous }: Event): Statement[] => {
  const invoice = idAt(object, 'latest_invoice');
  const ended = textAt(previous, 'status') === 'trialing' && textAt(object, 'status') !== 'trialing';
  if (!ended || firstTrialEnd(object) === undefined) return [];
  if (invoice === undefined || memberOf(previous, 'latest_invoice') === undefined) return [];
  return [
    { record: 'order', id: invoice, at: forAllTime, seq: '1', deleted: true },
    { record: 'order', id: invoice, at: forAllTime, seq: '3', set: { kind: null } },
  ];
};

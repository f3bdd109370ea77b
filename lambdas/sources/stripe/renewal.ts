import { forAllTime } from '../../domain/records/observation.ts';
import { at, listAt, memberOf } from '../json.ts';
import type { Said, Statement } from '../statement.ts';
import { type Amount, isProration, netOf, paidAt, parties } from './billed.ts';
import { exponentOf, majorOf } from './currency.ts';
import type { Event } from './event.ts';
import { currencyAt, idAt, illegible, secondsAt, wholeAt } from './object.ts';

/**
 * A renewal is of one subscription at one boundary of its periods, whoever tells of it: the invoice that begins the new
 * period, or the end of the subscription.
 *
 * @param due epoch milliseconds
 */
export const renewalId = (subscription: string, due: number): string => `${subscription}:${due / 1000}`;

/**
 * What becomes of a renewal is said for all time, and the one that knows better stands, whenever it comes: an invoice that was
 * voided may be followed by another; who left may still be billed for what was used; and the end of the first trial is no
 * renewal, whatever its invoice looks like.
 */
export const weights = { voided: '1', billed: '2', ended: '3', trial: '4' } as const;

/** Before 2025 the subscription was a member of the invoice itself. */
const subscriptionOf = (invoice: unknown): string | undefined =>
  idAt(at(invoice, 'parent', 'subscription_details'), 'subscription') ?? idAt(invoice, 'subscription');

/** Lines of what is billed once have periods that are no boundaries. */
const isOfPeriod = (line: unknown): boolean =>
  (at(line, 'parent', 'type') === 'subscription_item_details' || memberOf(line, 'type') === 'subscription') &&
  !isProration(line);

/**
 * The boundary of a period at which the invoice was made: the lines of what is paid in advance begin there, those of what was
 * used end there, and of all that is told of periods it is what lies nearest to the creation.
 */
const dueOf = (invoice: unknown): number | undefined => {
  const created = secondsAt(invoice, 'created');
  if (created === undefined) return undefined;
  const distance = (instant: number): number => Math.abs(instant - created);
  const lines = listAt(invoice, 'lines', 'data').filter(isOfPeriod);
  return [
    secondsAt(invoice, 'period_end'),
    secondsAt(invoice, 'period_start'),
    ...lines.flatMap((line) => [secondsAt(line, 'period', 'start'), secondsAt(line, 'period', 'end')]),
  ]
    .filter((instant) => instant !== undefined)
    .reduce<number | undefined>(
      (nearest, instant) => (nearest === undefined || distance(instant) < distance(nearest) ? instant : nearest),
      undefined,
    );
};

const majorIn = (amount: Amount | undefined, currency: string | undefined): string | undefined => {
  if (amount === undefined || currency === undefined) return undefined;
  return amount === illegible ? illegible : majorOf(amount, exponentOf(currency));
};

/** What a period costs; an invoice that gives more back than it asks for does not tell. */
const askedIn = (invoice: unknown): Amount | undefined => {
  const total = wholeAt(invoice, 'total');
  if (typeof total !== 'bigint') return total;
  return total < 0n ? undefined : netOf(invoice, total);
};

/**
 * The invoice of another period: a renewal that is due with it, is decided by its payment, and falls away with it. That it was
 * paid is all that is asked: with what, a credit of before for example, is not.
 */
export const renewed = ({ object, at: told }: Event, status: string): Statement[] => {
  const subscription = subscriptionOf(object);
  const due = dueOf(object);
  if (memberOf(object, 'billing_reason') !== 'subscription_cycle' || subscription === undefined || due === undefined)
    return [];
  const renewal = { record: 'renewal', id: renewalId(subscription, due) } as const;
  if (status === 'void') return [{ ...renewal, at: forAllTime, seq: weights.voided, deleted: true }];
  const amount = majorIn(askedIn(object), currencyAt(object));
  const decision: Said = status === 'paid' ? { outcome: 'renewed', decidedAt: paidAt(object) } : {};
  return [
    { ...renewal, at: told, set: { ...parties(object), dueAt: new Date(due) } },
    {
      ...renewal,
      at: forAllTime,
      seq: weights.billed,
      set: { amount, ...decision },
      ...(status === 'paid' && { deleted: false }),
    },
  ];
};

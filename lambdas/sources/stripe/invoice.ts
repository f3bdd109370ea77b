import { divideHalfEven } from '../../domain/records/decimal.ts';
import { forAllTime } from '../../domain/records/observation.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, listAt, memberOf, textAt } from '../json.ts';
import type { Said, Statement, Told } from '../statement.ts';
import { exponentOf, majorOf } from './currency.ts';
import type { Event } from './event.ts';
import { lowered } from './lowered.ts';
import { aliases, currencyAt, idAt, illegible, instantAt, mapped, referenceAt, secondsAt, wholeAt } from './object.ts';
import { renewalId } from './renewal.ts';

type Amount = bigint | typeof illegible;

/** Later stages of an invoice stand before earlier ones of the same second. */
const stages = ['draft', 'open', 'uncollectible', 'paid', 'void'];

/** Before 2025 the subscription was a member of the invoice itself. */
const subscriptionOf = (invoice: unknown): string | undefined =>
  idAt(at(invoice, 'parent', 'subscription_details'), 'subscription') ?? idAt(invoice, 'subscription');

/** What it is about without tax, in minor units. */
const netOf = (invoice: unknown, total: bigint): Amount => {
  const net = wholeAt(invoice, 'total_excluding_tax');
  if (net !== undefined) return net;
  const tax = wholeAt(invoice, 'tax');
  if (tax === illegible) return tax;
  return tax === undefined ? total : total - tax;
};

/** What was paid and not given back by credit notes, in minor units and at most the total. */
const keptOf = (invoice: unknown, total: bigint): Amount => {
  const paid = wholeAt(invoice, 'amount_paid') ?? 0n;
  const credited = wholeAt(invoice, 'post_payment_credit_notes_amount') ?? 0n;
  if (paid === illegible || credited === illegible) return illegible;
  const all = paid === 0n && memberOf(invoice, 'paid_out_of_band') === true ? total : paid;
  const kept = (all < total ? all : total) - credited;
  return kept < 0n ? 0n : kept;
};

const wasPaid = (invoice: unknown): boolean =>
  wholeAt(invoice, 'amount_paid') !== 0n || memberOf(invoice, 'paid_out_of_band') === true;

/** The share of the amount without tax that was paid and kept, in minor units; `undefined` where nothing was paid. */
const amountOf = (invoice: unknown): Amount | undefined => {
  const total = wholeAt(invoice, 'total') ?? wholeAt(invoice, 'amount_paid');
  if (total === illegible) return illegible;
  if (total === undefined || total <= 0n || !wasPaid(invoice)) return undefined;
  const [net, kept] = [netOf(invoice, total), keptOf(invoice, total)];
  return net === illegible || kept === illegible ? illegible : divideHalfEven(net * kept, total);
};

const isProration = (line: unknown): boolean =>
  memberOf(line, 'proration') === true ||
  at(line, 'parent', 'subscription_item_details', 'proration') === true ||
  at(line, 'parent', 'invoice_item_details', 'proration') === true;

/**
 * What kind of sale it is, where its reason tells. One that exchanges what was had for more, all of it within a period, is an
 * upsell. Whether the first invoice of a subscription is a new customer's, other records know better.
 */
const kindOf = (invoice: unknown): string | undefined => {
  const reason = memberOf(invoice, 'billing_reason');
  if (reason === 'subscription_cycle') return 'renewal';
  const lines = listAt(invoice, 'lines', 'data');
  const isWhole = at(invoice, 'lines', 'has_more') !== true;
  const exchanges = lines.every(isProration) && lines.some((line) => Number(memberOf(line, 'amount')) < 0);
  return reason === 'subscription_update' && isWhole && exchanges ? 'upsell' : undefined;
};

const productIn = (line: unknown): string | undefined =>
  textAt(line, 'pricing', 'price_details', 'product') ?? idAt(memberOf(line, 'price'), 'product');

/** The product of all lines; `undefined` where they have none in common. */
const productOf = (invoice: unknown): string | undefined => {
  const products = new Set(listAt(invoice, 'lines', 'data').map(productIn));
  const [only] = products;
  return products.size === 1 && at(invoice, 'lines', 'has_more') !== true ? only : undefined;
};

const paidAt = (invoice: unknown): ReturnType<typeof instantAt> =>
  instantAt(invoice, 'status_transitions', 'paid_at') ?? instantAt(invoice, 'created');

const parties = (invoice: unknown): Said => ({
  customer: referenceAt(invoice, 'customer'),
  currency: currencyAt(invoice),
});

/** What was paid is an order, of whatever event its first word comes. */
const ordered = (id: string, { object, at: told }: Event, settings: SourceSettings): Statement[] => {
  const amount = amountOf(object);
  if (amount === undefined) return [];
  return [
    {
      record: 'order',
      id,
      at: told,
      set: {
        ...parties(object),
        at: paidAt(object),
        product: productOf(object),
        ...mapped('order', object, settings),
      },
      same: aliases('order', object, settings),
    },
    lowered(id, amount, currencyAt(object)),
    // Between what the end of a trial says of its invoice: no order before this, and no renewal for all that.
    { record: 'order', id, at: forAllTime, seq: '2', set: { kind: kindOf(object) }, deleted: false },
  ];
};

/**
 * The boundary of a period at which the invoice was made: the lines of what is paid in advance begin there, those of what was
 * used end there, and of all that is told of periods it is what lies nearest to the creation.
 */
const dueOf = (invoice: unknown): number | undefined => {
  const created = secondsAt(invoice, 'created');
  if (created === undefined) return undefined;
  const distance = (instant: number): number => Math.abs(instant - created);
  const lines = listAt(invoice, 'lines', 'data').filter((line) => !isProration(line));
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

/** The invoice of another period: a renewal that is due with it, is decided by its payment, and falls away with it. */
const renewed = ({ object, at: told }: Event, status: string): Statement[] => {
  const subscription = subscriptionOf(object);
  const due = dueOf(object);
  if (memberOf(object, 'billing_reason') !== 'subscription_cycle' || subscription === undefined || due === undefined)
    return [];
  const stamp = { id: renewalId(subscription, due), at: told, seq: String(stages.indexOf(status)) };
  if (status === 'void') return [{ record: 'renewal', ...stamp, deleted: true }];
  const total = wholeAt(object, 'total');
  const currency = currencyAt(object);
  const asked = typeof total === 'bigint' ? netOf(object, total) : total;
  const decision: Said =
    status === 'paid'
      ? { outcome: 'renewed', decidedAt: paidAt(object), renewedAmount: majorIn(amountOf(object) ?? 0n, currency) }
      : {};
  return [
    {
      record: 'renewal',
      ...stamp,
      set: { ...parties(object), dueAt: new Date(due), amount: majorIn(asked, currency), ...decision },
    },
  ];
};

/** Before there was a status of its own for it, `paid` told. */
const statusOf = (invoice: unknown): string =>
  textAt(invoice, 'status') ?? (memberOf(invoice, 'paid') === true ? 'paid' : 'draft');

/** What an event of an invoice says; a draft may still be anything. */
export const invoiced = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const status = statusOf(event.object);
  if (!stages.includes(status) || status === 'draft') return { statements: [] };
  const id = textAt(event.object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  return { statements: [...(status === 'paid' ? ordered(id, event, settings) : []), ...renewed(event, status)] };
};

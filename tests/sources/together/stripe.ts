import { customerOf, eventOf, invoiceOf, itemOf, itemsOf, lineOf, priceOf, subscriptionOf } from '../stripe/events.ts';
import { signed } from '../stripe/fixture.ts';
import { on, type Sending } from './sending.ts';

/** Stripe's side of a story: each event repeats the whole object as it is then. Amounts are whole euros without tax. */

type Members = Readonly<Record<string, unknown>>;

export const secret = 'whsec_8Kq2vT5nLw0sXc7RbYd3';

const seconds = (day: string): number => on(day) / 1000;

const told = (type: string, object: Members, day: string, change: Members = {}, ties = false): Sending => ({
  system: 'billing',
  body: Buffer.from(
    eventOf(type, object, 0, { id: `evt_${type}_${object.id}_${seconds(day)}`, created: seconds(day), ...change }),
  ),
  send: (body, _, now) => ({ ...signed(Buffer.from(body).toString(), secret, now), token: null }),
  ties,
});

/** A customer; it is tied to others where it says by what. */
export const known = (id: string, day: string, change: Members = {}, action = 'created'): Sending =>
  told(
    `customer.${action}`,
    customerOf({ id, name: id, email: null, metadata: {}, address: null, ...change }),
    day,
    {},
    'metadata' in change || 'email' in change,
  );

export interface Subscription {
  readonly id: string;
  readonly customer: string;
  readonly from: string;
  /** Of how many months a period is. */
  readonly months?: number;
}

/** The boundaries of the period that a day lies in. */
const periodAt = ({ from, months = 1 }: Subscription, day: string): Members => {
  const boundary = (periods: number): number =>
    new Date(on(from)).setUTCMonth(new Date(on(from)).getUTCMonth() + periods * months);
  let periods = 0;
  while (boundary(periods + 1) <= on(day)) periods += 1;
  return { current_period_start: boundary(periods) / 1000, current_period_end: boundary(periods + 1) / 1000 };
};

/** @param euros a period */
const subscription = (of: Subscription, day: string, euros: number, change: Members): Members => {
  const { id, customer, from, months = 1 } = of;
  const price = priceOf(euros * 100, { id: `price_${euros}`, interval_count: months });
  return subscriptionOf({
    id,
    customer,
    created: seconds(from),
    start_date: seconds(from),
    latest_invoice: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    items: itemsOf(itemOf(price, { id: `si_${id}`, ...periodAt(of, day) })),
    ...change,
  });
};

export const begins = (of: Subscription, euros: number, change: Members = {}): Sending =>
  told('customer.subscription.created', subscription(of, of.from, euros, change), of.from);

export const becomes = (
  of: Subscription,
  day: string,
  euros: number,
  change: Members = {},
  previous: Members = { items: {} },
): Sending =>
  told('customer.subscription.updated', subscription(of, day, euros, change), day, { previous_attributes: previous });

/** @param feedback why, as the customer chose it from Stripe's list, if it did */
export const ends = (of: Subscription, day: string, euros: number, feedback: string | null): Sending => {
  const details = { comment: 'Too many knots', feedback, reason: 'cancellation_requested' };
  const change = { status: 'canceled', ended_at: seconds(day), cancellation_details: details };
  return told('customer.subscription.deleted', subscription(of, day, euros, change), day);
};

interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly day: string;
  readonly euros: number;
  /** Absent of one that is made by hand. */
  readonly subscription?: string;
  readonly reason?: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  /** What it is like beside that. */
  readonly change?: Members;
}

/** With 23 percent of tax. */
const grossOf = (euros: number): number => euros * 123;

const invoice = ({ id, customer, day, euros, subscription: of, reason, change = {} }: Invoice): Members =>
  invoiceOf({
    id,
    customer,
    billing_reason: reason ?? 'manual',
    created: seconds(day),
    period_start: seconds(day),
    period_end: seconds(day),
    status_transitions: { finalized_at: seconds(day), paid_at: seconds(day) },
    parent: of === undefined ? null : { type: 'subscription_details', subscription_details: { subscription: of } },
    total: grossOf(euros),
    total_excluding_tax: euros * 100,
    amount_paid: grossOf(euros),
    lines: { object: 'list', has_more: false, data: [lineOf({ id: `il_${id}`, amount: euros * 100 })] },
    ...change,
  });

/** An invoice and its payment, of which Stripe tells twice. */
export const pays = (of: Invoice): Sending[] => {
  const open = { status: 'open', amount_paid: 0, status_transitions: { finalized_at: seconds(of.day), paid_at: null } };
  return [
    told('invoice.finalized', { ...invoice(of), ...open }, of.day),
    told('invoice.paid', invoice(of), of.day),
    told('invoice.payment_succeeded', invoice(of), of.day),
  ];
};

/** What an invoice within a period exchanges: what was had for more. */
export const exchanged = (euros: number): Members => {
  const proration = { type: 'subscription_item_details', subscription_item_details: { proration: true } };
  const lines = [-50, euros + 50].map((amount, index) =>
    lineOf({ id: `il_exchange_${index}`, amount: amount * 100, parent: proration }),
  );
  return { lines: { object: 'list', has_more: false, data: lines } };
};

/** Some of an invoice is given back by a credit note. */
export const credited = (of: Invoice, day: string, euros: number): Sending =>
  told('invoice.updated', { ...invoice(of), post_payment_credit_notes_amount: grossOf(euros) }, day);

/** All that was paid for an invoice is given back. */
export const refunded = ({ id, customer, euros }: Invoice, day: string): Sending => {
  const [amount, charge] = [
    grossOf(euros),
    { id: `ch_${id}`, object: 'charge', currency: 'eur', customer, invoice: id },
  ];
  return told('charge.refunded', { ...charge, amount, amount_refunded: amount, refunded: true }, day);
};

import { at, memberOf } from '../json.ts';
import type { Said } from '../statement.ts';
import { currencyAt, illegible, instantAt, referenceAt, wholeAt } from './object.ts';

/** In minor units. */
export type Amount = bigint | typeof illegible;

/** What an invoice is about without tax. */
export const netOf = (invoice: unknown, total: bigint): Amount => {
  const net = wholeAt(invoice, 'total_excluding_tax');
  if (net !== undefined) return net;
  const tax = wholeAt(invoice, 'tax');
  if (tax === illegible) return tax;
  return tax === undefined ? total : total - tax;
};

export const isProration = (line: unknown): boolean =>
  memberOf(line, 'proration') === true ||
  at(line, 'parent', 'subscription_item_details', 'proration') === true ||
  at(line, 'parent', 'invoice_item_details', 'proration') === true;

export const paidAt = (invoice: unknown): ReturnType<typeof instantAt> =>
  instantAt(invoice, 'status_transitions', 'paid_at') ?? instantAt(invoice, 'created');

export const parties = (invoice: unknown): Said => ({
  customer: referenceAt(invoice, 'customer'),
  currency: currencyAt(invoice),
});

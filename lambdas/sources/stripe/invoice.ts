import { divideHalfEven } from '../../domain/records/decimal.ts';
import { forAllTime } from '../../domain/records/observation.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, listAt, memberOf, textAt } from '../json.ts';
import type { Statement, Told } from '../statement.ts';
import { type Amount, isProration, netOf, paidAt, parties } from './billed.ts';
import type { Event } from './event.ts';
import { lowered } from './lowered.ts';
import { aliases, currencyAt, idAt, illegible, mapped, wholeAt } from './object.ts';
import { renewed } from './renewal.ts';

const stages = ['open', 'uncollectible', 'paid', 'void'];

/** What was paid and not given back by credit notes, in minor units and at most the total. */
const keptOf = (invoice: unknown, total: bigint): Amount => {
  const paid = wholeAt(invoice, 'amount_paid') ?? 0n;
  const credited = wholeAt(invoice, 'post_payment_credit_notes_amount') ?? 0n;
  if (paid === illegible || credited === illegible) return illegible;
  // Before 2025 what was paid elsewhere was no part of what was paid.
  const all = memberOf(invoice, 'paid_out_of_band') === true ? total : paid;
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

/** Before there was a status of its own for it, `paid` told. */
const statusOf = (invoice: unknown): string =>
  textAt(invoice, 'status') ?? (memberOf(invoice, 'paid') === true ? 'paid' : 'draft');

/** What an event of an invoice says; a draft may still be anything. */
export const invoiced = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const status = statusOf(event.object);
  if (!stages.includes(status)) return { statements: [] };
  const id = textAt(event.object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  return { statements: [...(status === 'paid' ? ordered(id, event, settings) : []), ...renewed(event, status)] };
};

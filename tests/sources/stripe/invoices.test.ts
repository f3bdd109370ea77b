import { describe, expect, it } from 'vitest';
import { at, eventOf, invoiceOf, lineOf, paidAt, seconds, subscriptionOf } from './events.ts';
import { factsIn, translate } from './records.ts';

type Members = NonNullable<Parameters<typeof invoiceOf>[0]>;

const invoice = (type: string, change: Members = {}, days = 30): string =>
  eventOf(`invoice.${type}`, invoiceOf(change), days);
const paid = (change: Members = {}): string => invoice('paid', change);
const order = (...bodies: string[]) => factsIn(bodies)['order in_2'];
const renewal = (...bodies: string[]) => factsIn(bodies)[`renewal sub_1:${seconds(30)}`];
const lines = (...data: Members[]): Members => ({ lines: { has_more: false, data } });

describe('an order', () => {
  it('is an invoice that was paid, without its tax', () => {
    expect(order(paid())).toEqual({
      customer: 'cus_1',
      at: paidAt,
      amount: '20',
      currency: 'EUR',
      product: 'prod_rigging',
      kind: 'renewal',
    });
  });

  it('is one order, however often its payment is told', () => {
    expect(Object.keys(factsIn([paid(), invoice('payment_succeeded'), paid()]))).toEqual([
      'order in_2',
      `renewal sub_1:${seconds(30)}`,
    ]);
  });

  it.each(['finalized', 'payment_failed', 'voided', 'updated'])(
    'is not made by an invoice that is %s unpaid',
    (type) => {
      for (const status of ['open', 'draft', 'void', 'uncollectible'])
        expect(order(invoice(type, { status }))).toBeUndefined();
    },
  );

  it('is not made where nothing was paid', () => {
    expect(order(paid({ amount_paid: 0 }))).toBeUndefined();
    expect(order(paid({ amount_paid: 0, total: 0, total_excluding_tax: 0 }))).toBeUndefined();
  });

  it('is the whole where something was paid elsewhere, though older versions do not count that as paid', () => {
    for (const amount_paid of [0, 1000])
      expect(order(paid({ amount_paid, paid_out_of_band: true }))).toMatchObject({ amount: '20' });
    expect(order(paid({ amount_paid: 1190, paid_out_of_band: false }))).toMatchObject({ amount: '10' });
  });

  it('is what came in with the invoice: not what was there as a credit', () => {
    expect(order(paid({ starting_balance: -2380, amount_paid: 0 }))).toBeUndefined();
    expect(order(paid({ starting_balance: -1190, amount_paid: 1190 }))).toMatchObject({ amount: '10' });
    expect(order(paid({ total: -500, total_excluding_tax: -420, amount_paid: 0 }))).toBeUndefined();
  });

  it('is at the creation of the invoice where the payment has no time', () => {
    expect(order(paid({ status_transitions: { paid_at: null } }))).toMatchObject({ at: at(30) + 4000 });
  });

  it.each([
    ['nothing is told of it', { total_excluding_tax: null }, '23.8'],
    ['it is told alone, as in older versions', { total_excluding_tax: null, tax: 380 }, '20'],
    ['half of it was on credit', { amount_paid: 1190 }, '10'],
    ['an older debt was paid with it', { amount_paid: 9999 }, '20'],
    ['a part was given back', { post_payment_credit_notes_amount: 595 }, '15'],
    ['all was given back', { post_payment_credit_notes_amount: 2380 }, '0'],
    ['the currency has no cents', { currency: 'jpy' }, '2000'],
  ])('is without tax where %s', (_, change, amount) => {
    expect(order(paid(change))).toMatchObject({ amount });
  });

  it.each([['amount_paid'], ['total'], ['total_excluding_tax']])(
    'tells that %s is illegible, and the rest counts',
    (name) => {
      for (const value of [2 ** 53, 1.5, '2380', {}]) {
        const translation = translate(paid({ [name]: value }));
        expect(translation).toMatchObject({
          rejected: expect.arrayContaining([{ index: 0, path: 'data.object.amount', message: expect.any(String) }]),
        });
        expect(translation).toMatchObject({
          observations: expect.arrayContaining([expect.objectContaining({ record: 'order' })]),
        });
      }
    },
  );

  it('has the product that all lines have in common, in either form of lines', () => {
    const older = { ...lineOf(), pricing: undefined, price: { id: 'price_1', product: 'prod_old' } };
    expect(order(paid(lines(older)))).toMatchObject({ product: 'prod_old' });
    expect(order(paid(lines(lineOf(), older)))).not.toHaveProperty('product');
    expect(order(paid({ lines: { has_more: true, data: [lineOf()] } }))).not.toHaveProperty('product');
  });

  it('falls with what is given back, though a later event repeats the whole', () => {
    const refund = eventOf('charge.refunded', { id: 'ch_1', invoice: 'in_2', refunded: true, currency: 'eur' }, 40);
    const repeated = invoice('updated', {}, 50);
    for (const bodies of [
      [paid(), refund, repeated],
      [repeated, refund, paid()],
    ])
      expect(order(...bodies)).toMatchObject({ amount: '0', at: paidAt });
    const note = invoice('updated', { post_payment_credit_notes_amount: 1190 }, 45);
    for (const bodies of [
      [paid(), note],
      [note, paid()],
    ])
      expect(order(...bodies)).toMatchObject({ amount: '10' });
  });
});

describe('the kind of an order', () => {
  const credit = lineOf({ amount: -500, proration: true, parent: null });
  const charge = lineOf({ amount: 900, parent: { invoice_item_details: { proration: true } } });

  it.each([
    ['another period', { billing_reason: 'subscription_cycle' }, 'renewal'],
    ['more for what was had', { billing_reason: 'subscription_update', ...lines(credit, charge) }, 'upsell'],
    ['something that was added', { billing_reason: 'subscription_update', ...lines(charge) }, null],
    ['another rhythm', { billing_reason: 'subscription_update', ...lines(credit, lineOf()) }, null],
    ['a first period', { billing_reason: 'subscription_create' }, null],
    ['whatever', { billing_reason: 'manual', ...lines(credit, charge) }, null],
  ])('of %s', (_, change, kind) => {
    expect(order(paid(change))?.kind ?? null).toBe(kind);
  });

  const ended = (previous_attributes: Members) =>
    eventOf('customer.subscription.updated', subscriptionOf({ latest_invoice: 'in_2', trial_end: seconds(30) }), 30, {
      previous_attributes,
    });
  const trialEnds = ended({ status: 'trialing', latest_invoice: 'in_1' });

  it('is no renewal where a trial ended, and neither is it renewed', () => {
    for (const bodies of [
      [paid(), trialEnds],
      [trialEnds, paid()],
    ]) {
      expect(order(...bodies)).toMatchObject({ kind: null, amount: '20', at: paidAt });
      expect(order(...bodies)).not.toHaveProperty('deleted');
      expect(renewal(...bodies)).toMatchObject({ deleted: true });
    }
  });

  it('is a renewal where a later trial ended, which only moved the day of the payment', () => {
    const moved = eventOf(
      'customer.subscription.updated',
      subscriptionOf({ latest_invoice: 'in_2', trial_start: seconds(16), trial_end: seconds(30) }),
      30,
      { previous_attributes: { status: 'trialing', latest_invoice: 'in_1' } },
    );
    for (const bodies of [
      [paid(), moved],
      [moved, paid()],
    ]) {
      expect(order(...bodies)).toMatchObject({ kind: 'renewal' });
      expect(renewal(...bodies)).toMatchObject({ outcome: 'renewed' });
      expect(renewal(...bodies)).not.toHaveProperty('deleted');
    }
    expect(order(moved)).toBeUndefined();
  });

  it('makes no order of the end of a trial that is never paid', () => {
    expect(order(trialEnds)).toMatchObject({ deleted: true });
    expect(order(ended({ status: 'trialing' }))).toBeUndefined();
    expect(order(ended({ latest_invoice: 'in_1' }))).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { at, eventOf, invoiceOf, itemOf, itemsOf, lineOf, paidAt, priceOf, seconds, subscriptionOf } from './events.ts';
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
    expect(order(paid({ amount_paid: 0, paid_out_of_band: true }))).toMatchObject({ amount: '20' });
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

  it('makes no order of the end of a trial that is never paid', () => {
    expect(order(trialEnds)).toMatchObject({ deleted: true });
    expect(order(ended({ status: 'trialing' }))).toBeUndefined();
    expect(order(ended({ latest_invoice: 'in_1' }))).toBeUndefined();
  });
});

describe('a renewal', () => {
  it('is due with the invoice of another period, and renewed by its payment', () => {
    const due = { customer: 'cus_1', dueAt: at(30), amount: '20', currency: 'EUR' };
    const open = invoice('finalized', { status: 'open', amount_paid: 0, status_transitions: {} });
    expect(renewal(open)).toEqual(due);
    const renewed = { ...due, outcome: 'renewed', decidedAt: paidAt, renewedAmount: '20' };
    for (const bodies of [
      [open, paid()],
      [paid(), open],
    ])
      expect(renewal(...bodies)).toEqual(renewed);
  });

  it('is renewed for nothing, too', () => {
    expect(renewal(paid({ total: 0, total_excluding_tax: 0, amount_paid: 0 }))).toMatchObject({
      outcome: 'renewed',
      renewedAmount: '0',
    });
  });

  it('falls away with its invoice', () => {
    expect(renewal(invoice('voided', { status: 'void' }))).toMatchObject({ deleted: true });
  });

  it.each([
    ['an older version tells the subscription', { parent: undefined, subscription: 'sub_1' }],
    ['the lines are of what was used', lines(lineOf({ period: { start: seconds(0), end: seconds(30) } }))],
    ['the invoice tells the new period', { period_start: seconds(30), period_end: seconds(60), ...lines() }],
    [
      'a line is of a part',
      lines(lineOf({ proration: true, period: { start: seconds(30) + 3, end: seconds(60) } }), lineOf()),
    ],
  ])('is the same one where %s', (_, change) => {
    expect(renewal(paid(change))).toMatchObject({ dueAt: at(30), outcome: 'renewed' });
  });

  it.each(['subscription_create', 'subscription_update', 'manual'])('is not made by %s', (billing_reason) => {
    expect(renewal(paid({ billing_reason }))).toBeUndefined();
  });

  const gone = (change: Members = {}, days = 30): string =>
    eventOf(
      'customer.subscription.deleted',
      subscriptionOf({ status: 'canceled', ended_at: seconds(days), ...change }),
      days,
    );

  it('is lost at the end of the period in which the subscription ended', () => {
    const expected = {
      customer: 'cus_1',
      dueAt: at(30),
      amount: '20',
      currency: 'EUR',
      outcome: 'lost',
      lostReason: 'unused',
    };
    const cancellation_details = { feedback: 'unused', reason: 'cancellation_requested' };
    expect(renewal(gone({ cancellation_details }))).toEqual({ ...expected, decidedAt: at(30) });
    expect(renewal(gone({ cancellation_details }, 12))).toEqual({ ...expected, decidedAt: at(12) });
  });

  it('is lost where the period is told of the subscription, as in older versions', () => {
    const items = itemsOf(itemOf(priceOf(2000), { current_period_end: undefined, current_period_start: undefined }));
    expect(renewal(gone({ items, current_period_end: seconds(30) }))).toMatchObject({ outcome: 'lost' });
  });

  it('is lost once, at the beginning of the period that was not paid', () => {
    const open = invoice('payment_failed', { status: 'open', amount_paid: 0 });
    const next = { current_period_start: seconds(30), current_period_end: seconds(60) };
    const unpaid = gone(
      { items: itemsOf(itemOf(priceOf(2000), next)), cancellation_details: { reason: 'payment_failed' } },
      51,
    );
    expect(Object.keys(factsIn([open, unpaid]))).toEqual([`renewal sub_1:${seconds(30)}`, 'subscription sub_1']);
    expect(renewal(open, unpaid)).toMatchObject({ outcome: 'lost', decidedAt: at(51), lostReason: 'payment_failed' });
  });

  it('is not lost by who left in the trial, or never paid at all', () => {
    const isLost = (body: string) => Object.values(factsIn([body])).some(({ outcome }) => outcome === 'lost');
    expect(isLost(gone({ trial_end: seconds(14) }, 14))).toBe(false);
    expect(isLost(gone({ cancellation_details: { reason: 'payment_failed' } }, 5))).toBe(false);
  });

  it('has no amount where items have periods of their own', () => {
    const items = itemsOf(itemOf(priceOf(2000)), itemOf(priceOf(9900, { interval: 'year' })));
    expect(renewal(gone({ items }))).not.toHaveProperty('amount');
  });
});

import { describe, expect, it } from 'vitest';
import { at, eventOf, invoiceOf, itemOf, itemsOf, lineOf, paidAt, priceOf, seconds, subscriptionOf } from './events.ts';
import { factsIn } from './records.ts';

type Members = NonNullable<Parameters<typeof invoiceOf>[0]>;

const invoice = (type: string, change: Members = {}, days = 30): string =>
  eventOf(`invoice.${type}`, invoiceOf(change), days);
const paid = (change: Members = {}): string => invoice('paid', change);
const renewal = (...bodies: string[]) => factsIn(bodies)[`renewal sub_1:${seconds(30)}`];
const lines = (...data: Members[]): Members => ({ lines: { has_more: false, data } });

/** The end of the subscription, so many days after its beginning. */
const gone = (change: Members = {}, days = 30): string =>
  eventOf(
    'customer.subscription.deleted',
    subscriptionOf({ status: 'canceled', ended_at: seconds(days), ...change }),
    days,
  );

/** Whether it is so for every order of what is told, and where all is told twice. */
const always = (bodies: readonly string[], check: (...bodies: string[]) => void): void => {
  for (let turn = 0; turn < bodies.length; turn += 1) {
    const turned = [...bodies.slice(turn), ...bodies.slice(0, turn)];
    for (const order of [turned, turned.toReversed(), [...turned, ...bodies]]) check(...order);
  }
};

describe('a renewal', () => {
  it('is due with the invoice of another period, and renewed by its payment', () => {
    const due = { customer: 'cus_1', dueAt: at(30), amount: '20', currency: 'EUR' };
    const open = invoice('finalized', { status: 'open', amount_paid: 0, status_transitions: {} });
    expect(renewal(open)).toEqual(due);
    const renewed = { ...due, outcome: 'renewed', decidedAt: paidAt };
    for (const bodies of [
      [open, paid()],
      [paid(), open],
    ])
      expect(renewal(...bodies)).toEqual(renewed);
  });

  it('is renewed for nothing, too', () => {
    expect(renewal(paid({ total: 0, total_excluding_tax: 0, amount_paid: 0 }))).toMatchObject({
      outcome: 'renewed',
      amount: '0',
    });
  });

  it('is renewed whatever it was paid with, and says of no amount that it was less', () => {
    for (const change of [
      { starting_balance: -2380, amount_paid: 0 },
      { amount_paid: 0, paid_out_of_band: true },
    ]) {
      expect(renewal(paid(change))).toMatchObject({ outcome: 'renewed', amount: '20' });
      expect(renewal(paid(change))).not.toHaveProperty('renewedAmount');
    }
  });

  it('has no amount where its invoice gives more back than it asks for', () => {
    const negative = { total: -500, total_excluding_tax: -420, amount_paid: 0 };
    expect(renewal(paid(negative))).toMatchObject({ outcome: 'renewed' });
    expect(renewal(paid(negative))).not.toHaveProperty('amount');
  });

  it('falls away with its invoice', () => {
    expect(renewal(invoice('voided', { status: 'void' }))).toMatchObject({ deleted: true });
  });

  it('stands again where another invoice of its period is paid', () => {
    const voided = invoice('voided', { id: 'in_1', status: 'void' }, 31);
    always([invoice('finalized', { id: 'in_1', status: 'open' }), voided, paid()], (...bodies) => {
      expect(renewal(...bodies)).toMatchObject({ outcome: 'renewed', amount: '20' });
      expect(renewal(...bodies)).not.toHaveProperty('deleted');
    });
  });

  it.each([
    ['an older version tells the subscription', { parent: undefined, subscription: 'sub_1' }],
    ['the lines are of what was used', lines(lineOf({ period: { start: seconds(0), end: seconds(30) } }))],
    ['the invoice tells the new period', { period_start: seconds(30), period_end: seconds(60), ...lines() }],
    [
      'a line is of a part',
      lines(lineOf({ proration: true, period: { start: seconds(30) + 3, end: seconds(60) } }), lineOf()),
    ],
    [
      'something is billed once with it',
      lines(
        lineOf(),
        lineOf({ period: { start: seconds(30) + 4, end: seconds(30) + 4 }, parent: { type: 'invoice_item_details' } }),
      ),
    ],
    [
      'something is billed once with it, as in older versions',
      lines(
        lineOf({ parent: undefined, type: 'subscription' }),
        lineOf({ period: { start: seconds(30) + 4, end: seconds(30) + 4 }, parent: undefined, type: 'invoiceitem' }),
      ),
    ],
  ])('is the same one where %s', (_, change) => {
    expect(renewal(paid(change))).toMatchObject({ dueAt: at(30), outcome: 'renewed' });
  });

  it.each(['subscription_create', 'subscription_update', 'manual'])('is not made by %s', (billing_reason) => {
    expect(renewal(paid({ billing_reason }))).toBeUndefined();
  });

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
    const voided = invoice('voided', { status: 'void' }, 52);
    always([open, unpaid, voided], (...bodies) => {
      expect(renewal(...bodies)).toMatchObject({ outcome: 'lost', decidedAt: at(51), lostReason: 'payment_failed' });
      expect(renewal(...bodies)).not.toHaveProperty('deleted');
    });
  });

  it('is lost by who left, though what was used before is billed afterwards, and paid', () => {
    const left = gone({ cancellation_details: { reason: 'cancellation_requested' } });
    const used = { ...lines(lineOf({ amount: 500, period: { start: seconds(0), end: seconds(30) } })), total: 500 };
    always([left, paid({ ...used, total_excluding_tax: 500, amount_paid: 500 })], (...bodies) =>
      expect(renewal(...bodies)).toEqual({
        customer: 'cus_1',
        dueAt: at(30),
        amount: '20',
        currency: 'EUR',
        outcome: 'lost',
        decidedAt: at(30),
        lostReason: 'cancellation_requested',
      }),
    );
  });

  it('is lost by who leaves after a later trial, which only moved the day of the payment', () => {
    const later = { trial_start: seconds(16), trial_end: seconds(30) };
    const next = { current_period_start: seconds(16), current_period_end: seconds(30) };
    expect(renewal(gone({ ...later, items: itemsOf(itemOf(priceOf(2000), next)) }))).toMatchObject({ outcome: 'lost' });
  });

  const items = (start: number, end: number): Members => ({
    items: itemsOf(itemOf(priceOf(2000), { current_period_start: seconds(start), current_period_end: seconds(end) })),
  });
  const unpaid = { cancellation_details: { reason: 'payment_failed' } };

  it.each([
    ['left in the trial', gone({ trial_start: seconds(0), trial_end: seconds(14), ...items(0, 14) }, 14)],
    ['left in a trial that does not tell when it began', gone({ trial_end: seconds(14) }, 14)],
    ['left after the trial, which was paused', gone({ trial_end: seconds(14), ...items(0, 30) }, 20)],
    ['did not pay when the trial ended', gone({ trial_end: seconds(14), ...items(14, 44), ...unpaid }, 34)],
    ['did not pay the first period', gone(unpaid, 5)],
    ['never made the first payment', gone({ status: 'incomplete_expired' }, 1)],
    ['took the first payment back', gone({}, 0.5)],
  ])('is not lost by who %s', (_, body) => {
    expect(Object.values(factsIn([body])).filter(({ outcome }) => outcome === 'lost')).toEqual([]);
  });

  it('is lost by who paid once, after a trial or without', () => {
    const daily = items(0, 1);
    expect(factsIn([gone(daily, 1)])[`renewal sub_1:${seconds(1)}`]).toMatchObject({ outcome: 'lost' });
    const tried = gone({ trial_end: seconds(14), ...items(14, 44) }, 44);
    expect(factsIn([tried])[`renewal sub_1:${seconds(44)}`]).toMatchObject({ outcome: 'lost' });
  });

  it('is lost at the next boundary where items have periods of their own, and has no amount', () => {
    const year = itemOf(priceOf(9900, { interval: 'year' }), { current_period_end: seconds(365) });
    const month = (start: number) =>
      itemOf(priceOf(2000), { current_period_start: seconds(start), current_period_end: seconds(start + 30) });
    const left = gone({ items: itemsOf(year, month(0)) });
    expect(renewal(left)).toMatchObject({ outcome: 'lost' });
    expect(renewal(left)).not.toHaveProperty('amount');
    expect(renewal(gone({ items: itemsOf(year, month(30)), ...unpaid }, 51))).toMatchObject({ outcome: 'lost' });
  });
});

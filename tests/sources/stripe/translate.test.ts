import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { customerOf, eventOf, invoiceOf, seconds, subscriptionOf } from './events.ts';
import { factsIn, recordsOf, translate } from './records.ts';

const updated = eventOf('customer.updated', customerOf(), 1);

describe('an event', () => {
  it('is of live mode, unless the account is the one for tests', () => {
    const test = eventOf('customer.updated', customerOf(), 1, { livemode: false });
    expect(translate(test)).toMatchObject({
      failed: expect.stringMatching(/^wrongAccount: .*account: test/),
      wrongAccount: true,
    });
    expect(translate(test, { account: 'acct_1' })).toMatchObject({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(Object.keys(factsIn([test], { account: 'test' }))).toEqual(['customer cus_1']);
    expect(translate(updated, { account: 'test' })).toMatchObject({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(translate(eventOf('customer.updated', customerOf(), 1, { livemode: undefined }))).toMatchObject({
      failed: expect.stringContaining('livemode'),
    });
  });

  it('is of the connected account that is configured, or of none', () => {
    const connected = eventOf('customer.updated', customerOf(), 1, { account: 'acct_2' });
    expect(translate(connected, { account: 'acct_1' })).toMatchObject({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    for (const settings of [{ account: 'acct_2' }, {}])
      expect(translate(connected, settings)).toHaveProperty('observations');
    expect(translate(updated, { account: 'acct_1' })).toHaveProperty('observations');
  });

  it('that is thin is refused with what to do', () => {
    const thin = JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found' });
    expect(translate(thin)).toMatchObject({ failed: expect.stringContaining('snapshot events') });
  });

  it.each(['[]', '{}', '1', 'null', '{"object":"event"}'])('is not what is something else: %s', (body) => {
    expect(translate(body)).toMatchObject({ failed: expect.stringContaining('not an event') });
  });

  it.each([
    'customer.source.created',
    'customer.discount.created',
    'customer.subscription.unknown',
    'invoice.upcoming',
    'invoice.created',
    'invoice_payment.paid',
    'refund.created',
    'charge.succeeded',
    'charge.dispute.created',
    'toString',
    '__proto__',
  ])('of another type says nothing: %s', (type) => {
    expect(translate(eventOf(type, { id: 'x', status: 'paid' }))).toEqual({ observations: [], rejected: [] });
  });

  it('without a time is refused by its place', () => {
    for (const created of [undefined, null, 'soon', -1, 1.5, 2 ** 53])
      expect(translate(eventOf('customer.updated', customerOf(), 1, { created }))).toMatchObject({
        observations: [],
        rejected: [{ path: 'created' }],
      });
  });

  it('takes the last of equal keys, as JSON does, and keeps to members of its own', () => {
    const body = updated.replace('"name":', '"name":"Ana","name":').replace('"address"', '"__proto__"');
    expect(factsIn([body])).toEqual({ 'customer cus_1': { name: 'Três velas & um leme' } });
  });

  it('refuses what is no well-formed text, alone', () => {
    const body = eventOf('customer.subscription.updated', subscriptionOf({ customer: '\ud800' }));
    const translation = translate(body);
    expect(translation).toMatchObject({ rejected: [{ path: 'data.object.customer' }] });
    expect(translation).toMatchObject({ observations: [{ set: { mrr: '20' } }] });
  });

  it('may be of a megabyte', () => {
    const body = eventOf('customer.updated', customerOf({ description: 'a'.repeat(1_000_000) }), 1);
    expect(factsIn([body])).toHaveProperty('customer cus_1');
  });
});

describe('a customer', () => {
  it('has a name, and is none yet for being known', () => {
    expect(factsIn([updated])).toEqual({ 'customer cus_1': { name: 'Três velas & um leme' } });
  });

  it('is tied by what the configuration names, and by address', () => {
    const settings = {
      identity: { customer: 'metadata.crm_id' },
      authority: { customer: 'kommo' },
      sources: ['kommo', 'stripe'],
      byEmail: true,
    };
    expect(recordsOf([updated], settings).get('customer cus_1')?.same).toEqual(
      ['kommo:42', emailAlias('ana@acme.example')].sort(),
    );
    expect(JSON.stringify(translate(updated, settings))).not.toMatch(/ana@acme/i);
    expect(recordsOf([updated]).get('customer cus_1')?.same).toEqual([]);
  });

  it('is deleted for good, in whatever order that is told', () => {
    const deleted = eventOf('customer.deleted', customerOf(), 1);
    for (const bodies of [
      [updated, deleted],
      [deleted, updated],
    ])
      expect(factsIn(bodies)['customer cus_1']).toMatchObject({ deleted: true });
  });

  it('has the fields of its metadata, and any other member, and loses what is emptied', () => {
    const fields = {
      customer: {
        'custom.tier': 'custom:tier',
        'custom.again': 'custom:metadata.tier',
        region: 'custom:address.country',
        since: 'custom:joined',
        industry: 'custom:currency.none',
      },
    };
    const full = eventOf('customer.created', customerOf({ metadata: { tier: 'gold', joined: '1780000000' } }));
    expect(factsIn([full], { fields })['customer cus_1']).toMatchObject({
      'custom.tier': 'gold',
      'custom.again': 'gold',
      region: 'PT',
      since: seconds(0) * 1000,
    });
    const emptied = eventOf('customer.updated', customerOf({ metadata: {} }), 1);
    expect(factsIn([full, emptied], { fields })['customer cus_1']).toMatchObject({
      'custom.tier': null,
      since: null,
      region: 'PT',
    });
  });
});

describe('a product', () => {
  it('has a name', () => {
    const body = eventOf('product.updated', { id: 'prod_rigging', object: 'product', name: 'Rigging' });
    expect(factsIn([body])).toEqual({ 'product prod_rigging': { name: 'Rigging' } });
    expect(factsIn([body, eventOf('product.deleted', { id: 'prod_rigging' })])).toMatchObject({
      'product prod_rigging': { deleted: true },
    });
  });
});

describe('a refund', () => {
  const refund = (change: Record<string, unknown>) =>
    translate(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', currency: 'eur', refunded: true, ...change }));

  it('of a whole charge leaves nothing of its order', () => {
    expect(refund({ invoice: 'in_2' })).toMatchObject({
      observations: [{ record: 'order', id: 'in_2', set: { amount: '0' } }],
      rejected: [],
    });
  });

  it('that cannot be told of an order is counted', () => {
    expect(refund({})).toMatchObject({ observations: [], rejected: [{ path: 'data.object.invoice' }] });
    expect(refund({ invoice: 'in_2', refunded: false })).toMatchObject({
      observations: [],
      rejected: [{ path: 'data.object.amount_refunded' }],
    });
  });

  it('of what was no invoice says nothing', () => {
    expect(refund({ invoice: null })).toEqual({ observations: [], rejected: [] });
  });
});

describe('a story', () => {
  it('gives the same records shuffled, doubled and late', () => {
    const bodies = [
      eventOf('customer.created', customerOf()),
      eventOf('customer.subscription.created', subscriptionOf({ status: 'incomplete' })),
      eventOf('customer.subscription.updated', subscriptionOf()),
      eventOf('invoice.paid', invoiceOf({ id: 'in_1', billing_reason: 'subscription_create' }), 0),
      eventOf('invoice.finalized', invoiceOf({ status: 'open', amount_paid: 0 }), 30),
      eventOf('invoice.paid', invoiceOf(), 30),
      eventOf('charge.refunded', { invoice: 'in_2', refunded: true, currency: 'eur' }, 33),
      eventOf('customer.subscription.deleted', subscriptionOf({ status: 'canceled', ended_at: seconds(60) }), 60),
      eventOf('customer.deleted', customerOf(), 60),
    ];
    const told = factsIn(bodies);
    const sorted = (records: object) => Object.entries(records).sort();
    for (let turn = 0; turn < bodies.length; turn += 1) {
      const turned = [...bodies.slice(turn), ...bodies.slice(0, turn)];
      for (const order of [turned, turned.toReversed(), [...turned, ...bodies]])
        expect(sorted(factsIn(order))).toEqual(sorted(told));
    }
  });
});

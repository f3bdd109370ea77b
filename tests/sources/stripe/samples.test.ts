import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stripe } from '../../../lambdas/sources/stripe/index.ts';
import type { Facts } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { factsIn, translate } from './records.ts';

/** All samples are of test mode. */
const settings = { account: 'test' };
const at = 1_234_567_890_000;

/** What each published payload says, read off it by hand. */
const samples: Readonly<Record<string, Readonly<Record<string, Facts>>>> = {
  // Its trial, its beginning and its end are all of the same second.
  'customer.subscription.updated.COMPOSED.json': {
    'subscription sub_1Pgc6rB7WZ01zgkWNy0Cn5nw': {
      customer: 'cus_QXg1o8vcGmoR32',
      startedAt: at,
      endedAt: at,
      mrr: '20',
      currency: 'USD',
      plan: 'price_1PgafmB7WZ01zgkW6dKueIc5',
      product: 'prod_QXg1hqf4jFNsqG',
      endReason: null,
    },
    'renewal sub_1Pgc6rB7WZ01zgkWNy0Cn5nw:1234567890': { deleted: true },
  },
  'event-plan.created.json': {},
};

/** Objects without the event that they would come in. */
const objects = ['invoice.object.json', 'subscription.object.json'];

const read = (name: string): Buffer => payload(`stripe/${name}`);

const within = (type: string, object: unknown, created: number): string =>
  JSON.stringify({ object: 'event', type, livemode: false, created, data: { object } });

describePayloads('the published payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('stripe')).sort()).toEqual([...Object.keys(samples), ...objects].sort());
  });

  it.each(Object.entries(samples))('%s', (name, records) => {
    expect(factsIn([read(name)], settings)).toEqual(records);
    expect(stripe.timeless({ body: read(name), headers: {} })).toBe(false);
  });

  it.each([...Object.keys(samples)])('%s is of test mode, and counts nowhere else', (name) => {
    for (const account of [undefined, 'acct_1'])
      expect(translate(read(name), account === undefined ? {} : { account })).toMatchObject({
        failed: expect.stringMatching(/^wrongAccount: /),
        wrongAccount: true,
      });
  });

  it.each(objects)('%s is no event', (name) => {
    expect(translate(read(name), settings)).toMatchObject({ failed: expect.stringContaining('not an event') });
  });

  it('subscription.object.json says in an event what the composed one does', () => {
    const object = JSON.parse(read('subscription.object.json').toString());
    expect(factsIn([within('customer.subscription.updated', object, at / 1000)], settings)).toEqual(
      samples['customer.subscription.updated.COMPOSED.json'],
    );
  });

  it('invoice.object.json is a draft, and paid it is an order of ten dollars', () => {
    const object = JSON.parse(read('invoice.object.json').toString());
    expect(factsIn([within('invoice.updated', object, at / 1000)], settings)).toEqual({});
    const paid = { ...object, status: 'paid', amount_paid: 1000 };
    expect(factsIn([within('invoice.paid', paid, at / 1000)], settings)).toEqual({
      'order in_1Pgc6tB7WZ01zgkWu9fdqL6I': {
        customer: 'cus_QXg1o8vcGmoR32',
        at,
        amount: '10',
        currency: 'USD',
      },
    });
  });
});

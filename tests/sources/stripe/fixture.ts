import { createHmac } from 'node:crypto';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { stripe } from '../../../lambdas/sources/stripe/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { customerOf, eventOf, invoiceOf, itemOf, itemsOf, priceOf, seconds, subscriptionOf } from './events.ts';

/** A request as Stripe signs it, with whatever seconds. */
export const signed = (body: string, secret: string, now: number): HookRequest => {
  const timestamp = Math.floor(now / 1000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return requestWith({
    body: Buffer.from(body),
    headers: { 'stripe-signature': `t=${timestamp},v1=${signature},v0=${'0'.repeat(64)}` },
    now,
  });
};

const body = eventOf('customer.subscription.created', subscriptionOf());

export const fixture: SourceFixture = {
  source: stripe,
  settings: configured('stripe', {
    fields: { customer: { region: 'custom:address.country', 'custom.tier': 'custom:tier' } },
    identity: { customer: 'metadata.crm_id' },
    authority: { customer: 'stripe' },
    byEmail: true,
  }),
  secrets: ['whsec_8Kq2vT5nLw0sXc7RbYd3', 'whsec_Zp4mJ9hGf6aQe1UtNk8o'],
  request: (secret, now) => signed(body, secret, now),
  proof: { header: 'stripe-signature', signature: /(?<=v1=)[0-9a-f]+/, isDated: true },
  tampered: (request) => ({
    ...request,
    body: Buffer.from(Buffer.from(request.body).toString().replace('2000', '2001')),
  }),
  unproven: (request) => ({ ...request, headers: {} }),
  account: { body: eventOf('customer.updated', customerOf(), 1, { account: 'acct_2' }), id: 'acct_2' },
  bodies: [
    body,
    eventOf('customer.updated', customerOf(), 1),
    eventOf('invoice.paid', invoiceOf(), 30),
    eventOf(
      'customer.subscription.deleted',
      subscriptionOf({
        status: 'canceled',
        ended_at: seconds(30),
        items: itemsOf(
          itemOf(priceOf(99, { interval: 'week' }), { quantity: 3 }),
          itemOf(priceOf(7, { interval: 'day' })),
        ),
      }),
      30,
    ),
    eventOf('charge.refunded', { id: 'ch_1', object: 'charge', invoice: 'in_2', refunded: true, currency: 'eur' }, 40),
    eventOf('plan.created', { id: 'price_1', object: 'plan' }),
  ],
};

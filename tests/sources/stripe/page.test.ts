import { describe, expect, it } from 'vitest';
import { describeExample, pageOf } from '../page.ts';
import { customerOf, eventOf, invoiceOf, subscriptionOf } from './events.ts';
import { fixture } from './fixture.ts';
import { translate } from './records.ts';

const page = pageOf('stripe');

const statuses: Readonly<Record<string, string>> = {
  paid: 'paid',
  updated: 'paid',
  voided: 'void',
  marked_uncollectible: 'uncollectible',
};

/** What an event of a type holds. */
const objectOf = (type: string): Readonly<Record<string, unknown>> => {
  const action = type.slice(type.lastIndexOf('.') + 1);
  if (type.startsWith('customer.subscription.')) return subscriptionOf();
  if (type.startsWith('invoice.')) return invoiceOf({ status: statuses[action] ?? 'open' });
  return type.startsWith('charge.') ? { invoice: 'in_2', refunded: true, currency: 'eur' } : customerOf();
};

describe('the page of Stripe', () => {
  describeExample(fixture);

  it('has no event chosen in vain', () => {
    const [, list = ''] = /Choose these events:\n([\s\S]*?)\nThen show/.exec(page) ?? [];
    const types = [...list.matchAll(/`([a-z_.]+)`/g)].map(([, type = '']) => type);
    expect(types).toHaveLength(17);
    for (const type of types) {
      const translation = translate(eventOf(type, objectOf(type)));
      expect({ type, said: 'observations' in translation && translation.observations.length > 0 }).toEqual({
        type,
        said: true,
      });
    }
  });
});

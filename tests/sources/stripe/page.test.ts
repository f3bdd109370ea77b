import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { stripe } from '../../../lambdas/sources/stripe/index.ts';
import { customerOf, eventOf, invoiceOf, subscriptionOf } from './events.ts';
import { translate } from './records.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/stripe.md'), 'utf8');

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
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const filled = example.replace(/\$\{\w+\}/, 'whsec_8Kq2vT5nLw0sXc7RbYd3');
    const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(filled) };
    const known = {
      ...builtIn,
      systems: ['stripe'],
      secretProblem: (_: string, secret: string) => stripe.secretProblem(secret),
    };
    expect(validateConfiguration(workspace, known)).toMatchObject({ configuration: {}, warnings: [] });
  });

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

import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Stripe: snapshot events of customers, subscriptions, invoices and refunds. */
export const stripe: Source = {
  ...verifier,
  name: 'Stripe',
  // Live events are repeated for three days.
  retryWindow: 72 * hour,
  // Every event says when it was created.
  timeless: () => false,
  translate,
};

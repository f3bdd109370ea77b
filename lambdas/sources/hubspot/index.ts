import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** HubSpot: webhook subscriptions of an app, in the legacy and in the generic form. */
export const hubspot: Source = {
  ...verifier,
  name: 'HubSpot',
  // Up to ten repeats, spread over a day.
  retryWindow: 24 * hour,
  // Every event says when it occurred.
  timeless: () => false,
  translate,
};

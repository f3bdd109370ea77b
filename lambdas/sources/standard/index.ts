import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Anything that posts observations and signs them as Standard Webhooks does. */
export const standard: Source = {
  ...verifier,
  name: 'Standard Webhooks',
  holdsObservations: true,
  // The sum of the delays that the specification recommends to senders, to the next hour.
  retryWindow: 76 * hour,
  timeless: () => false,
  translate,
};

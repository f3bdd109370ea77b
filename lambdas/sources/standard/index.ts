import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { secretProblem, verify } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Anything that posts observations and signs them as Standard Webhooks does. */
export const standard: Source = {
  system: 'standard',
  secretKind: 'signing',
  keptHeaders: [],
  // The sum of the delays that the specification recommends to senders, to the next hour.
  retryWindow: 76 * hour,
  secretProblem,
  verify,
  timeless: () => false,
  translate,
};

import type { Source } from '../source.ts';
import { timeless, translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Salesforce: outbound messages, and change events that something hands on. */
export const salesforce: Source = {
  ...verifier,
  name: 'Salesforce',
  // It repeats a message for 24 hours, and then drops it.
  retryWindow: 24 * hour,
  timeless,
  translate,
};

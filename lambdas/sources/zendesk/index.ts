import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Zendesk: webhooks that are subscribed to events of tickets, organizations and users. */
export const zendesk: Source = {
  ...verifier,
  name: 'Zendesk',
  // A few repeats within minutes, of which nobody promises how many.
  retryWindow: hour,
  // Every event says when it happened.
  timeless: () => false,
  translate,
};

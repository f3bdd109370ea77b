import type { Source } from '../source.ts';
import { timeless, translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** ClickUp: webhooks of its API, and those that its automations call. */
export const clickup: Source = {
  ...verifier,
  name: 'ClickUp',
  // It repeats five times, and does not say in how long.
  retryWindow: 24 * hour,
  timeless,
  translate,
};

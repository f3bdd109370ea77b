import type { Source } from '../source.ts';
import { timeless, translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Kommo, formerly amoCRM: webhooks of an account and of its digital pipeline. */
export const kommo: Source = {
  ...verifier,
  name: 'Kommo',
  // Its repeats end about an hour and a half after the first attempt.
  retryWindow: 2 * hour,
  timeless,
  translate,
};

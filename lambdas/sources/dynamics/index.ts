import type { Source } from '../source.ts';
import { timeless, translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** Microsoft Dynamics 365: webhooks of Dataverse, its database. */
export const dynamics: Source = {
  ...verifier,
  name: 'Dynamics 365',
  // It repeats once, at once; a repetition by hand is another operation.
  retryWindow: hour,
  timeless,
  translate,
};

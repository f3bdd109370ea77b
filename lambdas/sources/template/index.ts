import type { Source } from '../source.ts';
import { translate } from './translate.ts';
import { verifier } from './verify.ts';

const hour = 60 * 60 * 1000;

/** A system that there is not: copy the folder, and make it yours. */
export const template: Source = {
  ...verifier,
  name: 'Template',
  retryWindow: 24 * hour,
  timeless: () => false,
  translate,
};

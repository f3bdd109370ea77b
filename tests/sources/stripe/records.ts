import { stripe } from '../../../lambdas/sources/stripe/index.ts';
import { readingOf } from '../records.ts';

export const { translate, recordsOf, factsIn } = readingOf(stripe);

import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import { readingOf } from '../records.ts';

export const { translate, recordsOf, factsIn } = readingOf(salesforce);

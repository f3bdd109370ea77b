import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { readingOf } from '../records.ts';

export const { translate, recordsOf, factsIn } = readingOf(kommo);

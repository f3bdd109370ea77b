import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import type { Facts } from '../records.ts';
import { readingOf } from '../records.ts';
import { dealId } from './context.ts';

export const { translate, recordsOf, factsIn } = readingOf(dynamics);

type Settings = Parameters<typeof factsIn>[1];

/** What bodies say of the row that all of them are about. */
export const factsOf = (record: string, bodies: readonly string[], settings?: Settings): Facts | undefined =>
  factsIn(bodies, settings)[`${record} ${dealId}`];

export const deal = (bodies: readonly string[], settings?: Settings): Facts | undefined =>
  factsOf('deal', bodies, settings);

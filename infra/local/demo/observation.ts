import type { RecordType } from '../../../lambdas/domain/records/vocabulary.ts';

/** What the hub says, before it is put into a request. `at` is in epoch milliseconds. */
export interface Observation {
  readonly record: RecordType;
  readonly id: string;
  readonly at: number;
  readonly set: Readonly<Record<string, string | number | boolean | null>>;
  readonly same?: readonly string[];
}

/** An instant as an observation tells it. */
export const said = (instant: number): string => new Date(instant).toISOString();

/** One request as Standard Webhooks recommends it. */
export const hubBody = (observations: readonly Observation[]): string =>
  JSON.stringify({
    type: 'records.changed',
    timestamp: said(Math.max(...observations.map(({ at }) => at))),
    data: observations.map((observation) => ({ ...observation, at: said(observation.at) })),
  });

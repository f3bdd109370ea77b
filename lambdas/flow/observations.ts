import type { Delivery } from '../domain/ports.ts';
import type { Rejection } from '../domain/records/observation.ts';
import type { Services } from './services.ts';
import { translate } from './translate.ts';
import { batchIn, type ReadableDelivery } from './translation.ts';

export interface PostedBatch {
  readonly workspace: string;
  readonly source: string;
  readonly body: Uint8Array;
  readonly contentType: string;
}

export interface Accepted {
  readonly accepted: number;
  readonly rejected: readonly Rejection[];
}

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

/**
 * Takes a posted batch in. What is accepted is stored as a delivery before it is applied, and is in the records when
 * the answer is given. Where applying it fails for the moment, the next sweep or review does it. Of a batch without a
 * good observation nothing is kept.
 *
 * @returns undefined when the workspace has no such source
 */
export const postObservations = async (
  services: Needs,
  { workspace, source, body, contentType }: PostedBatch,
): Promise<Accepted | undefined> => {
  const { deliveries, workspaces, clock } = services;
  const found = await workspaces.get(workspace);
  if (!found?.configuration.sources.some(({ id }) => id === source)) return undefined;
  const receivedAt = clock();
  const batch = batchIn(body, contentType, receivedAt);
  if (!batch) return { accepted: 0, rejected: [{ index: 0, path: '', message: 'The body is not UTF-8.' }] };
  const { observations, rejected } = batch;
  if (observations.length > 0) {
    const headers = { 'content-type': contentType };
    const delivery: Delivery = { workspace, source, kind: 'observations', receivedAt, body, headers };
    const key = await deliveries.put(delivery);
    // What was just stored is known: it is neither fetched nor read again.
    const stored: ReadableDelivery = { ...delivery, key, outcome: null, batch };
    const get: typeof deliveries.get = async (asked) => (asked === key ? stored : deliveries.get(asked));
    await translate({ ...services, deliveries: { ...deliveries, get } }, [key]);
  }
  return { accepted: observations.length, rejected };
};

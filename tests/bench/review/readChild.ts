import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import { interleave } from '../../../lambdas/adapters/dynamodb/interleave.ts';
import { partition } from '../../../lambdas/adapters/dynamodb/query.ts';
import { rawPages } from '../../../lambdas/adapters/dynamodb/rawQuery.ts';
import { linkPartition, recordPartition, recordShards } from '../../../lambdas/adapters/dynamodb/recordKey.ts';
import { createRecords, shardsAtOnce } from '../../../lambdas/adapters/dynamodb/records.ts';
import { createReviews } from '../../../lambdas/adapters/dynamodb/reviews.ts';
import { createWorkspaces } from '../../../lambdas/adapters/dynamodb/workspaces.ts';
import { startReview } from '../../../lambdas/domain/reviews/compute.ts';
import { computeReviews, readsAtOnce } from '../../../lambdas/flow/compute.ts';
import { inParallel } from '../../../lambdas/flow/parallel.ts';
import { firstGeneration } from '../../../lambdas/flow/translate.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { answering } from '../support/answering.ts';
import { database, tables } from '../support/environment.ts';
import { asOf, period, source, workspaceNamed } from './company.ts';
import { measured } from './measured.ts';

/**
 * One measurement in a process of its own: a review, or the fetching of what it reads.
 */

export interface Ask {
  readonly what: 'review' | 'pages';
  readonly endpoint: string;
  /** Small and of the same kind: read first, so that what is measured is not the start of a process. */
  readonly warmUp: string;
  readonly workspace: string;
}

type Client = ReturnType<typeof createClient>;

/** What the function does, in full. */
const review = async (client: Client, name: string): Promise<number> => {
  const services = {
    deliveries: createDeliveries(client, tables.deliveries),
    records: createRecords(client, tables.records),
    reviews: createReviews(client, tables.reviews),
    workspaces: createWorkspaces(client, tables.reviews),
    // For a source that is being rebuilt, which none is here.
    sources: new Map(),
    logger,
    pause: async () => {},
    clock: () => asOf,
  };
  const workspace = workspaceNamed(name);
  const [document] = await computeReviews(services, {
    workspace,
    period,
    scopes: [null],
    asOf,
    sends: [],
    consistent: false,
  });
  return JSON.stringify(document).length;
};

/** The same requests for records, in the same order and as many at a time; of each page no more than JSON.parse. */
const pages = async (client: Client, name: string): Promise<number> => {
  let items = 0;
  const read = async (partitionOf: (shard: number) => string): Promise<void> => {
    const shards = recordShards.map(
      (shard) => () => rawPages(client, tables.records, { ...partition(partitionOf(shard)), ConsistentRead: false }),
    );
    for await (const page of interleave(shards, shardsAtOnce)) items += page.items.length;
  };
  const workspace = workspaceNamed(name);
  const { phases } = startReview({ workspace, period, scopes: [null], asOf, received: {}, sentBefore: {} });
  await read((shard) => linkPartition(name, source, firstGeneration, shard));
  for (const phase of phases)
    await inParallel(phase, readsAtOnce, (type) =>
      read((shard) => recordPartition(name, source, firstGeneration, type, shard)),
    );
  return items;
};

answering(async (ask: Ask) => {
  const client = createClient({ endpoint: ask.endpoint, ...database });
  const read = ask.what === 'review' ? review : pages;
  await read(client, ask.warmUp);
  const measurement = await measured(() => read(client, ask.workspace));
  client.destroy();
  return measurement;
});

import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { recordItem } from '../../../lambdas/adapters/dynamodb/records.ts';
import type { ReadRecord } from '../../../lambdas/domain/reviews/compute.ts';
import { firstGeneration } from '../../../lambdas/flow/translate.ts';

const batchSize = 25;
const batchesAtOnce = 16;

/** Writes records as the store does, one write each. */
export const loadRecords = async (
  client: DynamoDBClient,
  table: string,
  workspace: string,
  records: Iterable<ReadRecord>,
): Promise<void> => {
  const write = async (batch: readonly WriteRequest[]): Promise<void> => {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [...batch] } }),
    );
    if (UnprocessedItems?.[table]?.length) throw new Error('The embedded database left items unwritten.');
  };
  const requests = records[Symbol.iterator]();
  const nextBatch = (): WriteRequest[] => {
    const batch: WriteRequest[] = [];
    while (batch.length < batchSize) {
      const { done, value } = requests.next();
      if (done) break;
      const { source, type, id, state, changedAt } = value;
      const key = { workspace, source, generation: firstGeneration, type, id };
      batch.push({ PutRequest: { Item: { ...recordItem({ key, state, changedAt }), v: { N: '1' } } } });
    }
    return batch;
  };
  const worker = async (): Promise<void> => {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) await write(batch);
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, worker));
};

import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { type Item, placed } from '../../../lambdas/adapters/dynamodb/items.ts';
import { linkPlace } from '../../../lambdas/adapters/dynamodb/recordKey.ts';
import { recordItem } from '../../../lambdas/adapters/dynamodb/records.ts';
import type { RecordKey } from '../../../lambdas/domain/ports.ts';
import type { ReadRecord } from '../../../lambdas/domain/reviews/compute.ts';
import { firstGeneration } from '../../../lambdas/flow/translate.ts';

const batchSize = 25;
const batchesAtOnce = 16;

const writeItems = async (client: DynamoDBClient, table: string, items: Iterable<Item>): Promise<void> => {
  const write = async (batch: readonly WriteRequest[]): Promise<void> => {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [...batch] } }),
    );
    if (UnprocessedItems?.[table]?.length) throw new Error('The embedded database left items unwritten.');
  };
  const requests = items[Symbol.iterator]();
  const nextBatch = (): WriteRequest[] => {
    const batch: WriteRequest[] = [];
    while (batch.length < batchSize) {
      const { done, value } = requests.next();
      if (done) break;
      batch.push({ PutRequest: { Item: value } });
    }
    return batch;
  };
  const worker = async (): Promise<void> => {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) await write(batch);
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, worker));
};

const keyOf = (workspace: string, { source, type, id }: ReadRecord): RecordKey => ({
  workspace,
  source,
  generation: firstGeneration,
  type,
  id,
});

function* itemsOf(records: Iterable<ReadRecord>, item: (record: ReadRecord) => Item): Generator<Item> {
  for (const record of records) yield item(record);
}

/** Writes records as the store does, one write each. */
export const loadRecords = (
  client: DynamoDBClient,
  table: string,
  workspace: string,
  records: Iterable<ReadRecord>,
): Promise<void> =>
  writeItems(
    client,
    table,
    itemsOf(records, (record) => ({
      ...recordItem({ key: keyOf(workspace, record), state: record.state, changedAt: record.changedAt }),
      v: { N: '1' },
    })),
  );

/** Writes the pointers by which records with a merge or another name are found. */
export const loadPointers = (
  client: DynamoDBClient,
  table: string,
  workspace: string,
  records: Iterable<ReadRecord>,
): Promise<void> =>
  writeItems(
    client,
    table,
    itemsOf(records, (record) => placed(linkPlace(keyOf(workspace, record)))),
  );

import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { backoff } from '../backoff.ts';
import { type Place, placed } from './items.ts';

const mostAtOnce = 25;
const mostAttempts = 8;

const deleteBatch = async (client: DynamoDBClient, table: string, places: readonly Place[]): Promise<void> => {
  let wanted: WriteRequest[] = places.map((place) => ({ DeleteRequest: { Key: placed(place) } }));
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: wanted } }));
    wanted = UnprocessedItems?.[table] ?? [];
    if (wanted.length === 0) return;
    await backoff(attempt);
  }
  throw new Error(
    `DynamoDB left ${wanted.length} of ${places.length} items of ${table} undeleted in ${mostAttempts} attempts: it is throttling.`,
  );
};

/** Deletes the items at places that are all different; that there is none at some of them is no error. */
export const batchDelete = async (client: DynamoDBClient, table: string, places: readonly Place[]): Promise<void> => {
  for (let from = 0; from < places.length; from += mostAtOnce)
    await deleteBatch(client, table, places.slice(from, from + mostAtOnce));
};

import { BatchGetItemCommand, type DynamoDBClient, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { backoff } from '../backoff.ts';
import { type Item, type Place, placed } from './items.ts';

const mostAtOnce = 100;
const mostAttempts = 8;

const getBatch = async (client: DynamoDBClient, table: string, places: readonly Place[]): Promise<Item[]> => {
  const items: Item[] = [];
  let wanted: KeysAndAttributes = { Keys: places.map(placed), ConsistentRead: true };
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: wanted } }),
    );
    items.push(...(Responses?.[table] ?? []));
    const left = UnprocessedKeys?.[table];
    if (!left?.Keys?.length) return items;
    wanted = left;
    await backoff(attempt);
  }
  throw new Error(
    `DynamoDB left ${wanted.Keys?.length} of ${places.length} items of ${table} unread in ${mostAttempts} attempts: it is throttling.`,
  );
};

/** The items at places that are all different, in no particular order, seeing every write acknowledged before. */
export const batchGet = async (client: DynamoDBClient, table: string, places: readonly Place[]): Promise<Item[]> => {
  const items: Item[] = [];
  for (let from = 0; from < places.length; from += mostAtOnce)
    items.push(...(await getBatch(client, table, places.slice(from, from + mostAtOnce))));
  return items;
};

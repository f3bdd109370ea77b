import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './items.ts';

export type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** The pages of a query, as long as someone asks for them. */
export async function* queryPages(client: DynamoDBClient, table: string, query: Query): AsyncGenerator<Item[]> {
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ConsistentRead: true,
        ...query,
        TableName: table,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    if (Items.length > 0) yield Items;
    start = LastEvaluatedKey;
  } while (start);
}

/** All items that a query finds. */
export const queryAll = async (client: DynamoDBClient, table: string, query: Query): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of queryPages(client, table, query)) items.push(...page);
  return items;
};

/** The items of a partition, or those whose sort key begins with `prefix`. */
export const partition = (pk: string, prefix?: string): Query =>
  prefix === undefined
    ? { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }
    : {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
      };

/** The items of a partition whose sort key is within `[from, to]`. */
export const range = (pk: string, from: string, to: string): Query => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
});

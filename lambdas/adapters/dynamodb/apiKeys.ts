import { DeleteItemCommand, type DynamoDBClient, ReturnValue } from '@aws-sdk/client-dynamodb';
import type { ApiKey, ApiKeys } from '../../domain/ports.ts';
import { getItem, type Item, type Place, placed, putItem, text } from './items.ts';
import { partition, queryAll } from './query.ts';
import { keyListed, keyPlace, keysPartition } from './reviewsTable.ts';

/** A key is an item found by its hash and one listed by its workspace, each holding it as JSON in `key`. */
const keyOf = (item: Item): ApiKey => JSON.parse(text(item, 'key')) as ApiKey;

/** API keys in DynamoDB. A key that works is always listed, whatever is cut off between the two writes. */
export const createApiKeys = (client: DynamoDBClient, table: string): ApiKeys => {
  const remove = (place: Place) =>
    client.send(new DeleteItemCommand({ TableName: table, Key: placed(place), ReturnValues: ReturnValue.ALL_OLD }));

  return {
    async put(hash, key) {
      const json = { S: JSON.stringify(key) };
      await putItem(client, table, { ...placed(keyListed(key.workspace, key.id)), key: json, hash: { S: hash } });
      await putItem(client, table, { ...placed(keyPlace(hash)), key: json });
    },

    async find(hash) {
      const item = await getItem(client, table, keyPlace(hash));
      return item && keyOf(item);
    },

    async list(workspace) {
      const items = await queryAll(client, table, partition(keysPartition(workspace)));
      return items.map(keyOf).sort((a, b) => a.createdAt - b.createdAt);
    },

    async remove(workspace, id) {
      const listed = await getItem(client, table, keyListed(workspace, id));
      if (!listed) return false;
      await remove(keyPlace(text(listed, 'hash')));
      const { Attributes } = await remove(keyListed(workspace, id));
      return Attributes !== undefined;
    },
  };
};

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Preferences } from '../../domain/ports.ts';
import { attribute, getItem, number, placed, putItem } from './items.ts';
import { preferencesPlace } from './reviewsTable.ts';

/** Recipients' choices in DynamoDB, by address as it is written in the configuration. */
export const createPreferences = (client: DynamoDBClient, table: string): Preferences => ({
  async get(workspace, recipient) {
    const item = await getItem(client, table, preferencesPlace(workspace, recipient));
    return item && { unsubscribedAt: item.unsubscribedAt?.NULL ? null : number(item, 'unsubscribedAt') };
  },

  async put(workspace, recipient, { unsubscribedAt }) {
    await putItem(client, table, {
      ...placed(preferencesPlace(workspace, recipient)),
      unsubscribedAt: attribute(unsubscribedAt),
    });
  },
});

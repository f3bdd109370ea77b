import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Failure, Workspaces } from '../../domain/ports.ts';
import { type Item, number, placed, putItem, text } from './items.ts';
import { padded } from './keyText.ts';
import { partition, queryPages } from './query.ts';
import { failurePrefix, sourcePartition } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

const mostRead = 20;
/** For as long as the health of a source looks back. */
const keptSeconds = 30 * 86_400;

/** The latest failures of a source; one of a delivery replaces the one before. */
export const createFailures = (client: DynamoDBClient, table: string): Pick<Workspaces, 'failed' | 'failures'> => ({
  async failed({ key, reason }) {
    const { workspace, source, receivedAt, hash } = key;
    await putItem(client, table, {
      ...placed({ pk: sourcePartition(workspace, source), sk: `${failurePrefix}${padded(receivedAt)}#${hash}` }),
      receivedAt: { N: String(receivedAt) },
      hash: { S: hash },
      reason: { S: reason },
      [ttlAttribute]: { N: String(Math.floor(receivedAt / 1000) + keptSeconds) },
    });
  },

  async failures(workspace, source) {
    const failure = (item: Item): Failure => ({
      key: { workspace, source, receivedAt: number(item, 'receivedAt'), hash: text(item, 'hash') },
      reason: text(item, 'reason'),
    });
    const query = {
      ...partition(sourcePartition(workspace, source), failurePrefix),
      ScanIndexForward: false,
      Limit: mostRead,
    };
    for await (const page of queryPages(client, table, query)) return page.map(failure);
    return [];
  },
});

import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DeliveryKey, Failure, Workspaces } from '../../domain/ports.ts';
import { type Item, number, type Place, placed, putItem, text } from './items.ts';
import { padded } from './keyText.ts';
import { partition, queryPages } from './query.ts';
import { failurePrefix, otherAccountPrefix, sourcePartition } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

const mostRead = 100;
/** Of those of another account: where one app serves several they are the usual state, and must not hide what is wrong. */
const mostOthersRead = 20;
/** For as long as the health of a source looks back. */
const keptSeconds = 30 * 86_400;

const placeOf = ({ workspace, source, receivedAt, hash }: DeliveryKey, prefix: string): Place => ({
  pk: sourcePartition(workspace, source),
  sk: `${prefix}${padded(receivedAt)}#${hash}`,
});

type Failures = Pick<Workspaces, 'failed' | 'mended' | 'failures'>;

/** The latest failures of a source; one of a delivery replaces the one before. */
export const createFailures = (client: DynamoDBClient, table: string): Failures => ({
  async failed({ key, reason, size, wrongAccount }) {
    const { receivedAt, hash } = key;
    await putItem(client, table, {
      ...placed(placeOf(key, wrongAccount ? otherAccountPrefix : failurePrefix)),
      receivedAt: { N: String(receivedAt) },
      hash: { S: hash },
      reason: { S: reason },
      ...(size !== undefined && { size: { N: String(size) } }),
      ...(wrongAccount && { wrongAccount: { BOOL: true } }),
      [ttlAttribute]: { N: String(Math.floor(receivedAt / 1000) + keptSeconds) },
    });
  },

  async mended(key) {
    for (const prefix of [failurePrefix, otherAccountPrefix])
      await client.send(new DeleteItemCommand({ TableName: table, Key: placed(placeOf(key, prefix)) }));
  },

  async failures(workspace, source) {
    const failure = (item: Item): Failure => ({
      key: { workspace, source, receivedAt: number(item, 'receivedAt'), hash: text(item, 'hash') },
      reason: text(item, 'reason'),
      ...(item.size && { size: number(item, 'size') }),
      ...(item.wrongAccount && { wrongAccount: true }),
    });
    const latest = async (prefix: string, limit: number): Promise<Failure[]> => {
      const query = {
        ...partition(sourcePartition(workspace, source), prefix),
        ScanIndexForward: false,
        Limit: limit,
      };
      for await (const page of queryPages(client, table, query)) return page.map(failure);
      return [];
    };
    return [...(await latest(failurePrefix, mostRead)), ...(await latest(otherAccountPrefix, mostOthersRead))];
  },
});

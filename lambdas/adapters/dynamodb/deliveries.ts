import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Deliveries, Delivery, DeliveryKey, Outcome, Receipt, Revision } from '../../domain/ports.ts';
import { readBody, writeBody } from './body.ts';
import {
  described,
  descriptionOf,
  outcomeOf,
  pending,
  revisionOf,
  revisionText,
  settledBytes,
  textBytes,
} from './deliveryItem.ts';
import {
  daysWithin,
  deliveryKeyAt,
  deliveryPart,
  headPlace,
  keyOf,
  partitionOf,
  shardOf,
  shards,
} from './deliveryKey.ts';
import { inOrder } from './inOrder.ts';
import { createItem, getItem, held, type Item, placed, text } from './items.ts';
import { padded } from './keyText.ts';
import { queryPages, range } from './query.ts';

const keyIn = (item: Item): DeliveryKey | undefined => deliveryKeyAt({ pk: text(item, 'pk'), sk: text(item, 'sk') });

const receiptsIn = (page: readonly Item[]): Receipt[] =>
  page.flatMap((item) => {
    const key = keyIn(item);
    return key ? [{ key, outcome: outcomeOf(item), ...revisionOf(item) }] : [];
  });

async function* receiptPages(pages: AsyncIterable<Item[]>): AsyncGenerator<Receipt[]> {
  for await (const page of pages) yield receiptsIn(page);
}

const setting = ({
  status,
  observations,
  rejected,
  wrongAccount,
  reason,
  size,
}: Outcome): { readonly set: string; readonly values: Item } => ({
  set: `SET s = :s, o = :o, j = :j${wrongAccount ? ', a = :a' : ''}${reason === undefined ? '' : ', r = :r'}${size === undefined ? '' : ', n = :n'}`,
  values: {
    ':s': { S: status === 'translated' ? 't' : 'f' },
    ':o': { N: String(observations) },
    ':j': { N: String(rejected) },
    ...(wrongAccount && { ':a': { BOOL: true } }),
    ...(reason !== undefined && { ':r': { S: reason } }),
    ...(size !== undefined && { ':n': { N: String(size) } }),
  },
});

/**
 * Deliveries in DynamoDB. A webhook of 1 KB costs one write unit to put and one to settle; what is pending is found
 * among what was received lately, without an index.
 */
export const createDeliveries = (client: DynamoDBClient, table: string): Deliveries => ({
  async put(delivery: Delivery): Promise<DeliveryKey> {
    const key = keyOf(delivery);
    const head: Item = { ...placed(headPlace(key)), ...described(delivery) };
    const body = await writeBody(client, table, delivery.body, deliveryPart(key), {
      beside: textBytes(head) + settledBytes,
    });
    // The same body received in the same millisecond is the same delivery: that it is there already is no error.
    await createItem(client, table, { ...head, ...body });
    return key;
  },

  async get(key) {
    const item = await getItem(client, table, headPlace(key));
    if (!item) return undefined;
    const { workspace, source, receivedAt } = key;
    const body = await readBody(client, table, item, deliveryPart(key));
    return {
      key,
      workspace,
      source,
      receivedAt,
      body,
      ...descriptionOf(item),
      outcome: outcomeOf(item),
      ...revisionOf(item),
    };
  },

  settle(key: DeliveryKey, outcome: Outcome) {
    const { set, values } = setting(outcome);
    return held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(headPlace(key)),
          UpdateExpression: set,
          ConditionExpression: 's = :pending',
          ExpressionAttributeValues: { ...values, ':pending': pending },
        }),
      ),
    );
  },

  async revise(key: DeliveryKey, revision: Revision) {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: placed(headPlace(key)),
        UpdateExpression: 'SET w = :w',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':w': { S: revisionText(revision) } },
      }),
    );
  },

  adopt(key: DeliveryKey, revision: Revision) {
    const { set, values } = setting(revision.outcome);
    const { wrongAccount, reason, size } = revision.outcome;
    const gone = Object.entries({ a: wrongAccount, r: reason, n: size }).flatMap(([name, value]) =>
      value === undefined ? [name] : [],
    );
    return held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(headPlace(key)),
          UpdateExpression: `${set} REMOVE ${[...gone, 'w'].join(', ')}`,
          ConditionExpression: 'w = :w',
          ExpressionAttributeValues: { ...values, ':w': { S: revisionText(revision) } },
        }),
      ),
    );
  },

  async *received(workspace, source, from, to) {
    for (const day of daysWithin(from, to)) {
      const pages = shards.map((shard) =>
        receiptPages(
          queryPages(client, table, {
            // A head's sort key goes on after the instant, so that those of `to` itself sort after the range.
            ...range(partitionOf(workspace, source, day, shard), padded(from), padded(to)),
            ProjectionExpression: 'pk, sk, s, o, j, a, r, n, w',
          }),
        ),
      );
      yield* inOrder(pages, ({ key }) => key.receivedAt);
    }
  },

  async latest(workspace, source, from, to, limit) {
    const newestIn = async (day: string, shard: number): Promise<DeliveryKey[]> => {
      const keys: DeliveryKey[] = [];
      const query = {
        ...range(partitionOf(workspace, source, day, shard), padded(from), padded(to)),
        ScanIndexForward: false,
        Limit: limit,
        ProjectionExpression: 'pk, sk',
      };
      for await (const page of queryPages(client, table, query)) {
        keys.push(...page.flatMap((item) => keyIn(item) ?? []));
        if (keys.length >= limit) break;
      }
      return keys;
    };
    const newest: DeliveryKey[] = [];
    for (const day of [...daysWithin(from, to)].reverse()) {
      const found = await Promise.all(shards.map((shard) => newestIn(day, shard)));
      newest.push(...found.flat().sort((one, other) => other.receivedAt - one.receivedAt));
      if (newest.length >= limit) break;
    }
    return newest.slice(0, limit);
  },

  /** Reads, in one shard of a day, what was received within the window: its cost grows with the source's traffic. */
  async firstReceipt(key, window) {
    const from = Math.max(0, key.receivedAt - window);
    for (const day of daysWithin(from, key.receivedAt + 1)) {
      const query = range(
        partitionOf(key.workspace, key.source, day, shardOf(key.hash)),
        padded(from),
        padded(key.receivedAt),
      );
      for await (const page of queryPages(client, table, { ...query, ProjectionExpression: 'pk, sk' })) {
        // A filter cannot name a part of the sort key, so the hash is compared here.
        const first = page.map(keyIn).find((found) => found?.hash === key.hash);
        if (first) return first.receivedAt;
      }
    }
    return key.receivedAt;
  },
});

import { DeleteItemCommand, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dayOf } from '../../domain/periods/utcDay.ts';
import type { Delivery, Refused } from '../../domain/ports.ts';
import { partsOf, readBody, writeBody } from './body.ts';
import { described, descriptionOf } from './deliveryItem.ts';
import {
  attribute,
  getItem,
  held,
  type Item,
  nullableText,
  number,
  type Place,
  placed,
  putItem,
  text,
} from './items.ts';
import { padded, sha256 } from './keyText.ts';
import { partition, queryPages, range } from './query.ts';
import { refusedCounter, refusedPart, refusedPartition, refusedPlace, refusedPrefix } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

const mostADay = 200;
const keptSeconds = 7 * 86_400;

/** After every id: these begin with digits. */
const lastId = '~';

const idOf = (item: Item): string => text(item, 'sk').slice(refusedPrefix.length);

const secondsOf = (instant: number): number => Math.floor(instant / 1000);

/**
 * Refused deliveries in DynamoDB: as deliveries are stored, with `t` for the SHA-256 of the token. DynamoDB deletes what
 * has expired within days and the embedded one never, so that what has is not listed either.
 */
export const createRefused = (client: DynamoDBClient, table: string, clock: () => number = Date.now): Refused => {
  const remove = async (place: Place): Promise<void> => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: placed(place) }));
  };

  /** Takes one of the day's places; false when none is left. */
  const takePlace = ({ workspace, source, receivedAt }: Delivery, ttl: Item): Promise<boolean> =>
    held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(refusedCounter(workspace, source, dayOf(receivedAt))),
          UpdateExpression: 'ADD taken :one SET #ttl = :ttl',
          ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
          ExpressionAttributeNames: { '#ttl': ttlAttribute },
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':most': { N: String(mostADay) },
            ':ttl': ttl[ttlAttribute] as Item[string],
          },
        }),
      ),
    );

  return {
    async setAside(delivery, tokenHash) {
      const { workspace, source, receivedAt, body } = delivery;
      const ttl: Item = { [ttlAttribute]: { N: String(secondsOf(receivedAt) + keptSeconds) } };
      if (!(await takePlace(delivery, ttl))) return false;
      const id = `${padded(receivedAt)}-${sha256(body)}`;
      await putItem(client, table, {
        ...placed(refusedPlace(workspace, source, id)),
        ...described(delivery),
        ...(await writeBody(client, table, body, refusedPart(workspace, source, id), { also: ttl })),
        receivedAt: { N: String(receivedAt) },
        t: attribute(tokenHash),
        ...ttl,
      });
      return true;
    },

    async *list(workspace, source) {
      for await (const page of queryPages(
        client,
        table,
        partition(refusedPartition(workspace, source), refusedPrefix),
      )) {
        for (const item of page) {
          if (number(item, ttlAttribute) <= secondsOf(clock())) continue;
          const id = idOf(item);
          const body = await readBody(client, table, item, refusedPart(workspace, source, id));
          const delivery = { workspace, source, receivedAt: number(item, 'receivedAt'), body, ...descriptionOf(item) };
          yield { delivery, tokenHash: nullableText(item, 't'), id };
        }
      }
    },

    async *kept(workspace, source, from) {
      const { pk, sk } = refusedPlace(workspace, source, padded(from));
      const query = {
        ...range(pk, sk, refusedPlace(workspace, source, lastId).sk),
        ProjectionExpression: 'sk, receivedAt, #ttl, #token, #kind, #headers',
        ExpressionAttributeNames: { '#ttl': ttlAttribute, '#token': 't', '#kind': 'k', '#headers': 'h' },
      };
      for await (const page of queryPages(client, table, query)) {
        for (const item of page) {
          const until = number(item, ttlAttribute);
          if (until <= secondsOf(clock())) continue;
          const { headers } = descriptionOf(item);
          const tokenHash = nullableText(item, 't');
          yield { id: idOf(item), receivedAt: number(item, 'receivedAt'), until: until * 1000, tokenHash, headers };
        }
      }
    },

    async remove(workspace, source, id) {
      const item = await getItem(client, table, refusedPlace(workspace, source, id));
      if (!item) return;
      await remove(refusedPlace(workspace, source, id));
      await Promise.all(
        Array.from({ length: partsOf(item) }, (_, index) => remove(refusedPart(workspace, source, id)(index))),
      );
    },
  };
};

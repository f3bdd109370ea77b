import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Preferences, Preferred, PreferredChange } from '../../domain/ports.ts';
import { attribute, getItem, type Item, nullableNumber, placed } from './items.ts';
import { linksPlace, preferencesPlace } from './reviewsTable.ts';

/** As attributes: instants as numbers, dates and tags as text, lists and maps as JSON. */
const lists = ['cadences', 'cadencesSince', 'cadencesLeft', 'attachments'] as const;
const texts = ['stoppedBy', 'locale', 'pausedUntil'] as const;

const preferredOf = (item: Item): Preferred => ({
  unsubscribedAt: nullableNumber(item, 'unsubscribedAt'),
  ...(item.subscribedAt?.N !== undefined && { subscribedAt: Number(item.subscribedAt.N) }),
  ...Object.fromEntries(texts.flatMap((name) => (item[name]?.S === undefined ? [] : [[name, item[name].S]]))),
  ...Object.fromEntries(
    lists.flatMap((name) => (item[name]?.S === undefined ? [] : [[name, JSON.parse(item[name].S)]])),
  ),
});

const written = (value: NonNullable<PreferredChange[keyof PreferredChange]>): AttributeValue =>
  attribute(typeof value === 'object' ? JSON.stringify(value) : value);

/** `SET #a = :a REMOVE #b`: what is not named stays as whoever else has written it meanwhile. */
const expressionOf = (change: PreferredChange) => {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = entries.flatMap(([name, value]) => (value === null ? [] : [[name, written(value)] as const]));
  const removed = entries.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  return {
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    }),
  };
};

/** Recipients' choices in DynamoDB, and up to when links to them have ended. */
export const createPreferences = (client: DynamoDBClient, table: string): Preferences => {
  const revokedUntil = async (workspace: string, mailbox: string | null): Promise<number> => {
    const item = await getItem(client, table, linksPlace(workspace, mailbox));
    return (item && nullableNumber(item, 'revokedUntil')) ?? 0;
  };
  return {
    async get(workspace, mailbox) {
      const item = await getItem(client, table, preferencesPlace(workspace, mailbox));
      return item && preferredOf(item);
    },

    async change(workspace, mailbox, change) {
      const Key = placed(preferencesPlace(workspace, mailbox));
      await client.send(new UpdateItemCommand({ TableName: table, Key, ...expressionOf(change) }));
    },

    async revokeLinks(workspace, mailbox, until) {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(linksPlace(workspace, mailbox)),
          UpdateExpression: 'SET revokedUntil = :until',
          ExpressionAttributeValues: { ':until': { N: String(until) } },
        }),
      );
    },

    async linksRevokedUntil(workspace, mailbox) {
      return Math.max(...(await Promise.all([revokedUntil(workspace, null), revokedUntil(workspace, mailbox)])));
    },
  };
};

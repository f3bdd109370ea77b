import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../../domain/ports.ts';
import type { Cadence, Scope } from '../../domain/reviews/document.ts';
import type { Send, SendState } from '../../domain/reviews/send.ts';
import {
  attribute,
  createItem,
  getItem,
  held,
  type Item,
  nullableText,
  number,
  placed,
  putItem,
  text,
} from './items.ts';
import { partition, queryAll } from './query.ts';
import { sendById, sendPlace, sendsPartition } from './reviewsTable.ts';

/** What of a send changes; its key and id never do. */
const changeable = [
  'period',
  'state',
  'reason',
  'version',
  'messageId',
  'subject',
  'attempts',
  'queuedAt',
  'changedAt',
  'feedback',
] as const;

/** The given ones of what changes as attributes, each under its own name. */
const changed = (send: Partial<Send>): Item =>
  Object.fromEntries(
    changeable.flatMap((name) => {
      const value = send[name];
      return value === undefined ? [] : [[name, attribute(value)]];
    }),
  );

const sendOf = (workspace: string, item: Item): Send => ({
  id: text(item, 'id'),
  workspace,
  cadence: text(item, 'cadence') as Cadence,
  start: text(item, 'start'),
  scope: JSON.parse(text(item, 'scope')) as Scope | null,
  recipient: text(item, 'recipient'),
  period: text(item, 'period'),
  state: text(item, 'state') as SendState,
  reason: nullableText(item, 'reason'),
  version: number(item, 'version'),
  messageId: nullableText(item, 'messageId'),
  subject: nullableText(item, 'subject'),
  attempts: number(item, 'attempts'),
  queuedAt: number(item, 'queuedAt'),
  changedAt: number(item, 'changedAt'),
  feedback: nullableText(item, 'feedback'),
});

/**
 * The ledger of sends in DynamoDB. An answer lost on the way makes the SDK repeat a conditional write that was made: it
 * then says `false` although it was. So a `false` may leave a send in `sending`, where the schedule finds it, and never
 * lets two think that they hold it.
 */
export const createLedger = (client: DynamoDBClient, table: string): Ledger => ({
  async open(send) {
    const place = sendPlace(send);
    // The pointer first: it is the same whoever writes it, and an entry without one could not be found by its id.
    await putItem(client, table, { ...placed(sendById(send.workspace, send.id)), entry: { S: place.sk } });
    return createItem(client, table, {
      ...placed(place),
      id: { S: send.id },
      cadence: { S: send.cadence },
      start: { S: send.start },
      scope: { S: JSON.stringify(send.scope) },
      recipient: { S: send.recipient },
      ...changed(send),
    });
  },

  async get(key) {
    const item = await getItem(client, table, sendPlace(key));
    return item && sendOf(key.workspace, item);
  },

  async find(workspace, id) {
    if (id === '') return undefined;
    const pointer = await getItem(client, table, sendById(workspace, id));
    const item =
      pointer && (await getItem(client, table, { pk: sendsPartition(workspace), sk: text(pointer, 'entry') }));
    return item && sendOf(workspace, item);
  },

  move(key, from, change, heard) {
    const attributes = Object.entries(changed(change));
    const inState = `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`;
    return held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(sendPlace(key)),
          UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: heard === undefined ? inState : `${inState} AND #feedback = :heard`,
          ExpressionAttributeNames: {
            ...Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
            ...(heard !== undefined && { '#feedback': 'feedback' }),
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
            ...Object.fromEntries(from.map((state, index) => [`:from${index}`, { S: state }])),
            ...(heard !== undefined && { ':heard': attribute(heard) }),
          },
        }),
      ),
    );
  },

  async list(workspace) {
    const items = await queryAll(client, table, { ...partition(sendsPartition(workspace)), ScanIndexForward: false });
    return items.map((item) => sendOf(workspace, item));
  },
});

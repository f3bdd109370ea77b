import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DayCount, Workspaces } from '../../domain/ports.ts';
import { held, type Item, nullableNumber, number, placed, text } from './items.ts';
import { dayOf } from './keyText.ts';
import { queryAll, range } from './query.ts';
import { dayPlace, dayPrefix, sourcePartition } from './reviewsTable.ts';

const counters = ['deliveries', 'failed', 'refused', 'observations', 'rejected'] as const;

const countOf = (item: Item): DayCount => ({
  day: text(item, 'sk').slice(dayPrefix.length),
  deliveries: number(item, 'deliveries'),
  failed: number(item, 'failed'),
  refused: number(item, 'refused'),
  observations: number(item, 'observations'),
  rejected: number(item, 'rejected'),
  firstAt: nullableNumber(item, 'firstAt'),
  lastAt: nullableNumber(item, 'lastAt'),
});

interface Case {
  readonly condition: string;
  readonly set: string;
}

const latest: Case = {
  condition: 'attribute_not_exists(firstAt) OR (firstAt <= :at AND lastAt <= :at)',
  set: 'SET firstAt = if_not_exists(firstAt, :at), lastAt = :at ',
};
const earliest: Case = { condition: 'firstAt > :at', set: 'SET firstAt = :at ' };
const between: Case = { condition: 'firstAt <= :at AND lastAt >= :at', set: '' };

/**
 * DynamoDB has no minimum or maximum, so each case is a conditional update of its own. `firstAt` only falls and
 * `lastAt` only rises: an instant that is not the latest never becomes so, and one that is not the earliest either stays
 * between. One of these, tried in this order, therefore holds whatever others write meanwhile, and counts once.
 */
const cases = [latest, earliest, between];

/**
 * Counts of a source by UTC day. `firstAt` and `lastAt` are the exact first and last receipt of a delivery that was taken
 * in. An answer lost on the way makes the SDK repeat an addition, so that counts may then be one too high: they inform,
 * they decide nothing.
 */
export const createDayCounts = (client: DynamoDBClient, table: string): Pick<Workspaces, 'count' | 'counts'> => ({
  async count(workspace, source, at, add) {
    const update = {
      TableName: table,
      Key: placed(dayPlace(workspace, source, dayOf(at))),
    };
    const addition = `ADD ${counters.map((name) => `${name} :${name}`).join(', ')}`;
    const added = Object.fromEntries(counters.map((name) => [`:${name}`, { N: String(add[name] ?? 0) }]));
    if (!add.deliveries) {
      await client.send(
        new UpdateItemCommand({ ...update, UpdateExpression: addition, ExpressionAttributeValues: added }),
      );
      return;
    }
    for (const { condition, set } of cases) {
      const counted = await held(
        client.send(
          new UpdateItemCommand({
            ...update,
            UpdateExpression: `${set}${addition}`,
            ConditionExpression: condition,
            ExpressionAttributeValues: { ':at': { N: String(at) }, ...added },
          }),
        ),
      );
      if (counted) return;
    }
    throw new Error(
      `The counts of ${workspace}/${source} on ${dayOf(at)} could not be added to: their first and last instants are not in order.`,
    );
  },

  async counts(workspace, source, from, to) {
    const items = await queryAll(
      client,
      table,
      range(sourcePartition(workspace, source), dayPrefix + from, dayPrefix + to),
    );
    return items.map(countOf);
  },
});

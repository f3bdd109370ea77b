import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dayOf } from '../../domain/periods/utcDay.ts';
import type { CountedDay, Workspaces } from '../../domain/ports.ts';
import { held, type Item, nullableNumber, number, placed, text } from './items.ts';
import { queryAll, range } from './query.ts';
import { dayPlace, dayPrefix, sourcePartition } from './reviewsTable.ts';

const counters = ['deliveries', 'failed', 'refused', 'observations', 'rejected'] as const;

const countOf = (item: Item): CountedDay => ({
  day: text(item, 'sk').slice(dayPrefix.length),
  deliveries: number(item, 'deliveries'),
  failed: number(item, 'failed'),
  refused: number(item, 'refused'),
  observations: number(item, 'observations'),
  rejected: number(item, 'rejected'),
  firstAt: nullableNumber(item, 'firstAt'),
  lastAt: nullableNumber(item, 'lastAt'),
  countedUntil: nullableNumber(item, 'countedUntil'),
});

const addition = `ADD ${counters.map((name) => `${name} :${name}`).join(', ')}`;

/** Values for `addition`: every counter, so that none is ever absent. */
const added = (add: Partial<Record<(typeof counters)[number], number>>): Item =>
  Object.fromEntries(counters.map((name) => [`:${name}`, { N: String(add[name] ?? 0) }]));

const instant = (at: number) => ({ N: String(at) });

type DayCounts = Pick<Workspaces, 'count' | 'countRefused' | 'counts'>;

/**
 * Counts of a source by UTC day. How far they reach, `countedUntil`, is written together with what is added, under the
 * condition that nobody else has come further: whatever is repeated, each delivery is counted once. Refused ones
 * alone are added as they come; should the answer to that be lost and the SDK repeat it, there is one too many.
 */
export const createDayCounts = (client: DynamoDBClient, table: string): DayCounts => {
  const update = (
    { workspace, source, day }: { readonly workspace: string; readonly source: string; readonly day: string },
    { set = '', values, condition }: { readonly set?: string; readonly values: Item; readonly condition?: string },
  ): Promise<boolean> =>
    held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(dayPlace(workspace, source, day)),
          UpdateExpression: set + addition,
          ExpressionAttributeValues: values,
          ...(condition !== undefined && { ConditionExpression: condition }),
        }),
      ),
    );

  return {
    count(workspace, source, tally, from, until) {
      const { day, firstAt, lastAt } = tally;
      return update(
        { workspace, source, day },
        {
          set: 'SET countedUntil = :until, firstAt = if_not_exists(firstAt, :first), lastAt = :last ',
          values: {
            ...added(tally),
            ':until': instant(until),
            ':first': instant(firstAt),
            ':last': instant(lastAt),
            ...(from !== null && { ':from': instant(from) }),
          },
          condition: from === null ? 'attribute_not_exists(countedUntil)' : 'countedUntil = :from',
        },
      );
    },

    async countRefused(workspace, source, at) {
      await update({ workspace, source, day: dayOf(at) }, { values: added({ refused: 1 }) });
    },

    async counts(workspace, source, from, to) {
      const items = await queryAll(
        client,
        table,
        range(sourcePartition(workspace, source), dayPrefix + from, dayPrefix + to),
      );
      return items.map(countOf);
    },
  };
};

import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dayOf } from '../../domain/periods/utcDay.ts';
import type { CountedDay, RecountedDay, SameReason, Tally, Workspaces } from '../../domain/ports.ts';
import { held, type Item, nullableNumber, nullableText, number, placed, text } from './items.ts';
import { queryAll, range } from './query.ts';
import { dayPlace, dayPrefix, sourcePartition } from './reviewsTable.ts';

const counters = ['deliveries', 'failed', 'wrongAccount', 'refused', 'observations', 'rejected'] as const;

/** An attribute that a day has only where there is something to tell. */
const toldOf = (item: Item): Pick<CountedDay, 'rejections'> => {
  const rejections = nullableText(item, 'rejections');
  return rejections === null ? {} : { rejections: JSON.parse(rejections) as SameReason[] };
};

const rejectionsOf = ({ rejections = [] }: Pick<Tally, 'rejections'>): Item =>
  rejections.length > 0 ? { ':rejections': { S: JSON.stringify(rejections) } } : {};

const countOf = (item: Item): CountedDay => ({
  day: text(item, 'sk').slice(dayPrefix.length),
  deliveries: number(item, 'deliveries'),
  failed: number(item, 'failed'),
  // A day that was counted before these were told apart has none.
  wrongAccount: nullableNumber(item, 'wrongAccount') ?? 0,
  refused: number(item, 'refused'),
  observations: number(item, 'observations'),
  rejected: number(item, 'rejected'),
  firstAt: nullableNumber(item, 'firstAt'),
  lastAt: nullableNumber(item, 'lastAt'),
  countedUntil: nullableNumber(item, 'countedUntil'),
  recounts: nullableNumber(item, 'recounts') ?? 0,
  ...toldOf(item),
});

/** Of deliveries that were taken in. */
const taken = ['deliveries', 'failed', 'wrongAccount', 'observations', 'rejected'] as const;

const addition = `ADD ${counters.map((name) => `${name} :${name}`).join(', ')}`;

/** Values for `addition`: every counter. */
const added = (add: Partial<Record<(typeof counters)[number], number>>): Item =>
  Object.fromEntries(counters.map((name) => [`:${name}`, { N: String(add[name] ?? 0) }]));

const numeric = (value: number) => ({ N: String(value) });

/** That a day's counts still reach as far, and were counted anew as often. */
const asCounted = ({ countedUntil, recounts }: Omit<RecountedDay, 'day'>) => ({
  condition: [
    countedUntil === null ? 'attribute_not_exists(countedUntil)' : 'countedUntil = :from',
    recounts === 0 ? 'attribute_not_exists(recounts)' : 'recounts = :recounts',
  ].join(' AND '),
  values: {
    ...(countedUntil !== null && { ':from': numeric(countedUntil) }),
    ...(recounts > 0 && { ':recounts': numeric(recounts) }),
  },
});

type DayCounts = Pick<Workspaces, 'count' | 'recount' | 'countRefused' | 'counts'>;

/**
 * Counts of a source by UTC day. How far they reach, `countedUntil`, is written together with what is added, under the
 * condition that nobody else has come further: whatever is repeated, each delivery is counted once. Refused ones
 * alone are added as they come; should the answer to that be lost and the SDK repeat it, there is one too many.
 */
export const createDayCounts = (client: DynamoDBClient, table: string): DayCounts => {
  const update = (
    { workspace, source, day }: { readonly workspace: string; readonly source: string; readonly day: string },
    {
      expression,
      values,
      condition,
    }: { readonly expression: string; readonly values: Item; readonly condition?: string },
  ): Promise<boolean> =>
    held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(dayPlace(workspace, source, day)),
          UpdateExpression: expression,
          ExpressionAttributeValues: values,
          ...(condition !== undefined && { ConditionExpression: condition }),
        }),
      ),
    );

  return {
    count(workspace, source, tally, from, until, recounts = 0) {
      const { day, firstAt, lastAt } = tally;
      const expected = asCounted({ countedUntil: from, recounts });
      const rejections = rejectionsOf(tally);
      const set = 'countedUntil = :until, firstAt = if_not_exists(firstAt, :first), lastAt = :last';
      return update(
        { workspace, source, day },
        {
          expression: `SET ${set}${rejections[':rejections'] ? ', rejections = :rejections' : ''} ${addition}`,
          values: {
            ...added(tally),
            ...expected.values,
            ...rejections,
            ':until': numeric(until),
            ':first': numeric(firstAt),
            ':last': numeric(lastAt),
          },
          condition: expected.condition,
        },
      );
    },

    recount(workspace, source, { day, ...counted }, tally) {
      const expected = asCounted(counted);
      const values = taken.map((name): [string, Item[string]] => [`:${name}`, numeric(tally?.[name] ?? 0)]);
      const rejections = rejectionsOf(tally ?? {});
      const gone = [...(tally ? [] : ['firstAt', 'lastAt']), ...(rejections[':rejections'] ? [] : ['rejections'])];
      return update(
        { workspace, source, day },
        {
          expression: [
            `SET ${taken.map((name) => `${name} = :${name}`).join(', ')}, recounts = :next`,
            tally ? ', firstAt = :first, lastAt = :last' : '',
            rejections[':rejections'] ? ', rejections = :rejections' : '',
            ' ADD refused :none',
            gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : '',
          ].join(''),
          values: {
            ...Object.fromEntries(values),
            ...expected.values,
            ...rejections,
            ':next': numeric(counted.recounts + 1),
            ':none': numeric(0),
            ...(tally && { ':first': numeric(tally.firstAt), ':last': numeric(tally.lastAt) }),
          },
          condition: expected.condition,
        },
      );
    },

    async countRefused(workspace, source, at) {
      await update({ workspace, source, day: dayOf(at) }, { expression: addition, values: added({ refused: 1 }) });
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

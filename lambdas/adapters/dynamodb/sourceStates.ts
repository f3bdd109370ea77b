import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Replay, ReplayChange, SourceState, Workspaces } from '../../domain/ports.ts';
import { getItem, held, type Item, nullableNumber, nullableText, number, placed } from './items.ts';
import { sourceState } from './reviewsTable.ts';

const first = 1;
const numeric = (value: number): AttributeValue => ({ N: String(value) });

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

/** As it is kept: the same for the same replay, so that it can be told from what it was before. */
const replayText = ({ cursor, catchUp, ...replay }: Replay): string =>
  JSON.stringify(sorted({ ...replay, cursor: sorted(cursor), catchUp: catchUp && sorted(catchUp) }));

const replayOf = (item: Item): Replay | null => {
  const text = nullableText(item, 'replay');
  return text === null ? null : (JSON.parse(text) as Replay);
};

const stateOf = (item: Item): SourceState => ({
  generation: number(item, 'generation'),
  settledUntil: number(item, 'settledUntil'),
  begun: nullableNumber(item, 'begun') ?? number(item, 'generation'),
  replay: replayOf(item),
  outdated: (item.outdated?.NS ?? []).map(Number).sort((one, other) => one - other),
});

/** The clauses by which a change is written; each may be there or not. */
const clausesOf = ({ from, to, settledUntil, generation, outdated }: ReplayChange) => {
  const sets = [
    'settledUntil = if_not_exists(settledUntil, :settled)',
    generation === undefined ? 'generation = if_not_exists(generation, :first)' : 'generation = :generation',
    ...(to ? ['replay = :to'] : []),
    ...(to && !to.failed ? ['begun = :begun'] : []),
  ];
  return {
    UpdateExpression: [
      `SET ${sets.join(', ')}`,
      ...(to ? [] : ['REMOVE replay']),
      ...(outdated === undefined ? [] : ['ADD outdated :outdated']),
    ].join(' '),
    ConditionExpression: from ? 'replay = :from' : 'attribute_not_exists(replay)',
    ExpressionAttributeValues: {
      ':settled': numeric(settledUntil),
      ...(generation === undefined ? { ':first': numeric(first) } : { ':generation': numeric(generation) }),
      ...(to && { ':to': { S: replayText(to) } }),
      ...(to && !to.failed && { ':begun': numeric(to.generation) }),
      ...(from && { ':from': { S: replayText(from) } }),
      ...(outdated !== undefined && { ':outdated': { NS: [String(outdated)] } }),
    },
  };
};

type SourceStates = Pick<Workspaces, 'sourceState' | 'settledUntil' | 'changeReplay' | 'forgetOutdated'>;

/**
 * What changes as a source is used, one item a source: `generation`, `settledUntil`, `begun` the greatest generation
 * that was begun, `replay` as JSON while there is one, `outdated` generations as a set.
 */
export const createSourceStates = (client: DynamoDBClient, table: string): SourceStates => ({
  async sourceState(workspace, source) {
    const item = await getItem(client, table, sourceState(workspace, source));
    return item && stateOf(item);
  },

  async settledUntil(workspace, source, instant) {
    // When the condition does not hold, another has come further: that is as good.
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(sourceState(workspace, source)),
          UpdateExpression: 'SET settledUntil = :instant, generation = if_not_exists(generation, :first)',
          ConditionExpression: 'attribute_not_exists(settledUntil) OR settledUntil < :instant',
          ExpressionAttributeValues: { ':instant': numeric(instant), ':first': numeric(first) },
        }),
      ),
    );
  },

  changeReplay(workspace, source, change) {
    return held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(sourceState(workspace, source)),
          ...clausesOf(change),
        }),
      ),
    );
  },

  async forgetOutdated(workspace, source, generation) {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: placed(sourceState(workspace, source)),
        UpdateExpression: 'DELETE outdated :generation',
        ExpressionAttributeValues: { ':generation': { NS: [String(generation)] } },
      }),
    );
  },
});

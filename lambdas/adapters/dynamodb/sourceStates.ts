import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Workspaces } from '../../domain/ports.ts';
import { getItem, held, number, placed } from './items.ts';
import { sourceState } from './reviewsTable.ts';

const firstGeneration = { N: '1' };

/** What changes as a source is used, one item a source: `generation` and `settledUntil`. */
export const createSourceStates = (
  client: DynamoDBClient,
  table: string,
): Pick<Workspaces, 'sourceState' | 'settledUntil'> => ({
  async sourceState(workspace, source) {
    const item = await getItem(client, table, sourceState(workspace, source));
    return item && { generation: number(item, 'generation'), settledUntil: number(item, 'settledUntil') };
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
          ExpressionAttributeValues: { ':instant': { N: String(instant) }, ':first': firstGeneration },
        }),
      ),
    );
  },
});

import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Workspaces } from '../../domain/ports.ts';
import { getItem, type Item, placed } from './items.ts';
import { queryAll, range } from './query.ts';
import { seenPlace, sourcePartition } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

/** Days of sources of which it is remembered what is there. */
const mostRemembered = 1_000;
/** A little longer than the health of a source looks back. */
const keptSeconds = 32 * 86_400;

const marksIn = (item: Item | undefined): string[] => item?.marks?.SS ?? [];

/**
 * Which mapped fields were given a value, an item for each source and UTC day. A set that only ever grows: who adds to it
 * twice, or at the same time as another, changes nothing. What is known to be in it is not written again, so that a day costs
 * a write for each field at most, however much comes in.
 */
export const createSeenFields = (client: DynamoDBClient, table: string): Pick<Workspaces, 'markSeen' | 'seen'> => {
  const remembered = new Map<string, Set<string>>();

  const known = async (workspace: string, source: string, day: string): Promise<Set<string>> => {
    const place = seenPlace(workspace, source, day);
    const name = `${place.pk}#${day}`;
    const marks = remembered.get(name) ?? new Set(marksIn(await getItem(client, table, place)));
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(name, marks);
    return marks;
  };

  return {
    async markSeen(workspace, source, day, marks) {
      const there = await known(workspace, source, day);
      const news = marks.filter((mark) => !there.has(mark));
      if (news.length === 0) return;
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: placed(seenPlace(workspace, source, day)),
          UpdateExpression: 'ADD marks :news SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': ttlAttribute },
          ExpressionAttributeValues: {
            ':news': { SS: news },
            ':ttl': { N: String(Date.parse(day) / 1000 + keptSeconds) },
          },
        }),
      );
      for (const mark of news) there.add(mark);
    },

    async seen(workspace, source, from, to) {
      const [first, last] = [seenPlace(workspace, source, from), seenPlace(workspace, source, to)];
      const items = await queryAll(client, table, range(sourcePartition(workspace, source), first.sk, last.sk));
      return [...new Set(items.flatMap(marksIn))];
    },
  };
};

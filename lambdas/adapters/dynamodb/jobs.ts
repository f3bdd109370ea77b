import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Heard, Job, Jobs } from '../../domain/ports.ts';
import { attribute, getItem, held, nullableText, placed, putItem, text } from './items.ts';
import { jobMailPlace, jobPlace } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

const keptSeconds = 30 * 86_400;
const expiry = (since: number) => ({ N: String(Math.floor(since / 1000) + keptSeconds) });

/**
 * Jobs in DynamoDB, as JSON in `job`; they expire a month after they were asked for. What is heard of a test's mail is an
 * item of its own: it may come before the job says that the mail was handed over.
 */
export const createJobs = (client: DynamoDBClient, table: string): Jobs => {
  const heardOf = async (id: string): Promise<Heard | undefined> => {
    const item = await getItem(client, table, jobMailPlace(id));
    return item && { kind: text(item, 'kind') as Heard['kind'], reason: nullableText(item, 'reason') };
  };
  return {
    async put({ heard: _, ...job }) {
      await putItem(client, table, {
        ...placed(jobPlace(job.id)),
        job: { S: JSON.stringify(job) },
        [ttlAttribute]: expiry(job.createdAt),
      });
    },

    async get(id) {
      const item = await getItem(client, table, jobPlace(id));
      if (!item) return undefined;
      const job = JSON.parse(text(item, 'job')) as Job;
      const heard = job.to === undefined ? undefined : await heardOf(id);
      return { ...job, ...(heard && { heard }) };
    },

    hear(id, { kind, reason }, supersedes, at) {
      const older = supersedes.map((one, index) => [`:older${index}`, attribute(one)] as const);
      const orOlder = older.length === 0 ? '' : ` OR #kind IN (${older.map(([name]) => name).join(', ')})`;
      return held(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: placed(jobMailPlace(id)),
            UpdateExpression: 'SET #kind = :kind, #reason = :reason, #expiry = :expiry',
            ConditionExpression: `attribute_not_exists(#kind)${orOlder}`,
            ExpressionAttributeNames: { '#kind': 'kind', '#reason': 'reason', '#expiry': ttlAttribute },
            ExpressionAttributeValues: {
              ':kind': attribute(kind),
              ':reason': attribute(reason),
              ':expiry': expiry(at),
              ...Object.fromEntries(older),
            },
          }),
        ),
      );
    },
  };
};

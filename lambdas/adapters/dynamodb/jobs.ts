import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Job, Jobs } from '../../domain/ports.ts';
import { getItem, placed, putItem, text } from './items.ts';
import { jobPlace } from './reviewsTable.ts';
import { ttlAttribute } from './tables.ts';

const keptSeconds = 30 * 86_400;

/** Jobs in DynamoDB, as JSON in `job`; they expire a month after they were asked for. */
export const createJobs = (client: DynamoDBClient, table: string): Jobs => ({
  async put(job) {
    await putItem(client, table, {
      ...placed(jobPlace(job.id)),
      job: { S: JSON.stringify(job) },
      [ttlAttribute]: { N: String(Math.floor(job.createdAt / 1000) + keptSeconds) },
    });
  },

  async get(id) {
    const item = await getItem(client, table, jobPlace(id));
    return item && (JSON.parse(text(item, 'job')) as Job);
  },
});

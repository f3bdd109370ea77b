import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { answering } from '../support/answering.ts';
import { database, tables } from '../support/environment.ts';

/** Puts a small item now and then, and says how long each put took: what the database alone takes under a load. */

/** What is asked for as a message. */
export interface Ask {
  readonly endpoint: string;
  /** Milliseconds from one put to the next. */
  readonly every: number;
  /** Milliseconds for which it goes on. */
  readonly during: number;
}

/** Beside the deliveries, and none of them: it belongs to no workspace. */
const partition = 'probe';

answering(async ({ endpoint, every, during }: Ask): Promise<number[]> => {
  const client = createClient({ endpoint, ...database });
  const body = randomBytes(900);
  const put = () =>
    client.send(
      new PutItemCommand({
        TableName: tables.deliveries,
        Item: { pk: { S: partition }, sk: { S: randomUUID() }, b: { B: body } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  const took: number[] = [];
  const end = performance.now() + during;
  while (performance.now() < end) {
    const start = performance.now();
    await put();
    took.push(performance.now() - start);
    await sleep(Math.max(0, every - (performance.now() - start)));
  }
  client.destroy();
  return took;
});

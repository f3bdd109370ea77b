import { BatchExecuteStatementCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTables } from '../../infra/local/database.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';

const tables = { deliveries: 'deliveries', records: 'records', reviews: 'reviews' };

let database: RunningDatabase;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  database = await startDynalite();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = createClient({ endpoint: database.endpoint, region: 'local', credentials, maxAttempts: 1 });
  await createTables(client, tables);
});
afterAll(async () => {
  client.destroy();
  await database.stop();
});

const insertion = (sk: string) => ({
  Statement: `INSERT INTO "records" VALUE {'pk': ?, 'sk': ?}`,
  Parameters: [{ S: 'pk' }, { S: sk }],
});

describe('statements in batches, which Dynalite lacks', () => {
  it('tell of each what became of it, and what all of them consumed', async () => {
    await client.send(new PutItemCommand({ TableName: 'records', Item: { pk: { S: 'pk' }, sk: { S: 'there' } } }));
    const Statements = [insertion('there'), insertion('new'), { Statement: 'SELECT * FROM "records"' }];
    const answer = await client.send(new BatchExecuteStatementCommand({ Statements, ReturnConsumedCapacity: 'TOTAL' }));
    expect(answer.Responses?.map(({ Error: error }) => error?.Code)).toEqual([
      'DuplicateItem',
      undefined,
      'ValidationError',
    ]);
    expect(answer.ConsumedCapacity).toEqual([{ TableName: 'records', CapacityUnits: 1 }]);
  });

  it('are 25 at most', async () => {
    const Statements = Array.from({ length: 26 }, (_, index) => insertion(String(index)));
    await expect(client.send(new BatchExecuteStatementCommand({ Statements }))).rejects.toThrow('25');
  });
});

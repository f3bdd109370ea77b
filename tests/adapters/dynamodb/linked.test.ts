import { afterEach, expect, it } from 'vitest';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import { json, type StandIn, startStandIn } from '../standIn.ts';

let database: StandIn;
afterEach(() => database.stop());

/** Ids that a database with so many linked deals, and one deal that is not, answers; and the operations it was asked for. */
const linkedOf = async (count: number): Promise<{ ids: string[]; operations: Set<string> }> => {
  const operations = new Set<string>();
  const item = (id: string) => ({ sk: { S: id }, s: { S: '[]' }, v: { N: '1' }, c: { N: '1' } });
  const ids = Array.from({ length: count }, (_, index) => `deal#${index}`);
  database = await startStandIn(({ headers, body }, response) => {
    const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
    operations.add(operation);
    if (operation === 'BatchGetItem') {
      const { Keys } = JSON.parse(body).RequestItems.Records;
      const items = Keys.map(({ pk, sk }: { pk: unknown; sk: { S: string } }) => ({ ...item(sk.S), pk }));
      return json(response, 200, { Responses: { Records: items } });
    }
    const partition = JSON.parse(body).ExpressionAttributeValues[':pk'].S;
    const pages: Record<string, unknown[]> = {
      'acme#kommo#1#link#0': ids.map((id) => ({ sk: { S: `deal#${id}` } })),
      'acme#kommo#1#deal#3': [...ids, 'unlinked'].map(item),
    };
    json(response, 200, { Items: pages[partition] ?? [] });
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const records = createRecords(createClient({ endpoint: database.url, region: 'eu-west-1', credentials }), 'Records');
  const found: string[] = [];
  for await (const page of records.linked('acme', 'kommo', 1)) found.push(...page.map(({ key }) => key.id));
  expect(new Set(found)).toEqual(new Set(ids));
  return { ids: found, operations };
};

it('gets a few linked records one by one', async () => {
  const { ids, operations } = await linkedOf(300);
  expect(ids).toHaveLength(300);
  expect(operations).toEqual(new Set(['Query', 'BatchGetItem']));
});

it('finds many linked records in one scan of their type', async () => {
  const { ids, operations } = await linkedOf(2000);
  expect(ids).toHaveLength(2000);
  expect(operations).toEqual(new Set(['Query']));
});

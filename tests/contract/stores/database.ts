import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../infra/local/database.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import type { Tables } from '../../../lambdas/adapters/dynamodb/tables.ts';

export interface Database {
  readonly client: DynamoDBClient;
  readonly tables: Tables;
}

const tables: Tables = { deliveries: 'Deliveries', records: 'Records', reviews: 'Reviews' };

/** A client of an empty database, with the three tables made. */
export const openDatabase = async (endpoint: string): Promise<Database> => {
  const client = createClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await createTables(client, tables);
  return { client, tables };
};

let made = 0;

/** A workspace that no other test uses. */
export const freshWorkspace = (): string => {
  made += 1;
  return `workspace-${made}`;
};

/** All that something yields. */
export const collected = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
};

/** Runs `task` so many times at once, and answers what each came to. */
export const atOnce = <T>(times: number, task: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => task(index)));

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../infra/local/database.ts';
import type { Tables } from '../../../lambdas/adapters/dynamodb/tables.ts';
import { databaseClient } from '../../support/databaseClient.ts';

export interface Database {
  readonly client: DynamoDBClient;
  readonly tables: Tables;
}

/** In what databases that speak DynamoDB's protocol differ, as far as the stores meet it. */
export interface DatabaseTraits {
  /** Whether it deletes what has expired. */
  readonly expires: boolean;
  /** Whether it refuses keys that are longer than DynamoDB takes. */
  readonly refusesLongKeys: boolean;
}

const tables: Tables = { deliveries: 'Deliveries', records: 'Records', reviews: 'Reviews' };

/** A client of an empty database, with the three tables made. */
export const openDatabase = async (endpoint: string): Promise<Database> => {
  const client = databaseClient(endpoint);
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

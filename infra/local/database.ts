import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { type Tables, tableDefinitions } from '../../lambdas/adapters/dynamodb/tables.ts';
import { PlainError } from './plainError.ts';

export interface Database {
  readonly endpoint: string;
  /** Settles, with the reason, if the database ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

type Told = { readonly port: number } | { readonly failed: string };

/**
 * Starts the embedded database on a directory, in a child process that ends with this one.
 * @throws {PlainError} when it does not start.
 */
export const startDatabase = async (directory: string): Promise<Database> => {
  mkdirSync(directory, { recursive: true });
  const child = fork(new URL('./databaseChild.mjs', import.meta.url), [directory], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Not the flags and loaders of this process: the child is plain JavaScript.
    execArgv: [],
  });
  const ended = new Promise<string>((resolve) => {
    let reason: string | undefined;
    child.on('message', (told: Told) => {
      if ('failed' in told) reason = told.failed;
    });
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(reason ?? `it ended with ${signal ?? `code ${code}`}`));
  });
  const listening = new Promise<number>((resolve) => {
    child.on('message', (told: Told) => {
      if ('port' in told) resolve(told.port);
    });
  });
  const port = await Promise.race([listening, ended]);
  if (typeof port === 'string') throw new PlainError(`The database in ${directory} did not start: ${port}.`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    broken: ended,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};

/**
 * Waits until the database answers.
 * @throws {PlainError} when it does not within `patience` milliseconds.
 */
export const awaitDatabase = async (client: DynamoDBClient, endpoint: string, patience: number): Promise<void> => {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({ Limit: 1 }));
      return;
    } catch (error) {
      if (Date.now() >= deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new PlainError(`The database at ${endpoint} does not answer: ${reason}.`, { cause: error });
      }
      await sleep(200);
    }
  }
};

/** Creates those of the tables that are not there, and waits until they can be used. */
export const createTables = async (client: DynamoDBClient, names: Tables): Promise<void> => {
  for (const definition of tableDefinitions(names)) {
    try {
      await client.send(new CreateTableCommand(definition));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
  }
  for (const name of Object.values(names)) {
    while ((await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus !== 'ACTIVE')
      await sleep(50);
  }
};

import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  deliveriesStream,
  type Tables,
  tableDefinitions,
  ttlAttribute,
} from '../../lambdas/adapters/dynamodb/tables.ts';
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

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription> =>
  (await client.send(new DescribeTableCommand({ TableName: name }))).Table ?? {};

/** Waits until a table can be used, and describes it. */
const awaitTable = async (client: DynamoDBClient, name: string): Promise<TableDescription> => {
  for (;;) {
    const table = await describe(client, name);
    if (table.TableStatus === 'ACTIVE') return table;
    await sleep(50);
  }
};

/**
 * Creates those of the tables that are not there, and waits until they can be used. Deliveries get their stream where
 * the database has such a thing; dynalite takes no notice of it.
 */
export const createTables = async (client: DynamoDBClient, names: Tables): Promise<void> => {
  for (const definition of tableDefinitions(names)) {
    const stream = definition.TableName === names.deliveries ? { StreamSpecification: deliveriesStream } : {};
    try {
      await client.send(new CreateTableCommand({ ...definition, ...stream }));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
  }
  for (const name of Object.values(names)) await awaitTable(client, name);
};

const streamIn = ({ StreamSpecification, LatestStreamArn }: TableDescription): string | undefined =>
  StreamSpecification?.StreamEnabled ? LatestStreamArn : undefined;

/** ARN of the Deliveries table's stream, which it is given where it has none; undefined where it cannot have one. */
export const enabledStream = async (client: DynamoDBClient, table: string): Promise<string | undefined> => {
  const stream = streamIn(await describe(client, table));
  if (stream !== undefined) return stream;
  try {
    await client.send(new UpdateTableCommand({ TableName: table, StreamSpecification: deliveriesStream }));
  } catch {
    // Another process may have been quicker. Otherwise the database does not know streams, or does not allow one.
  }
  return streamIn(await awaitTable(client, table));
};

/** Lets items of the Reviews table expire. Where that cannot be they only take up room: expired ones are never read. */
export const letExpire = async (client: DynamoDBClient, table: string): Promise<void> => {
  const specification = { AttributeName: ttlAttribute, Enabled: true };
  const command = new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: specification });
  await client.send(command).catch(() => undefined);
};

import { BatchExecuteStatementCommand, type BatchStatementError, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { backoff } from '../backoff.ts';
import { type Item, putVersion, text } from './items.ts';
import { versionStatement } from './versionStatement.ts';

/** A versioned item to be written, and who waits to hear of it. */
interface Asked {
  readonly item: Item;
  readonly expected: number;
  resolve(written: boolean): void;
  reject(error: unknown): void;
}

const mostAtOnce = 25;
/** A batch of the largest items would not be through before the request's time is over. */
const mostBytes = 1024 * 1024;
const mostAttempts = 8;

/** Somebody else was there first. */
const lost = new Set<string | undefined>(['ConditionalCheckFailed', 'DuplicateItem']);
/** It may be another time: of a request for one item the SDK repeats these by itself. */
const passing = new Set<string | undefined>([
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

const failure = (table: string, { Code, Message }: BatchStatementError): Error =>
  new Error(`DynamoDB did not write an item of ${table}: ${Code}, ${Message}`);

/** Settles each that was decided, and answers those that are to be asked again. */
const settle = (
  table: string,
  asked: readonly Asked[],
  errors: readonly (BatchStatementError | undefined)[],
): Asked[] =>
  asked.filter((one, place) => {
    const error = errors[place];
    if (error && passing.has(error.Code)) return true;
    if (error && !lost.has(error.Code)) one.reject(failure(table, error));
    else one.resolve(error === undefined);
    return false;
  });

const writeBatch = async (client: DynamoDBClient, table: string, batch: readonly Asked[]): Promise<void> => {
  let left = batch;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const { Responses = [] } = await client.send(
      new BatchExecuteStatementCommand({ Statements: left.map((one) => versionStatement(table, one)) }),
    );
    if (Responses.length !== left.length)
      throw new Error(`DynamoDB told of ${Responses.length} of ${left.length} items of ${table} what became of them.`);
    left = settle(
      table,
      left,
      Responses.map(({ Error: error }) => error),
    );
    if (left.length === 0) return;
    await backoff(attempt);
  }
  throw new Error(
    `DynamoDB left ${left.length} of ${batch.length} items of ${table} unwritten in ${mostAttempts} attempts: it is throttling, or out of order.`,
  );
};

/** In requests of at most 25, and of little more than a megabyte. */
const batchesOf = (all: readonly Asked[]): Asked[][] => {
  const batches: Asked[][] = [];
  let bytes = mostBytes;
  for (const one of all) {
    const last = batches.at(-1);
    if (last && last.length < mostAtOnce && bytes < mostBytes) last.push(one);
    else {
      batches.push([one]);
      bytes = 0;
    }
    for (const { S = '' } of Object.values(one.item)) bytes += S.length;
  }
  return batches;
};

/**
 * Writes versions of items as `putVersion` does, of items whose attributes are always the same. Those that are asked for in
 * one go, as an import does, go out in batches, each under a condition of its own: a request takes a function as long as the
 * write of ten records.
 */
export const createVersionedPuts = (
  client: DynamoDBClient,
  table: string,
): ((item: Item, expected: number) => Promise<boolean>) => {
  let asked: Asked[] = [];

  const write = (batch: readonly Asked[]): void => {
    const [only] = batch;
    const written =
      only && batch.length === 1
        ? putVersion(client, table, only.item, only.expected).then(only.resolve)
        : writeBatch(client, table, batch);
    written.catch((error: unknown) => {
      for (const { reject } of batch) reject(error);
    });
  };

  /** A request names an item once; who else wants to write it goes with the next one, and will hear that he was late. */
  const flush = (): void => {
    const [first, again] = [new Map<string, Asked>(), [] as Asked[]];
    for (const one of asked) {
      const name = `${text(one.item, 'pk')}\n${text(one.item, 'sk')}`;
      if (first.has(name)) again.push(one);
      else first.set(name, one);
    }
    asked = again;
    if (again.length > 0) setImmediate(flush);
    for (const batch of batchesOf([...first.values()])) write(batch);
  };

  return (item, expected) =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) setImmediate(flush);
      asked.push({ item, expected, resolve, reject });
    });
};

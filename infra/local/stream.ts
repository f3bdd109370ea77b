import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient, PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Activity } from './activity.ts';
import { type Invoke, invocationContext } from './lambda.ts';
import { hashText, type Random } from './random.ts';
import { insertRecord } from './streamRecord.ts';

export interface StreamSettings {
  readonly handler: Invoke<DynamoDBStreamEvent, DynamoDBBatchResponse | undefined>;
  readonly activity: Activity;
  readonly random: Random;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told of a record that was tried as often as it may be; the sweep finds it again. */
  readonly onLost: (record: DynamoDBRecord, reason: string) => void;
  readonly shards?: number;
  readonly batchSize?: number;
  readonly windowInMilliseconds?: number;
  readonly maximumRetries?: number;
  readonly firstBackoffInMilliseconds?: number;
  /** Share of batches that come twice, as a stream's may. */
  readonly repeated?: number;
}

export interface Stream {
  /** Queues an INSERT for an item of `table`. */
  put(table: string, keyNames: readonly string[], item: NonNullable<PutItemCommandInput['Item']>): void;
  /** Starts nothing more; what runs runs on. */
  stop(): void;
}

interface Shard {
  waiting: DynamoDBRecord[];
  finished: (() => void)[];
  running: boolean;
}

/**
 * A DynamoDB stream and its event source mapping: batches in order within a shard, one at a time; a failing batch is
 * halved until the record that fails is alone, which is tried a bounded number of times.
 */
export const createStream = (settings: StreamSettings): Stream => {
  const {
    handler,
    activity,
    random,
    clock,
    onLost,
    shards: shardCount = 1,
    batchSize = 100,
    windowInMilliseconds = 5,
    maximumRetries = 5,
    firstBackoffInMilliseconds = 100,
    repeated = 0.03,
  } = settings;
  const shards: Shard[] = Array.from({ length: shardCount }, () => ({ waiting: [], finished: [], running: false }));
  let count = 0;
  let stopped = false;

  /** Answers those from the first failing one on, as Lambda retries them, and why. */
  const invoke = async (
    batch: readonly DynamoDBRecord[],
  ): Promise<{ rest: readonly DynamoDBRecord[]; reason: string }> => {
    try {
      const answer = await handler({ Records: [...batch] }, invocationContext('translate'));
      const failed = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) ?? [];
      if (failed.length === 0) return { rest: [], reason: '' };
      const places = failed.map((number) => batch.findIndex((record) => record.dynamodb?.SequenceNumber === number));
      // An identifier that is not in the batch fails the whole of it.
      return { rest: batch.slice(Math.max(0, Math.min(...places))), reason: 'reported as failed' };
    } catch (error) {
      return { rest: batch, reason: error instanceof Error ? error.message : String(error) };
    }
  };

  const deliver = async (batch: readonly DynamoDBRecord[], attempt: number): Promise<void> => {
    if (stopped) return;
    const { rest, reason } = await invoke(batch);
    const [first] = rest;
    if (!first) return;
    if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, middle), 0);
      return deliver(rest.slice(middle), 0);
    }
    if (attempt >= maximumRetries) return onLost(first, reason);
    await sleep(firstBackoffInMilliseconds * 2 ** attempt);
    return deliver(rest, attempt + 1);
  };

  const drain = async (shard: Shard): Promise<void> => {
    shard.running = true;
    while (shard.waiting.length > 0 && !stopped) {
      if (shard.waiting.length < batchSize) await sleep(windowInMilliseconds);
      const batch = shard.waiting.splice(0, batchSize);
      const finished = shard.finished.splice(0, batchSize);
      // As when the answer to a batch is lost: it is delivered again, whatever came of it.
      if (random() < repeated) await invoke(batch);
      await deliver(batch, 0);
      for (const finish of finished) finish();
    }
    shard.running = false;
  };

  return {
    put(table, keyNames, item) {
      const record = insertRecord(table, keyNames, item, count++, clock());
      const shard = shards[hashText(JSON.stringify(item[keyNames[0] ?? ''] ?? '')) % shardCount];
      if (!shard || stopped) return;
      shard.waiting.push(record);
      shard.finished.push(activity.begin());
      if (!shard.running) void drain(shard);
    },
    stop() {
      stopped = true;
    },
  };
};

/** Lets a stream know of every item that this client puts into a table. */
export const streamFrom = (
  client: DynamoDBClient,
  table: string,
  keyNames: readonly string[],
  stream: Stream,
): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const input = args.input as Partial<PutItemCommandInput>;
      if (context.commandName === 'PutItemCommand' && input.TableName === table && input.Item) {
        stream.put(table, keyNames, input.Item);
      }
      return result;
    },
    { step: 'initialize', name: 'localStream' },
  );
};

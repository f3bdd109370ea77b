import { DynamoDBStreamsClient, type DynamoDBStreamsClientConfig } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { httpOptions } from '../../lambdas/adapters/sdk.ts';
import type { Activity } from './activity.ts';
import { createNap } from './nap.ts';
import { createAwaited } from './streamAwaited.ts';
import { isArrival, type StreamMapping } from './streamMapping.ts';
import { lambdaRecord } from './streamRecord.ts';
import {
  afterFailure,
  type Cursor,
  horizon,
  isExpired,
  isGone,
  latest,
  opened,
  readPage,
  type Stream,
  shardsOf,
} from './streamShards.ts';
import { type Item, keyOf, type StreamSource } from './streamSource.ts';

export interface StreamReaderSettings {
  /** ARN of the stream. */
  readonly arn: string;
  readonly settings: DynamoDBStreamsClientConfig;
  readonly mapping: StreamMapping;
  readonly activity: Activity;
  /** Said once, until it is over: the stream cannot be read, or does not tell of what was put. */
  readonly onTrouble: (text: string) => void;
  /** How long after an empty page the next one is asked for. */
  readonly restInMilliseconds?: number;
  /** The same while this process waits for something that it has put. */
  readonly shortRestInMilliseconds?: number;
  /** How often new shards are looked for. */
  readonly lookInMilliseconds?: number;
  readonly retryInMilliseconds?: number;
  readonly patienceInMilliseconds?: number;
}

const nameOf = ({ pk, sk }: { pk?: { S?: string }; sk?: { S?: string } }): string => JSON.stringify([pk?.S, sk?.S]);

const nameIn = ({ dynamodb }: DynamoDBRecord): string => nameOf((dynamodb?.Keys ?? {}) as Item);

/**
 * Reads a DynamoDB stream as Lambda does: every shard in its order, those that split off after the one they come
 * from. It begins with what is put from now on; what is pending from before is found by the sweep.
 *
 * @throws Error when the stream cannot be read at all
 */
export const openStreamReader = async (reader: StreamReaderSettings): Promise<StreamSource> => {
  const {
    arn,
    settings,
    mapping,
    activity,
    onTrouble,
    restInMilliseconds = 250,
    shortRestInMilliseconds = 50,
    lookInMilliseconds = 10_000,
    retryInMilliseconds = 1000,
    patienceInMilliseconds = 30_000,
  } = reader;
  const client = new DynamoDBStreamsClient({ maxAttempts: 3, requestHandler: httpOptions(3000), ...settings });
  const stream: Stream = { client, arn };
  /** Shards that are read or were, and those that were closed before. */
  const known = new Set<string>();
  const underWay = new Set<string>();
  const rest = createNap();
  const pause = createNap();
  let said: string | undefined;
  let stopped = false;

  const say = (text: string): void => {
    if (stopped || said !== undefined) return;
    said = text;
    onTrouble(text);
  };
  const failed = async (error: unknown): Promise<void> => {
    if (stopped) return;
    const reason = error instanceof Error ? error.message : String(error);
    say(`The stream of deliveries cannot be read, which is tried again; the next tick finds them: ${reason}`);
    await pause.nap(retryInMilliseconds);
  };
  const awaited = createAwaited({
    activity,
    patienceInMilliseconds,
    onUnseen: () => say('The stream has not told of a delivery that was stored; the next tick finds it.'),
  });

  const take = async (records: readonly DynamoDBRecord[]): Promise<void> => {
    const finish = activity.begin();
    said = undefined;
    await mapping.deliver(records);
    for (const record of records) awaited.seen(nameIn(record));
    finish();
  };

  const readOn = async (cursor: Cursor): Promise<Cursor | undefined> => {
    try {
      const { records, next } = await readPage(stream, cursor);
      if (records.length > 0) await take(records.map((record) => lambdaRecord(record, arn)));
      else if (next) await rest.nap(awaited.count() > 0 ? shortRestInMilliseconds : restInMilliseconds);
      return next;
    } catch (error) {
      if (isGone(error)) return undefined;
      if (!isExpired(error)) await failed(error);
      return afterFailure(cursor, error);
    }
  };

  const read = async (from: Cursor): Promise<void> => {
    underWay.add(from.shard);
    for (let cursor: Cursor | undefined = from; cursor && !stopped; ) cursor = await readOn(cursor);
    underWay.delete(from.shard);
    // Those that split off from it are read next.
    pause.wake();
  };

  /** Begins with the shards that have appeared, unless those they come from are still to be read. */
  const look = async (): Promise<void> => {
    const shards = await shardsOf(stream);
    const ids = new Set(shards.map(({ ShardId }) => ShardId));
    for (const { ShardId: shard, ParentShardId: parent } of shards) {
      if (shard === undefined || known.has(shard)) continue;
      if (parent !== undefined && (underWay.has(parent) || (ids.has(parent) && !known.has(parent)))) continue;
      known.add(shard);
      void read({ shard, position: horizon });
    }
  };

  const watch = async (): Promise<void> => {
    for (;;) {
      await pause.nap(lookInMilliseconds);
      if (stopped) return;
      await look().catch(failed);
    }
  };

  const begin = async (): Promise<void> => {
    const shards = await shardsOf(stream);
    for (const { ShardId } of shards) if (ShardId !== undefined) known.add(ShardId);
    const open = shards.flatMap(({ ShardId, SequenceNumberRange: range }) =>
      ShardId !== undefined && range?.EndingSequenceNumber === undefined ? [ShardId] : [],
    );
    const cursors = await Promise.all(open.map((shard) => opened(stream, { shard, position: latest })));
    for (const cursor of cursors) void read(cursor);
    void watch();
  };

  try {
    await begin();
  } catch (error) {
    client.destroy();
    throw error;
  }
  return {
    putting(item) {
      if (!isArrival(item.sk?.S)) return () => {};
      const arrival = awaited.add(nameOf(keyOf(item)));
      return (isThere) => {
        if (!isThere) return arrival.end();
        arrival.put();
        rest.wake();
      };
    },
    stop() {
      stopped = true;
      rest.wake();
      pause.wake();
      client.destroy();
    },
  };
};

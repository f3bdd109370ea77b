import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Record,
  ResourceNotFoundException,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';

/** Where reading a shard goes on. */
export type Position =
  | { readonly ShardIteratorType: 'LATEST' }
  | { readonly ShardIteratorType: 'TRIM_HORIZON' }
  | { readonly ShardIteratorType: 'AFTER_SEQUENCE_NUMBER'; readonly SequenceNumber: string };

export const latest: Position = { ShardIteratorType: 'LATEST' };
export const horizon: Position = { ShardIteratorType: 'TRIM_HORIZON' };

/** A place in a shard; without an iterator one is got for the position. */
export interface Cursor {
  readonly shard: string;
  readonly position: Position;
  readonly iterator?: string | undefined;
}

export interface Page {
  readonly records: readonly Record[];
  /** Undefined once a closed shard is read to its end. */
  readonly next: Cursor | undefined;
}

/** A stream by its ARN, and the client to read it with. */
export interface Stream {
  readonly client: DynamoDBStreamsClient;
  readonly arn: string;
}

/** All shards there are: open ones, and those closed within the last day. */
export const shardsOf = async ({ client, arn }: Stream): Promise<Shard[]> => {
  const shards: Shard[] = [];
  let start: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: arn, ...(start && { ExclusiveStartShardId: start }) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    start = StreamDescription?.LastEvaluatedShardId;
  } while (start);
  return shards;
};

/** A cursor whose iterator is there: what is put from now on comes after LATEST. */
export const opened = async ({ client, arn }: Stream, { shard, position }: Cursor): Promise<Cursor> => {
  const { ShardIterator: iterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ...position }),
  );
  return { shard, position, iterator };
};

export const readPage = async (stream: Stream, cursor: Cursor): Promise<Page> => {
  const { shard, position, iterator } = cursor.iterator === undefined ? await opened(stream, cursor) : cursor;
  const { Records: records = [], NextShardIterator } = await stream.client.send(
    new GetRecordsCommand({ ShardIterator: iterator }),
  );
  const last = records.at(-1)?.dynamodb?.SequenceNumber;
  const reached: Position =
    last === undefined ? position : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last };
  const next = NextShardIterator === undefined ? undefined : { shard, position: reached, iterator: NextShardIterator };
  return { records, next };
};

/** Whether a shard is not there any more: a day after it was closed, or with its table. */
export const isGone = (error: unknown): boolean => error instanceof ResourceNotFoundException;

/** Whether an iterator was not used for a quarter of an hour, as on a machine that slept. */
export const isExpired = (error: unknown): boolean => error instanceof ExpiredIteratorException;

/** By name: it has none in the client where a database answers it for a sequence number that it does not know. */
const beyond = new Set(['TrimmedDataAccessException', 'ValidationException']);

/**
 * Where to go on after a page could not be read. What LATEST stood for is not known any more, and what was read last
 * may be gone: then all that is left is read again, which harms nobody.
 */
export const afterFailure = ({ shard, position }: Cursor, error: unknown): Cursor => {
  const isBeyond = error instanceof Error && beyond.has(error.name);
  return { shard, position: isBeyond || position === latest ? horizon : position };
};

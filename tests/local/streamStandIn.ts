import { json, startStandIn } from '../adapters/standIn.ts';

/** A shard of a stream that a test makes up. */
export interface MadeUpShard {
  readonly id: string;
  readonly parent?: string;
  closed: boolean;
  /** Sort keys of the items that were inserted. */
  readonly inserted: string[];
  /** How many records the stream does not keep any more. */
  trimmed: number;
}

export interface MadeUpStream {
  readonly url: string;
  readonly shards: MadeUpShard[];
  /** The next that asks for records is answered with an error of this name. */
  fail(name: string): void;
  /** What was asked for, the operations in their order. */
  asked(): string[];
  stop(): Promise<void>;
}

interface Asked {
  readonly ShardId: string;
  readonly ShardIterator: string;
  readonly ShardIteratorType: string;
  readonly SequenceNumber: string;
  readonly ExclusiveStartShardId?: string;
}

export const shardOf = (id: string, inserted: string[] = [], more: Partial<MadeUpShard> = {}): MadeUpShard => ({
  id,
  closed: false,
  inserted,
  trimmed: 0,
  ...more,
});

const recordsAtOnce = 2;
const shardsAtOnce = 2;

const sequenceOf = (index: number): string => String(index + 1).padStart(21, '0');

/** Speaks the protocol of DynamoDB Streams, with small pages: what the real one does once in hours is done at will. */
export const startMadeUpStream = async (...shards: MadeUpShard[]): Promise<MadeUpStream> => {
  const failures: string[] = [];
  const shardAt = (id: string): MadeUpShard => {
    const shard = shards.find((one) => one.id === id);
    if (!shard) throw new Error(`There is no shard ${id}.`);
    return shard;
  };

  const describeStream = ({ ExclusiveStartShardId: after }: Asked): unknown => {
    const from = after === undefined ? 0 : shards.findIndex(({ id }) => id === after) + 1;
    const page = shards.slice(from, from + shardsAtOnce);
    return {
      StreamDescription: {
        Shards: page.map(({ id, parent, closed, inserted }) => ({
          ShardId: id,
          ...(parent && { ParentShardId: parent }),
          SequenceNumberRange: {
            StartingSequenceNumber: sequenceOf(0),
            ...(closed && { EndingSequenceNumber: sequenceOf(inserted.length) }),
          },
        })),
        ...(from + shardsAtOnce < shards.length && { LastEvaluatedShardId: page.at(-1)?.id }),
      },
    };
  };

  const getShardIterator = ({ ShardId, ShardIteratorType, SequenceNumber }: Asked): unknown => {
    const { inserted, trimmed } = shardAt(ShardId);
    const places: Record<string, number> = {
      LATEST: inserted.length,
      TRIM_HORIZON: trimmed,
      AFTER_SEQUENCE_NUMBER: Number(SequenceNumber),
    };
    const place = places[ShardIteratorType] ?? 0;
    if (place < trimmed) throw new Error('TrimmedDataAccessException');
    return { ShardIterator: `${ShardId}|${place}` };
  };

  const getRecords = ({ ShardIterator }: Asked): unknown => {
    const failure = failures.shift();
    if (failure !== undefined) throw new Error(failure);
    const [id = '', place] = ShardIterator.split('|');
    const { inserted, closed } = shardAt(id);
    const from = Number(place);
    const page = inserted.slice(from, from + recordsAtOnce);
    const ended = closed && from + page.length === inserted.length;
    return {
      Records: page.map((sk, index) => ({
        eventID: `${id}-${from + index}`,
        eventName: 'INSERT',
        dynamodb: { Keys: { pk: { S: 'acme' }, sk: { S: sk } }, SequenceNumber: sequenceOf(from + index) },
      })),
      ...(!ended && { NextShardIterator: `${id}|${from + page.length}` }),
    };
  };

  const operations: Record<string, (asked: Asked) => unknown> = {
    DescribeStream: describeStream,
    GetShardIterator: getShardIterator,
    GetRecords: getRecords,
  };
  const operationOf = (target: unknown): string => String(target).split('.')[1] ?? '';
  const standIn = await startStandIn(({ headers, body }, response) => {
    try {
      json(response, 200, operations[operationOf(headers['x-amz-target'])]?.(JSON.parse(body)));
    } catch (error) {
      const name = error instanceof Error ? error.message : '';
      json(response, 400, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no' });
    }
  });
  return {
    url: standIn.url,
    shards,
    fail: (name) => void failures.push(name),
    asked: () => standIn.received.map(({ headers }) => operationOf(headers['x-amz-target'])),
    stop: standIn.stop,
  };
};

import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Invoke, invocationContext } from './lambda.ts';
import type { Random } from './random.ts';

export interface StreamMappingSettings {
  readonly handler: Invoke<DynamoDBStreamEvent, DynamoDBBatchResponse | undefined>;
  readonly random: Random;
  /** Told of a record that was tried as often as it may be; the sweep finds it again. */
  readonly onLost: (record: DynamoDBRecord, reason: string) => void;
  readonly maximumRetries?: number;
  readonly firstBackoffInMilliseconds?: number;
  /** Share of batches that come twice, as a stream's may. */
  readonly repeated?: number;
}

/** Feeds the records of a stream to a function. */
export interface StreamMapping {
  /**
   * Hands over the next records of a shard, in their order, and resolves once each was taken or given up on. The next
   * ones of the same shard come after that; other shards do not wait.
   */
  deliver(records: readonly DynamoDBRecord[]): Promise<void>;
  /** Starts nothing more; what runs runs on. */
  stop(): void;
}

/** What the function is called with at most. */
export const batchSize = 100;

/** Whether the item of a sort key is a delivery, which begins with its instant, and no part of a large body. */
export const isArrival = (sk: string | undefined): boolean => /^\d/.test(sk ?? '');

/** New deliveries only, and not what is written to them later. */
const passes = ({ eventName, dynamodb }: DynamoDBRecord): boolean =>
  eventName === 'INSERT' && isArrival(dynamodb?.Keys?.sk?.S);

const chunks = (records: readonly DynamoDBRecord[]): (readonly DynamoDBRecord[])[] =>
  Array.from({ length: Math.ceil(records.length / batchSize) }, (_, index) =>
    records.slice(index * batchSize, (index + 1) * batchSize),
  );

/**
 * The event source mapping of a DynamoDB stream: a batch that fails is halved until the record that fails is alone,
 * which is tried a bounded number of times, so that it never keeps back the rest.
 */
export const createStreamMapping = (settings: StreamMappingSettings): StreamMapping => {
  const { handler, random, onLost, maximumRetries = 5, firstBackoffInMilliseconds = 100, repeated = 0.03 } = settings;
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

  const attempt = async (batch: readonly DynamoDBRecord[], attempts: number): Promise<void> => {
    if (stopped) return;
    const { rest, reason } = await invoke(batch);
    const [first] = rest;
    if (!first) return;
    if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await attempt(rest.slice(0, middle), 0);
      return attempt(rest.slice(middle), 0);
    }
    if (attempts >= maximumRetries) return onLost(first, reason);
    await sleep(firstBackoffInMilliseconds * 2 ** attempts);
    return attempt(rest, attempts + 1);
  };

  return {
    async deliver(records) {
      for (const batch of chunks(records.filter(passes))) {
        if (stopped) return;
        // As when the answer to a batch is lost: it is delivered again, whatever came of it.
        if (random() < repeated) await invoke(batch);
        await attempt(batch, 0);
      }
    },
    stop() {
      stopped = true;
    },
  };
};

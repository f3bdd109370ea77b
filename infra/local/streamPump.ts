import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Activity } from './activity.ts';
import { batchSize, type StreamMapping } from './streamMapping.ts';
import { insertRecord } from './streamRecord.ts';
import { keyOf, type StreamSource } from './streamSource.ts';

export interface StreamPumpSettings {
  readonly table: string;
  readonly mapping: StreamMapping;
  readonly activity: Activity;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly windowInMilliseconds?: number;
}

interface Waiting {
  readonly record: DynamoDBRecord;
  readonly finish: () => void;
}

/**
 * A stream of one shard for a database that has none: of what this process puts, whose order it keeps. What it has not
 * delivered yet ends with the process.
 */
export const createStreamPump = (settings: StreamPumpSettings): StreamSource => {
  const { table, mapping, activity, clock, windowInMilliseconds = 5 } = settings;
  const waiting: Waiting[] = [];
  let count = 0;
  let running = false;
  let stopped = false;

  const drain = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0 && !stopped) {
      if (waiting.length < batchSize) await sleep(windowInMilliseconds);
      const batch = waiting.splice(0, batchSize);
      await mapping.deliver(batch.map(({ record }) => record));
      for (const { finish } of batch) finish();
    }
    running = false;
  };

  return {
    putting(item) {
      const finish = activity.begin();
      return (isThere) => {
        if (!isThere || stopped) return finish();
        waiting.push({ record: insertRecord(table, keyOf(item), count++, clock()), finish });
        if (!running) void drain();
      };
    },
    stop() {
      stopped = true;
    },
  };
};

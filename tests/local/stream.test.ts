import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { createTables } from '../../infra/local/database.ts';
import { createStreamMapping, type StreamMappingSettings } from '../../infra/local/streamMapping.ts';
import { createStreamPump } from '../../infra/local/streamPump.ts';
import { hearPuts } from '../../infra/local/streamSource.ts';
import { startDynalite } from '../support/dynalite.ts';

const idOf = (record: DynamoDBRecord): string => record.dynamodb?.Keys?.sk?.S ?? '';
const idsOf = ({ Records }: DynamoDBStreamEvent): string[] => Records.map(idOf);

/** A stream whose function answers what a test says, and everything that it was called with. */
const streamOf = (
  answer: (event: DynamoDBStreamEvent) => string[] | Error = () => [],
  settings: Partial<StreamMappingSettings> = {},
) => {
  const activity = createActivity();
  const calls: string[][] = [];
  const lost: string[] = [];
  const mapping = createStreamMapping({
    random: () => 1,
    onLost: (record) => lost.push(idOf(record)),
    firstBackoffInMilliseconds: 1,
    handler: async (event) => {
      calls.push(idsOf(event));
      const answered = answer(event);
      if (answered instanceof Error) throw answered;
      return {
        batchItemFailures: event.Records.filter((record) => answered.includes(idOf(record))).map(({ dynamodb }) => ({
          itemIdentifier: dynamodb?.SequenceNumber ?? '',
        })),
      };
    },
    ...settings,
  });
  const clock = () => Date.UTC(2026, 10, 3, 12, 0, 0, 500);
  const stream = createStreamPump({ table: 'deliveries', mapping, activity, clock });
  const put = (...ids: string[]) => {
    for (const id of ids) stream.putting({ pk: { S: 'acme' }, sk: { S: id }, s: { S: 'p' } })(true);
  };
  return { stream, put, calls, lost, idle: () => activity.idle() };
};

const handled = (calls: readonly string[][]): string[] => calls.flat();

describe('the stream stand-in', () => {
  it('delivers what was put together in one batch, in order', async () => {
    const { put, calls, idle } = streamOf();
    put('1', '2', '3');
    await idle();
    expect(calls).toEqual([['1', '2', '3']]);
  });

  it('has one batch at a time, of 100 records at most', async () => {
    let [running, most] = [0, 0];
    const { put, calls, idle } = streamOf(undefined, {
      handler: async (event) => {
        running++;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
        calls.push(idsOf(event));
        return { batchItemFailures: [] };
      },
    });
    put(...Array.from({ length: 250 }, (_, index) => String(index)));
    await idle();
    expect(calls.map((ids) => ids.length)).toEqual([100, 100, 50]);
    expect(most).toBe(1);
  });

  it('comes in the shape of a Lambda event of DynamoDB Streams, with the key and no more', async () => {
    const events: DynamoDBStreamEvent[] = [];
    const { put, idle } = streamOf(undefined, {
      handler: async (event) => {
        events.push(event);
        return undefined;
      },
    });
    put('1');
    await idle();
    const [record] = events[0]?.Records ?? [];
    expect(record).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: expect.any(String),
      eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:[^:]+:\d{12}:table\/deliveries\/stream\//),
      dynamodb: {
        ApproximateCreationDateTime: Date.UTC(2026, 10, 3, 12) / 1000,
        Keys: { pk: { S: 'acme' }, sk: { S: '1' } },
        SequenceNumber: expect.stringMatching(/^\d{24}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'KEYS_ONLY',
      },
    });
  });

  it('keeps the parts of large bodies from the function', async () => {
    const { put, calls, idle } = streamOf();
    put('part#00#1', 'part#01#1', '1');
    await idle();
    expect(calls).toEqual([['1']]);
  });

  it('is waited for from before the put, and no longer where nothing was put', async () => {
    const { stream, calls, idle } = streamOf();
    const done = stream.putting({ pk: { S: 'acme' }, sk: { S: '1' } });
    const waited = vi.fn();
    void idle().then(waited);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waited).not.toHaveBeenCalled();
    done(false);
    await idle();
    expect(calls).toEqual([]);
  });

  it('goes on from the first record that was reported as failed, and not before it', async () => {
    let failures = 1;
    const { put, calls, lost, idle } = streamOf(({ Records }) =>
      Records.some((r) => idOf(r) === '3') && failures-- > 0 ? ['3'] : [],
    );
    put('1', '2', '3', '4');
    await idle();
    expect(calls[0]).toEqual(['1', '2', '3', '4']);
    expect(handled(calls.slice(1))).toEqual(['3', '4']);
    expect(lost).toEqual([]);
  });

  it('halves a batch that fails until the bad record is alone, and loses no other', async () => {
    const { put, calls, lost, idle } = streamOf((event) => (idsOf(event).includes('5') ? new Error('broken') : []));
    put('1', '2', '3', '4', '5', '6', '7', '8');
    await idle();
    expect(lost).toEqual(['5']);
    const succeeded = new Set(handled(calls.filter((ids) => !ids.includes('5'))));
    expect([...succeeded].sort()).toEqual(['1', '2', '3', '4', '6', '7', '8']);
  });

  it('tries a record a bounded number of times, and then goes on with those behind it', async () => {
    const { put, calls, lost, idle } = streamOf((event) => (idsOf(event).includes('1') ? ['1'] : []), {
      maximumRetries: 3,
    });
    put('1');
    await idle();
    put('2');
    await idle();
    expect(calls.filter((ids) => ids.includes('1'))).toHaveLength(4);
    expect(lost).toEqual(['1']);
    expect(calls.at(-1)).toEqual(['2']);
  });

  it('delivers a batch twice where chance has it so', async () => {
    const { put, calls, idle } = streamOf(undefined, { random: () => 0 });
    put('1', '2');
    await idle();
    expect(calls).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
  });

  it('delivers again even where the first of two deliveries failed', async () => {
    let first = true;
    const { put, calls, lost, idle } = streamOf(
      () => {
        if (!first) return [];
        first = false;
        return new Error('the answer was lost');
      },
      { random: () => 0 },
    );
    put('1');
    await idle();
    expect(calls).toEqual([['1'], ['1']]);
    expect(lost).toEqual([]);
  });

  it('hears of what a client puts into the table, once it is there, and of nothing else', async () => {
    const database = await startDynalite();
    onTestFinished(() => database.stop());
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'us-east-1', credentials });
    onTestFinished(() => client.destroy());
    await createTables(client, { deliveries: 'deliveries', records: 'records', reviews: 'reviews' });
    const { stream, calls, idle } = streamOf();
    hearPuts(client, 'deliveries', stream);
    const put = (TableName: string, sk: string) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: 'a' }, sk: { S: sk } },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    await put('deliveries', '1');
    await put('records', '2');
    await expect(put('deliveries', '1')).rejects.toThrow();
    await idle();
    expect(handled(calls)).toEqual(['1']);
  });
});

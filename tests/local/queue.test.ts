import type { SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { createQueue, type DeadLetter, md5, type QueueSettings } from '../../infra/local/queue.ts';

const bodiesOf = ({ Records }: SQSEvent): string[] => Records.map(({ body }) => body);

const queueOf = (answer: (event: SQSEvent) => string[] | Error = () => [], settings: Partial<QueueSettings> = {}) => {
  const activity = createActivity();
  const events: SQSEvent[] = [];
  const dead: DeadLetter[] = [];
  const queue = createQueue({
    name: 'review',
    activity,
    random: () => 1,
    clock: Date.now,
    onDead: (letter) => dead.push(letter),
    firstBackoffInMilliseconds: 1,
    handler: async (event) => {
      events.push(event);
      const answered = answer(event);
      if (answered instanceof Error) throw answered;
      return {
        batchItemFailures: event.Records.filter(({ body }) => answered.includes(body)).map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      };
    },
    ...settings,
  });
  return { queue, events, dead, bodies: () => events.map(bodiesOf), idle: () => activity.idle() };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the queue stand-in', () => {
  it('hands a message over in the shape of an SQS event', async () => {
    const { queue, events, idle } = queueOf();
    const id = queue.send('{"a":1}');
    await idle();
    expect(events[0]?.Records).toEqual([
      {
        messageId: id,
        receiptHandle: expect.any(String),
        body: '{"a":1}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {},
        md5OfBody: md5('{"a":1}'),
        eventSource: 'aws:sqs',
        eventSourceARN: expect.stringMatching(/^arn:aws:sqs:[^:]+:\d{12}:review$/),
        awsRegion: expect.any(String),
      },
    ]);
  });

  it('brings back only those of a batch that were reported as failed, and counts their receipts', async () => {
    let failures = 2;
    const { queue, events, dead, bodies, idle } = queueOf(
      (event) => (bodiesOf(event).includes('b') && failures-- > 0 ? ['b'] : []),
      {
        batchSize: 10,
        concurrency: 1,
      },
    );
    // The first takes the function's one place, so that the others wait and come together.
    for (const body of ['first', 'a', 'b', 'c']) queue.send(body);
    await idle();
    expect(bodies()).toEqual([['first'], ['a', 'b', 'c'], ['b'], ['b']]);
    expect(events.at(-1)?.Records[0]?.attributes.ApproximateReceiveCount).toBe('3');
    expect(dead).toEqual([]);
  });

  it('puts a message aside that was received as often as it may, with the reason, and goes on', async () => {
    const { queue, bodies, dead, idle } = queueOf(
      (event) => (bodiesOf(event).includes('bad') ? new Error('cannot') : []),
      { maximumReceives: 3 },
    );
    queue.send('bad');
    queue.send('good');
    await idle();
    expect(bodies().filter(([body]) => body === 'bad')).toHaveLength(3);
    expect(bodies()).toContainEqual(['good']);
    expect(dead).toMatchObject([{ queue: 'review', body: 'bad', receives: 3, reason: 'cannot' }]);
    expect(queue.dead).toEqual(dead);
  });

  it('waits twice as long before each attempt, up to half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const attempts: number[] = [];
    const { queue, dead } = queueOf(undefined, {
      firstBackoffInMilliseconds: 500,
      maximumReceives: 10,
      handler: async () => {
        attempts.push(Date.now());
        throw new Error('cannot');
      },
    });
    queue.send('bad');
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    const waits = attempts.slice(1).map((at, index) => at - (attempts[index] as number));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(dead).toMatchObject([{ body: 'bad', receives: 10 }]);
  });

  it('brings a message back when the function has asked for, each time anew, and holds up nobody for that long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const attempts: number[] = [];
    const { queue, dead, idle } = queueOf(undefined, {
      firstBackoffInMilliseconds: 500,
      maximumReceives: 4,
      handler: async ({ Records: [record] }) => {
        attempts.push(Date.now());
        const receipt = record?.receiptHandle ?? '';
        if (attempts.length === 1) expect(queue.comeBack(receipt, 60)).toBe(true);
        if (attempts.length === 2) expect(queue.comeBack(receipt, 1)).toBe(true);
        return { batchItemFailures: [{ itemIdentifier: record?.messageId ?? '' }] };
      },
    });
    queue.send('bad');
    await idle();
    expect(attempts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const waits = attempts.slice(1).map((at, index) => at - (attempts[index] as number));
    expect(waits).toEqual([60_000, 1000, 2000]);
    expect(dead).toMatchObject([{ body: 'bad', receives: 4 }]);
    expect(queue.comeBack('no receipt of anything', 1)).toBe(false);
  });

  it('fails a whole batch for an identifier that is not in it', async () => {
    let failures = 1;
    const { queue, events, idle } = queueOf(undefined, {
      handler: async (event) => {
        events.push(event);
        return { batchItemFailures: failures-- > 0 ? [{ itemIdentifier: 'no such message' }] : [] };
      },
    });
    queue.send('a');
    await idle();
    expect(events).toHaveLength(2);
  });

  it('keeps a message back for as long as it is delayed', async () => {
    const { queue, events, idle } = queueOf();
    const sentAt = Date.now();
    queue.send('later', 1);
    await idle();
    expect(events).toHaveLength(1);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(990);
  });

  it('does not hold up whoever waits for quiet by a message that is delayed for long', async () => {
    const { queue, events, idle } = queueOf();
    queue.send('much later', 900);
    await idle();
    expect(events).toHaveLength(0);
    queue.stop();
  });

  it('hands a message over twice where chance has it so', async () => {
    const { queue, bodies, idle } = queueOf(undefined, { random: () => 0 });
    queue.send('a');
    await idle();
    expect(bodies()).toEqual([['a'], ['a']]);
  });

  it('never has more batches under way than it may', async () => {
    let [running, most] = [0, 0];
    const { queue, idle } = queueOf(undefined, {
      concurrency: 2,
      handler: async () => {
        running++;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
        return { batchItemFailures: [] };
      },
    });
    for (let index = 0; index < 10; index++) queue.send(String(index));
    await idle();
    expect(most).toBe(2);
  });

  it('counts as busy until what one message led to is done as well', async () => {
    const activity = createActivity();
    const seen: string[] = [];
    const shared = { activity, random: () => 1, clock: Date.now, onDead: () => {} };
    const second = createQueue({
      ...shared,
      name: 'mail',
      handler: async (event) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(...bodiesOf(event));
        return { batchItemFailures: [] };
      },
    });
    const first = createQueue({
      ...shared,
      name: 'review',
      handler: async () => {
        second.send('mail');
        return { batchItemFailures: [] };
      },
    });
    first.send('review');
    await activity.idle();
    expect(seen).toEqual(['mail']);
  });
});

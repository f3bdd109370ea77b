import { createHash, randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Activity } from './activity.ts';
import { account, type Invoke, invocationContext, region } from './lambda.ts';
import type { Random } from './random.ts';

export interface QueueSettings {
  /** Of the queue and of the function that it feeds. */
  readonly name: string;
  readonly handler: Invoke<SQSEvent, SQSBatchResponse | undefined>;
  readonly activity: Activity;
  readonly random: Random;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told of a message that was received as often as it may be. */
  readonly onDead: (letter: DeadLetter) => void;
  readonly batchSize?: number;
  /** Batches handled at a time. */
  readonly concurrency?: number;
  readonly maximumReceives?: number;
  readonly firstBackoffInMilliseconds?: number;
  /** Share of batches that come twice, as a standard queue's may. */
  readonly repeated?: number;
}

export interface DeadLetter {
  readonly queue: string;
  readonly messageId: string;
  readonly body: string;
  readonly receives: number;
  /** What the last attempt failed with. */
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly diedAt: number;
}

export interface LocalQueue {
  readonly name: string;
  /** Answers the new message's id. */
  send(body: string, delaySeconds?: number): string;
  /** Has a message that is being worked on come again after so long, if it fails; false when there is none of the receipt. */
  comeBack(receipt: string, afterSeconds: number): boolean;
  readonly dead: readonly DeadLetter[];
  /** Starts nothing more; what runs runs on. */
  stop(): void;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  firstReceivedAt: number | null;
  receives: number;
  /** What the function has asked for while it worked on it. */
  comesBackAfterSeconds: number | null;
  finish: () => void;
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Messages that are due later than this do not hold up whoever waits until everything is done. */
const longDelayInSeconds = 30;
const longestBackoffInMilliseconds = 30_000;

/**
 * A standard SQS queue in memory and the event source mapping that empties it: what fails becomes visible again after
 * a growing while, or when the function has asked for, and is put aside once it was received too often.
 */
export const createQueue = (settings: QueueSettings): LocalQueue => {
  const {
    name,
    handler,
    activity,
    random,
    clock,
    onDead,
    batchSize = 1,
    concurrency = 2,
    maximumReceives = 5,
    firstBackoffInMilliseconds = 500,
    repeated = 0.03,
  } = settings;
  const visible: Message[] = [];
  const dead: DeadLetter[] = [];
  const inFlight = new Map<string, Message>();
  const timers = new Set<NodeJS.Timeout>();
  let running = 0;
  let stopped = false;

  const event = (batch: readonly Message[]): SQSEvent => ({ Records: batch.map((message) => record(name, message)) });

  const after = (milliseconds: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, milliseconds);
    timers.add(timer);
  };

  const show = (message: Message): void => {
    visible.push(message);
    pump();
  };

  const showAfter = (message: Message, milliseconds: number): void => {
    const isLong = milliseconds > longDelayInSeconds * 1000;
    if (isLong) message.finish();
    after(milliseconds, () => {
      if (isLong) message.finish = activity.begin();
      show(message);
    });
  };

  const failed = (message: Message, reason: string): void => {
    if (message.receives >= maximumReceives) {
      const { id: messageId, body, receives } = message;
      const letter = { queue: name, messageId, body, receives, reason, diedAt: clock() };
      dead.push(letter);
      onDead(letter);
      message.finish();
      return;
    }
    const backoff = Math.min(longestBackoffInMilliseconds, firstBackoffInMilliseconds * 2 ** (message.receives - 1));
    const { comesBackAfterSeconds: asked } = message;
    showAfter(message, asked === null ? backoff : asked * 1000);
  };

  const handle = async (batch: readonly Message[]): Promise<void> => {
    try {
      if (random() < repeated) await handler(event(batch), invocationContext(name)).catch(() => undefined);
      const answer = await handler(event(batch), invocationContext(name));
      const failures = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      // An identifier that is not in the batch fails the whole of it.
      const all = [...failures].some((identifier) => !batch.some(({ id }) => id === identifier));
      for (const message of batch) {
        if (all || failures.has(message.id)) failed(message, 'reported as failed');
        else message.finish();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      for (const message of batch) failed(message, reason);
    }
  };

  const pump = (): void => {
    while (!stopped && running < concurrency && visible.length > 0) {
      const batch = visible.splice(0, batchSize);
      for (const message of batch) {
        message.receives++;
        message.firstReceivedAt ??= clock();
        message.comesBackAfterSeconds = null;
        inFlight.set(receiptOf(message), message);
      }
      const receipts = batch.map(receiptOf);
      running++;
      void handle(batch).finally(() => {
        running--;
        for (const receipt of receipts) inFlight.delete(receipt);
        pump();
      });
    }
  };

  return {
    name,
    dead,
    send(body, delaySeconds = 0) {
      const message: Message = {
        id: randomUUID(),
        body,
        sentAt: clock(),
        firstReceivedAt: null,
        receives: 0,
        comesBackAfterSeconds: null,
        finish: activity.begin(),
      };
      if (delaySeconds === 0) show(message);
      else showAfter(message, delaySeconds * 1000);
      return message.id;
    },
    comeBack(receipt, afterSeconds) {
      const message = inFlight.get(receipt);
      if (message) message.comesBackAfterSeconds = afterSeconds;
      return message !== undefined;
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

const receiptOf = ({ id, receives }: Message): string => `${id}#${receives}`;

const record = (name: string, message: Message): SQSRecord => {
  const { id, body, receives, sentAt, firstReceivedAt } = message;
  return {
    messageId: id,
    receiptHandle: receiptOf(message),
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAt),
      SenderId: `AROALOCAL:${name}`,
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt ?? sentAt),
    },
    messageAttributes: {},
    md5OfBody: md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${region}:${account}:${name}`,
    awsRegion: region,
  };
};

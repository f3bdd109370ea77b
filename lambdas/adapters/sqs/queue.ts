import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import type { Queue } from '../../domain/ports.ts';
import { backoff } from '../backoff.ts';
import { sqs } from './client.ts';

const mostInBatch = 10;
/** All messages of a batch together may have 256 KiB. */
const largestBatch = 256 * 1024;
const longestDelaySeconds = 900;
const mostAttempts = 5;

/** Groups bodies, in their order, into what one request may carry. */
const batches = (bodies: readonly string[]): string[][] => {
  const all: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    if (batch.length === mostInBatch || (batch.length > 0 && bytes + size > largestBatch)) {
      all.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(body);
    bytes += size;
  }
  return batch.length > 0 ? [...all, batch] : all;
};

const told = (failed: readonly BatchResultErrorEntry[]): string =>
  [...new Set(failed.map(({ Code }) => Code ?? 'unknown'))].join(', ');

/** Sends a batch; what SQS could not take is sent again, what it never will is an error. */
const send = async (url: string, batch: readonly string[], delaySeconds: number): Promise<void> => {
  let entries: SendMessageBatchRequestEntry[] = batch.map((body, index) => ({
    Id: String(index),
    MessageBody: body,
    DelaySeconds: delaySeconds,
  }));
  for (let attempt = 1; ; attempt += 1) {
    const { Failed = [] } = await sqs().send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    if (Failed.length === 0) return;
    if (attempt === mostAttempts || Failed.some(({ SenderFault }) => SenderFault))
      throw new Error(`The queue did not take ${Failed.length} of ${batch.length} messages: ${told(Failed)}.`);
    const again = new Set(Failed.map(({ Id }) => Id));
    entries = entries.filter(({ Id }) => again.has(Id));
    await backoff(attempt);
  }
};

/**
 * Work for another function, as JSON. A message may arrive more than once, and again when `add` is repeated after an
 * error. SQS delays by 900 seconds at most: a longer delay is cut to that.
 */
export const createQueue = <Message>(url: string): Queue<Message> => ({
  async add(messages, delaySeconds = 0) {
    const bodies = messages.map((message) => JSON.stringify(message));
    for (const batch of batches(bodies)) await send(url, batch, Math.min(delaySeconds, longestDelaySeconds));
  },
});

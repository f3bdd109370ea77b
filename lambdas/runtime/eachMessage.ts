import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Receipts } from '../domain/ports.ts';
import { logger } from './logger.ts';

const firstWaitSeconds = 60;
const longestWaitSeconds = 3600;

/** After 1, 4, 16 and 64 minutes, but an hour at most: what fails for a moment is soon done, an outage is outlasted. */
const waitSeconds = (receives: number): number => Math.min(longestWaitSeconds, firstWaitSeconds * 4 ** (receives - 1));

/** Where it cannot be said when a message is to come again, it does so after the queue's own delay. */
const comeBack = async (receipts: Receipts, { messageId: id, receiptHandle, attributes }: SQSRecord): Promise<void> => {
  try {
    await receipts.comeBack(receiptHandle, waitSeconds(Number(attributes.ApproximateReceiveCount)));
  } catch (error) {
    logger.warn('A message that failed comes again only after the delay of its queue.', { id, error });
  }
};

/**
 * Does `work` for each message of a batch, one after another, and reports those that failed: the queue gives them out
 * again later, and puts aside what fails too often.
 *
 * @param work answers `again` for a message that is to come back although nothing is wrong
 * @param receipts of a queue whose own delay is long, since it must outlast the function: what failed comes again sooner
 */
export const eachMessage = async <Schema extends z.ZodMiniType>(
  { Records }: SQSEvent,
  schema: Schema,
  work: (message: z.output<Schema>) => Promise<'done' | 'again'>,
  receipts?: Receipts,
): Promise<SQSBatchResponse> => {
  const failed: SQSRecord[] = [];
  for (const record of Records) {
    try {
      if ((await work(schema.parse(JSON.parse(record.body)))) === 'again') failed.push(record);
    } catch (error) {
      logger.error('A message could not be worked on.', { id: record.messageId, error });
      failed.push(record);
    }
  }
  if (receipts) for (const record of failed) await comeBack(receipts, record);
  return { batchItemFailures: failed.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) };
};

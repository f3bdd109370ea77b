import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import { logger } from './logger.ts';

/**
 * Does `work` for each message of a batch, one after another, and reports those that failed: the queue gives them out
 * again later, and puts aside what fails too often.
 *
 * @param work answers `again` for a message that is to come back although nothing is wrong
 */
export const eachMessage = async <Schema extends z.ZodMiniType>(
  { Records }: SQSEvent,
  schema: Schema,
  work: (message: z.output<Schema>) => Promise<'done' | 'again'>,
): Promise<SQSBatchResponse> => {
  const failed: string[] = [];
  for (const { messageId, body } of Records) {
    try {
      if ((await work(schema.parse(JSON.parse(body)))) === 'again') failed.push(messageId);
    } catch (error) {
      logger.error('A message could not be worked on.', { id: messageId, error });
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

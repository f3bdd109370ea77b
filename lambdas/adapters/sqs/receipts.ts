import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { Receipts } from '../../domain/ports.ts';
import { sqs } from './client.ts';

/** Receipts of a queue's messages. */
export const createReceipts = (url: string): Receipts => ({
  async comeBack(receipt, afterSeconds) {
    await sqs().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: afterSeconds }),
    );
  },
});

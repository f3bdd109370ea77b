import { createQueue } from '../../adapters/sqs/queue.ts';
import { createReceipts } from '../../adapters/sqs/receipts.ts';
import type { Receipts } from '../../domain/ports.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

/** Work for other functions. */

export const reviewQueue: Part<Services['reviewQueue'], 'reviewQueueUrl'> = {
  needs: ['reviewQueueUrl'],
  make: ({ reviewQueueUrl }) => createQueue(reviewQueueUrl),
};

export const recordsQueue: Part<Services['recordsQueue'], 'reviewQueueUrl'> = {
  needs: ['reviewQueueUrl'],
  make: ({ reviewQueueUrl }) => createQueue(reviewQueueUrl),
};

export const replayQueue: Part<Services['replayQueue'], 'reviewQueueUrl'> = {
  needs: ['reviewQueueUrl'],
  make: ({ reviewQueueUrl }) => createQueue(reviewQueueUrl),
};

export const mailQueue: Part<Services['mailQueue'], 'mailQueueUrl'> = {
  needs: ['mailQueueUrl'],
  make: ({ mailQueueUrl }) => createQueue(mailQueueUrl),
};

/** Of what a function is given by the queue of reviews. */
export const reviewReceipts: Part<Receipts, 'reviewQueueUrl'> = {
  needs: ['reviewQueueUrl'],
  make: ({ reviewQueueUrl }) => createReceipts(reviewQueueUrl),
};

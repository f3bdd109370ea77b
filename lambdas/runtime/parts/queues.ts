import { createQueue } from '../../adapters/sqs/queue.ts';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';

/** Work for other functions. */

export const reviewQueue: Part<Services['reviewQueue'], 'reviewQueueUrl'> = {
  needs: ['reviewQueueUrl'],
  make: ({ reviewQueueUrl }) => createQueue(reviewQueueUrl),
};

export const mailQueue: Part<Services['mailQueue'], 'mailQueueUrl'> = {
  needs: ['mailQueueUrl'],
  make: ({ mailQueueUrl }) => createQueue(mailQueueUrl),
};

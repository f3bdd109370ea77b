import type { SQSEvent } from 'aws-lambda';
import { review } from '../flow/review.ts';
import { compose } from '../runtime/compose.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { invocation } from '../runtime/invocation.ts';
import { reviewMessage } from '../runtime/messages.ts';
import { clock, logger, metrics, pause } from '../runtime/parts/process.ts';
import { mailQueue, reviewReceipts } from '../runtime/parts/queues.ts';
import { sources } from '../runtime/parts/sources.ts';
import { deliveries, jobs, ledger, records, reviews, workspaces } from '../runtime/parts/stores.ts';

const { receipts, ...services } = compose({
  deliveries,
  records,
  workspaces,
  reviews,
  ledger,
  jobs,
  mailQueue,
  receipts: reviewReceipts,
  sources,
  clock,
  pause,
  logger,
  metrics,
});

/** Reviews to be computed, by the queue of reviews. One that failed comes again soon, one that was cut off after the queue's delay. */
export const handler = invocation((event: SQSEvent) =>
  eachMessage(
    event,
    reviewMessage,
    async (message) => {
      await review(services, message);
      return 'done';
    },
    receipts,
  ),
);

import type { Context, SQSEvent } from 'aws-lambda';
import { listRecords } from '../flow/records/list.ts';
import { replay } from '../flow/replay/replay.ts';
import { review } from '../flow/review.ts';
import { compose } from '../runtime/compose.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { invocation } from '../runtime/invocation.ts';
import { reviewOrReplay } from '../runtime/messages.ts';
import { clock, logger, metrics, pause } from '../runtime/parts/process.ts';
import { mailQueue, replayQueue, reviewReceipts } from '../runtime/parts/queues.ts';
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
  replayQueue,
  receipts: reviewReceipts,
  sources,
  clock,
  pause,
  logger,
  metrics,
});

/** Steps of replays are short, so that reviews come in between, whose place in the queue they take. */
const longestStepMs = 30_000;
/** Of the time that an invocation has, what a step may take up; the rest is for the lot that it is at. */
const stepShare = 0.75;

const stepMs = (context: Context | undefined): number =>
  Math.min(longestStepMs, context ? stepShare * context.getRemainingTimeInMillis() : longestStepMs);

/**
 * Reviews to be computed, records to be listed and steps of replays, by the queue of reviews. What failed comes again soon, what was cut off
 * after the queue's delay.
 */
export const handler = invocation((event: SQSEvent, context?: Context) =>
  eachMessage(
    event,
    reviewOrReplay,
    async (message) => {
      if ('kind' in message && message.kind === 'records') await listRecords(services, message);
      else if ('kind' in message) await replay(services, message, services.clock() + stepMs(context));
      else await review(services, message);
      return 'done';
    },
    receipts,
  ),
);

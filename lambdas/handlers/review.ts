import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { review } from '../flow/review.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { reviewMessage } from '../runtime/messages.ts';
import { services } from '../runtime/services.ts';

/** Reviews to be computed, by the queue of reviews. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, reviewMessage, async (message) => {
    await review(services(), message);
    return 'done';
  });

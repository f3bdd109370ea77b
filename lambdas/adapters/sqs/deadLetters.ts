import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '../../domain/ports.ts';
import { httpOptions } from '../sdk.ts';
import { isStandIn } from '../standIn.ts';

let client: SQSClient | undefined;

const sqs = (): SQSClient => {
  client ??= new SQSClient({ maxAttempts: 2, requestHandler: httpOptions(3000) });
  return client;
};

/**
 * The queues that hold what was given up on.
 *
 * @param urls their URLs, separated by commas; none where it is undefined
 */
export const createDeadLetters = (urls: string | undefined): DeadLetters => ({
  queues: (urls ?? '').split(',').flatMap((url) => url.trim() || []),

  async look(url) {
    const answer = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages', 'QueueArn'] }),
    );
    const { ApproximateNumberOfMessages, QueueArn } = answer.Attributes ?? {};
    if (ApproximateNumberOfMessages === undefined || QueueArn === undefined)
      throw new Error('The queue did not answer how many messages it holds.');
    return { arn: QueueArn, messages: Number(ApproximateNumberOfMessages), standIn: isStandIn(answer) };
  },
});

import { Duration } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './deadLetterQueue.ts';

export interface StreamSourceProps {
  /** ARN of the stream of the Deliveries table. */
  readonly stream: string;
  /** The function that is told of new deliveries. Its role must be able to read the stream and to write to `lost`. */
  readonly consumer: IFunction;
  /** Told of positions in the stream that were given up on: not of what stands there. */
  readonly lost: DeadLetterQueue;
}

const batchSize = 100;
const window = Duration.seconds(1);
const mostRetries = 5;
/** Longer would keep a shard back for what the sweep of a tick has found long before. */
const longestAge = Duration.hours(6);

/** A delivery's sort key begins with its instant; that of a part of a large body does not. */
const beginsWithDigit = Array.from('0123456789', (digit) => ({ prefix: digit }));

/** New deliveries only: not what is written to them later, and not the parts of large bodies. */
const arrived = { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: beginsWithDigit } } } };

/**
 * Feeds the table's stream to a function. A batch that fails is halved until what fails is alone, which is tried a few
 * times and then left to the sweep, so that it never keeps back the rest.
 */
export class StreamSource extends Construct {
  constructor(scope: Construct, id: string, { stream, consumer, lost }: StreamSourceProps) {
    super(scope, id);
    new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: stream,
      functionName: consumer.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize,
      maximumBatchingWindowInSeconds: window.toSeconds(),
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: mostRetries,
      maximumRecordAgeInSeconds: longestAge.toSeconds(),
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filters: [{ pattern: JSON.stringify(arrived) }] },
      destinationConfig: { onFailure: { destination: lost.queueArn } },
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './deadLetterQueue.ts';

export interface WorkQueueProps {
  /** Timeout of the function that it feeds. A message comes back after six times this, unless the function says when. */
  readonly timeout: Duration;
}

export interface Consumption {
  /** Batches that are worked on at a time: at least 2, which is the least that Lambda takes. */
  readonly concurrency: number;
}

const timeoutsUntilVisible = 6;
const mostReceives = 5;

/** Work for a function, one message at a time; what fails five times is put aside. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;

  constructor(scope: Construct, id: string, { timeout }: WorkQueueProps) {
    super(scope, id);
    this.dead = new DeadLetterQueue(this, 'Dead');
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * timeoutsUntilVisible),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: mostReceives },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }

  /** Lets a function work on what comes in. Its role must be able to read the queue. */
  feed(consumer: IFunction, { concurrency }: Consumption): void {
    new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: this.queue.queueArn,
      functionName: consumer.functionName,
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: concurrency },
    });
  }
}

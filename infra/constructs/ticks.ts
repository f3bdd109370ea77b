import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './deadLetterQueue.ts';

export interface TicksProps {
  readonly consumer: IFunction;
  /** Where a tick goes that could not be handed over. */
  readonly dead: DeadLetterQueue;
}

/** On the quarters of the hour, so that what is due at eight is mailed at eight. */
const everyQuarterHour = 'cron(0/15 * * * ? *)';
/** The next tick then does what this one would have done. */
const longestAge = Duration.minutes(15);
const mostRetries = 5;

/** Invokes a function every 15 minutes with `{"time": "<the instant for which it was scheduled>"}`. */
export class Ticks extends Construct {
  constructor(scope: Construct, id: string, { consumer, dead }: TicksProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
      inlinePolicies: {
        rights: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [consumer.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      description: 'Asks what is due, what is left behind and what is pending',
      scheduleExpression: everyQuarterHour,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: consumer.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ time: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: mostRetries, maximumEventAgeInSeconds: longestAge.toSeconds() },
        deadLetterConfig: { arn: dead.queueArn },
      },
    });
  }
}

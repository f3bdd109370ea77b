import { describe, expect, it } from 'vitest';
import { deliveryPart, headPlace } from '../../../lambdas/adapters/dynamodb/deliveryKey.ts';
import { prod, synthesised } from '../support/deployment.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const functionId = (name: string): string => prod.idOf('AWS::Lambda::Function', `Functions${name}Function`);
const queueId = (name: string): string => prod.idOf('AWS::SQS::Queue', name);
const mapping = (id: string) => prod.one('AWS::Lambda::EventSourceMapping', id).Properties;

describe('queues', () => {
  it.each([
    ['ReviewQueue', 'review'],
    ['MailQueue', 'mail'],
  ])('%s feeds %s one message at a time, and puts aside what fails five times', (queue, name) => {
    const { VisibilityTimeout, RedrivePolicy } = prod.one('AWS::SQS::Queue', queue).Properties;
    const { Timeout } = prod.one('AWS::Lambda::Function', `Functions${name}Function`).Properties;
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(Timeout));
    expect(RedrivePolicy).toEqual({ deadLetterTargetArn: arn(queueId(`${queue}Dead`)), maxReceiveCount: 5 });
    expect(mapping(`${queue}Source`)).toEqual({
      EventSourceArn: arn(queueId(queue)),
      FunctionName: { Ref: functionId(name) },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('are encrypted, and take nothing that comes over no TLS', () => {
    const queues = prod.of('AWS::SQS::Queue');
    expect(queues).toHaveLength(7);
    for (const [id, { Properties }] of queues) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
      const policies = prod.of('AWS::SQS::QueuePolicy').filter(([, policy]) => JSON.stringify(policy).includes(id));
      expect(policies.map(([, policy]) => policy.Properties.PolicyDocument)).toEqual([
        expect.objectContaining({
          Statement: expect.arrayContaining([
            expect.objectContaining({
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        }),
      ]);
    }
  });

  it('keep what was given up on for 14 days', () => {
    const dead = prod.of('AWS::SQS::Queue').filter(([id]) => id.includes('Dead'));
    expect(dead).toHaveLength(5);
    for (const [, { Properties }] of dead) expect(Properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
  });
});

describe('the stream', () => {
  it('feeds translate; what fails is halved, tried five times for six hours at most, and never keeps back the rest', () => {
    expect(mapping('StreamSource')).toEqual({
      EventSourceArn: { 'Fn::GetAtt': [prod.idOf('AWS::DynamoDB::Table', 'TablesDeliveries'), 'StreamArn'] },
      FunctionName: { Ref: functionId('translate') },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 6 * 3600,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: expect.any(String) }] },
      DestinationConfig: { OnFailure: { Destination: arn(queueId('StreamDead')) } },
    });
  });

  it('tells of new deliveries, not of what is written to them later, and not of parts of bodies', () => {
    const { FilterCriteria } = mapping('StreamSource') as { FilterCriteria: { Filters: [{ Pattern: string }] } };
    const pattern = JSON.parse(FilterCriteria.Filters[0].Pattern) as {
      eventName: string[];
      dynamodb: { Keys: { sk: { S: { prefix: string }[] } } };
    };
    // Lambda's rules: of alternatives one must hold, of fields all.
    const passes = (eventName: string, sk: string): boolean =>
      pattern.eventName.includes(eventName) && pattern.dynamodb.Keys.sk.S.some(({ prefix }) => sk.startsWith(prefix));
    const receipts = [0, 1, 999_999_999_999, Date.parse('2026-11-03T11:00:00Z'), 9_999_999_999_999];
    for (const receivedAt of receipts) {
      const key = { workspace: 'acme', source: 'kommo', receivedAt, hash: 'a'.repeat(64) };
      const { sk } = headPlace(key);
      expect(passes('INSERT', sk), sk).toBe(true);
      expect(passes('MODIFY', sk), sk).toBe(false);
      expect(passes('REMOVE', sk), sk).toBe(false);
      expect(passes('INSERT', deliveryPart(key)(0).sk), sk).toBe(false);
    }
  });
});

describe('ticks', () => {
  it('come on every quarter of an hour with the instant for which they were scheduled', () => {
    expect(prod.one('AWS::Scheduler::Schedule').Properties).toMatchObject({
      ScheduleExpression: 'cron(0/15 * * * ? *)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arn(functionId('schedule')),
        Input: '{"time":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 900 },
        DeadLetterConfig: { Arn: arn(queueId('TicksDead')) },
      },
    });
  });

  it('that failed are repeated until the next one comes', () => {
    expect(prod.one('AWS::Lambda::EventInvokeConfig', 'FunctionsscheduleFunctionEventInvokeConfig').Properties).toEqual(
      {
        FunctionName: { Ref: functionId('schedule') },
        MaximumEventAgeInSeconds: 900,
        MaximumRetryAttempts: 2,
        Qualifier: '$LATEST',
      },
    );
  });

  it('come from this account’s scheduler, which may do nothing but hand them over', () => {
    const { AssumeRolePolicyDocument, Policies } = prod.one('AWS::IAM::Role', 'TicksRole').Properties;
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
    });
    expect(Policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            { Action: 'lambda:InvokeFunction', Resource: arn(functionId('schedule')) },
            { Action: 'sqs:SendMessage', Resource: arn(queueId('TicksDead')) },
          ],
        },
      },
    ]);
  });
});

describe('mail', () => {
  it('goes over TLS or not at all, and SES reports all that becomes of it', () => {
    expect(prod.one('AWS::SES::ConfigurationSet').Properties).toEqual({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SendingOptions: { SendingEnabled: true },
    });
    expect(prod.one('AWS::SES::ConfigurationSetEventDestination').Properties).toMatchObject({
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay', 'renderingFailure'],
        SnsDestination: { TopicARN: { Ref: prod.idOf('AWS::SNS::Topic', 'MailEvents') } },
      },
    });
  });

  it('is told to feedback; what cannot be told, or entered, is kept', () => {
    expect(prod.one('AWS::SNS::Subscription').Properties).toEqual({
      Protocol: 'lambda',
      Endpoint: arn(functionId('feedback')),
      TopicArn: { Ref: prod.idOf('AWS::SNS::Topic', 'MailEvents') },
      RedrivePolicy: { deadLetterTargetArn: arn(queueId('FeedbackDead')) },
    });
    expect(prod.one('AWS::Lambda::Function', 'FunctionsfeedbackFunction').Properties).toMatchObject({
      DeadLetterConfig: { TargetArn: arn(queueId('FeedbackDead')) },
    });
  });

  it.each([
    ['MailEvents', 'ses.amazonaws.com', 'AWS:SourceAccount'],
    ['AlarmsTopic', 'cloudwatch.amazonaws.com', 'aws:SourceAccount'],
  ])('the topic %s takes what %s publishes for this account, and nothing over no TLS', (topic, service, condition) => {
    const { PolicyDocument } = prod.one('AWS::SNS::TopicPolicy', `${topic}Policy`).Properties as {
      PolicyDocument: { Statement: { Effect: string; Principal: unknown; Condition: Record<string, unknown> }[] };
    };
    expect(PolicyDocument.Statement).toHaveLength(2);
    const [deny, allow] = PolicyDocument.Statement;
    expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(allow).toMatchObject({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: service },
      Condition: { StringEquals: { [condition]: { Ref: 'AWS::AccountId' } } },
    });
  });

  it('is signed with keys of SES, unless the domain is there already', () => {
    expect(prod.one('AWS::SES::EmailIdentity').Properties).toEqual({
      EmailIdentity: 'acme.example',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
    });
    const second = synthesised({ identityExists: true });
    expect(second.of('AWS::SES::EmailIdentity')).toEqual([]);
    expect(Object.keys(second.outputs).filter((name) => name.startsWith('DnsRecord'))).toEqual([]);
  });
});

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from './functionNames.ts';
import type { TableName } from './tables.ts';

/** ARNs of all that functions use. */
export interface Resources {
  readonly tables: Readonly<Record<TableName, string>>;
  /** Of the Deliveries table. */
  readonly stream: string;
  readonly queues: Readonly<Record<'review' | 'mail', string>>;
  readonly dead: {
    readonly stream: string;
    readonly feedback: string;
    readonly all: readonly string[];
  };
  /** SSM parameters; `sources` stands for those of every source. */
  readonly parameters: Readonly<Record<'admin' | 'links' | 'sources', string>>;
  /** Of SES: every identity of the account in this region. */
  readonly identities: string;
  readonly configurationSet: string;
  /** Senders' addresses are of this domain. */
  readonly mailDomain: string;
}

/** Rights that cannot be had for less than everything, and why. */
export const everything: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'X-Ray knows no resource that a trace could be confined to.',
  'xray:PutTelemetryRecords': 'X-Ray knows no resource that a trace could be confined to.',
  'dynamodb:ListStreams': 'Lambda asks for the list of streams before it reads one; a list is of no single stream.',
  'ses:GetSendQuota': 'A question about the account, which has no resource. It changes nothing.',
  'ses:GetAccountSendingEnabled': 'A question about the account, which has no resource. It changes nothing.',
  'ses:GetIdentityVerificationAttributes': 'SES takes no resource for it. It changes nothing.',
  'ses:GetIdentityDkimAttributes': 'SES takes no resource for it. It changes nothing.',
};

const allow = (
  resources: string | readonly string[],
  actions: readonly string[],
  conditions?: Record<string, Record<string, readonly string[]>>,
): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: typeof resources === 'string' ? [resources] : [...resources],
    ...(conditions && { conditions }),
  });

/** @param table ARN @param operations of DynamoDB, `GetItem` */
const onTable = (table: string, ...operations: readonly string[]): PolicyStatement =>
  allow(
    table,
    operations.map((operation) => `dynamodb:${operation}`),
  );

const toQueues = (...queues: readonly string[]): PolicyStatement => allow(queues, ['sqs:SendMessage']);

/** What Lambda does in the name of a function that a queue feeds. */
const fromQueue = (queue: string): PolicyStatement =>
  allow(queue, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);

const readParameters = (...parameters: readonly string[]): PolicyStatement => allow(parameters, ['ssm:GetParameter']);

const makeParameters = (...parameters: readonly string[]): PolicyStatement =>
  allow(parameters, ['ssm:GetParameter', 'ssm:PutParameter']);

/** @param group ARN of the log group, with what stands for its streams */
export const logStatement = (group: string): PolicyStatement =>
  allow(group, ['logs:CreateLogStream', 'logs:PutLogEvents']);

export const traceStatement = (): PolicyStatement => allow('*', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);

/**
 * All that each function may do beside writing its log and its traces: exactly the calls that its handler leads to.
 * Whoever lets a flow do more adds it here.
 */
export const grants = ({
  tables: { deliveries, records, reviews },
  stream,
  queues,
  dead,
  parameters,
  identities,
  configurationSet,
  mailDomain,
}: Resources): Readonly<Record<FunctionName, readonly PolicyStatement[]>> => ({
  receive: [
    onTable(deliveries, 'PutItem'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem'),
    readParameters(parameters.sources),
  ],
  translate: [
    allow(stream, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']),
    allow('*', ['dynamodb:ListStreams']),
    toQueues(dead.stream),
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem'),
    onTable(reviews, 'GetItem', 'PutItem'),
  ],
  schedule: [
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'Query'),
    toQueues(queues.review, queues.mail),
  ],
  review: [
    fromQueue(queues.review),
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem', 'Query'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'Query'),
    toQueues(queues.mail),
  ],
  mail: [
    fromQueue(queues.mail),
    onTable(reviews, 'GetItem', 'UpdateItem', 'Query'),
    makeParameters(parameters.links),
    // While the account is in the sandbox, SES wants the right to the recipient's identity, too.
    allow([identities, configurationSet], ['ses:SendRawEmail'], {
      // The identity of a domain is that of those below it, too.
      StringLike: { 'ses:FromAddress': [`*@${mailDomain}`, `*@*.${mailDomain}`] },
    }),
  ],
  feedback: [onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem'), toQueues(dead.feedback)],
  api: [
    onTable(deliveries, 'GetItem', 'PutItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    toQueues(queues.review, queues.mail),
    makeParameters(parameters.admin, parameters.links, parameters.sources),
    allow('*', [
      'ses:GetSendQuota',
      'ses:GetAccountSendingEnabled',
      'ses:GetIdentityVerificationAttributes',
      'ses:GetIdentityDkimAttributes',
    ]),
    allow(dead.all, ['sqs:GetQueueAttributes']),
  ],
});

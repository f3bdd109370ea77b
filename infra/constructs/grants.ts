import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from './functionNames.ts';
import type { SecretName, SecretsService } from './secrets.ts';
import type { TableName } from './tables.ts';

/** Secrets, and the service that keeps them. */
interface Secrets {
  readonly service: SecretsService;
  /** All that the ARN of a secret may be. */
  arns(name: SecretName): readonly string[];
}

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
  readonly secrets: Secrets;
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

/** A function that says by itself when what failed comes again. */
const backToQueue = (queue: string): PolicyStatement => allow(queue, ['sqs:ChangeMessageVisibility']);

/** What one does with secrets: read them, make those that are absent, or set them. */
type Use = 'read' | 'make' | 'set';

const ofSecrets: Readonly<Record<SecretsService, Readonly<Record<Use, readonly string[]>>>> = {
  ssm: {
    read: ['ssm:GetParameter'],
    make: ['ssm:GetParameter', 'ssm:PutParameter'],
    set: ['ssm:GetParameter', 'ssm:PutParameter'],
  },
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    make: ['secretsmanager:GetSecretValue', 'secretsmanager:CreateSecret'],
    set: ['secretsmanager:GetSecretValue', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
  },
};

const onSecrets = ({ service, arns }: Secrets, use: Use, ...names: readonly SecretName[]): PolicyStatement =>
  allow(names.flatMap(arns), ofSecrets[service][use]);

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
  secrets,
  identities,
  configurationSet,
  mailDomain,
}: Resources): Readonly<Record<FunctionName, readonly PolicyStatement[]>> => ({
  receive: [
    onTable(deliveries, 'PutItem'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem'),
    onSecrets(secrets, 'read', 'sources/*'),
  ],
  translate: [
    allow(stream, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']),
    allow('*', ['dynamodb:ListStreams']),
    toQueues(dead.stream),
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem', 'PartiQLInsert', 'PartiQLUpdate'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem'),
  ],
  schedule: [
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem', 'PartiQLInsert', 'PartiQLUpdate', 'Query'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'Query'),
    toQueues(queues.review, queues.mail),
  ],
  review: [
    fromQueue(queues.review),
    backToQueue(queues.review),
    onTable(deliveries, 'GetItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'BatchWriteItem', 'PutItem', 'PartiQLInsert', 'PartiQLUpdate', 'Query'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    // To itself: the next step of a replay.
    toQueues(queues.review, queues.mail),
  ],
  mail: [
    fromQueue(queues.mail),
    // What became of a test is put into its job.
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem'),
    onSecrets(secrets, 'make', 'links'),
    // While the account is in the sandbox, SES wants the right to the recipient's identity, too.
    allow([identities, configurationSet], ['ses:SendRawEmail'], {
      // The identity of a domain is that of those below it, too.
      StringLike: { 'ses:FromAddress': [`*@${mailDomain}`, `*@*.${mailDomain}`] },
    }),
  ],
  feedback: [onTable(reviews, 'GetItem', 'UpdateItem'), toQueues(dead.feedback)],
  api: [
    onTable(deliveries, 'GetItem', 'PutItem', 'UpdateItem', 'Query'),
    onTable(records, 'BatchGetItem', 'PutItem', 'PartiQLInsert', 'PartiQLUpdate'),
    onTable(reviews, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    toQueues(queues.review, queues.mail),
    onSecrets(secrets, 'make', 'admin', 'links'),
    onSecrets(secrets, 'set', 'sources/*'),
    allow('*', [
      'ses:GetSendQuota',
      'ses:GetAccountSendingEnabled',
      'ses:GetIdentityVerificationAttributes',
      'ses:GetIdentityDkimAttributes',
    ]),
    allow(dead.all, ['sqs:GetQueueAttributes']),
  ],
});

import { describe, expect, it } from 'vitest';
import { type FunctionName, functionNames } from '../../../infra/constructs/functionNames.ts';
import { everything } from '../../../infra/constructs/grants.ts';
import { prod, type Synthesised, shown, synthesised } from '../support/deployment.ts';
import { list, rightsOf, statementsIn } from '../support/rights.ts';

const roles = prod.of('AWS::IAM::Role');

/** `<resource>: action action`, a line a resource, in the order of the alphabet. */
const linesOf = (name: FunctionName, deployment: Synthesised = prod): string[] =>
  rightsOf(name, deployment)
    .map(({ resource, actions }) => `${resource}: ${actions.join(' ')}`)
    .sort();

const log = (name: FunctionName): string => `<Functions${name}Log.Arn>: logs:CreateLogStream logs:PutLogEvents`;

const inAccount = (service: string, resource: string): string =>
  `arn:<Partition>:${service}:<Region>:<AccountId>:${resource}`;

const parameter = (name: string, actions: string): string =>
  `${inAccount('ssm', `parameter/quarterdeck/prod/${name}`)}: ${actions}`;

const consume = 'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage';
const readAndMake = 'ssm:GetParameter ssm:PutParameter';
const dead = ['StreamDead', 'FeedbackDead', 'TicksDead', 'ReviewQueueDead', 'MailQueueDead'];

const own: Readonly<Record<FunctionName, readonly string[]>> = {
  receive: [
    '<TablesDeliveries.Arn>: dynamodb:PutItem',
    '<TablesReviews.Arn>: dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem',
    parameter('sources/*', 'ssm:GetParameter'),
  ],
  translate: [
    '<StreamDead.Arn>: sqs:SendMessage',
    '<TablesDeliveries.Arn>: dynamodb:GetItem dynamodb:Query dynamodb:UpdateItem',
    '<TablesDeliveries.StreamArn>: dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator',
    '<TablesRecords.Arn>: dynamodb:BatchGetItem dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PutItem',
    '<TablesReviews.Arn>: dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem',
  ],
  schedule: [
    '<MailQueue.Arn>: sqs:SendMessage',
    '<ReviewQueue.Arn>: sqs:SendMessage',
    '<TablesDeliveries.Arn>: dynamodb:GetItem dynamodb:Query dynamodb:UpdateItem',
    '<TablesRecords.Arn>: dynamodb:BatchGetItem dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PutItem dynamodb:Query',
    '<TablesReviews.Arn>: dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem',
  ],
  review: [
    '<MailQueue.Arn>: sqs:SendMessage',
    `<ReviewQueue.Arn>: sqs:ChangeMessageVisibility ${consume} sqs:SendMessage`,
    '<TablesDeliveries.Arn>: dynamodb:GetItem dynamodb:Query dynamodb:UpdateItem',
    '<TablesRecords.Arn>: dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PutItem dynamodb:Query',
    '<TablesReviews.Arn>: dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem',
  ],
  mail: [
    `<MailQueue.Arn>: ${consume}`,
    '<TablesReviews.Arn>: dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem',
    `${inAccount('ses', 'configuration-set/<MailSet>')}: ses:SendRawEmail`,
    `${inAccount('ses', 'identity/*')}: ses:SendRawEmail`,
    parameter('links', readAndMake),
  ],
  feedback: ['<FeedbackDead.Arn>: sqs:SendMessage', '<TablesReviews.Arn>: dynamodb:GetItem dynamodb:UpdateItem'],
  api: [
    ...dead.map((queue) => `<${queue}.Arn>: sqs:GetQueueAttributes`),
    '<MailQueue.Arn>: sqs:SendMessage',
    '<ReviewQueue.Arn>: sqs:SendMessage',
    '<TablesDeliveries.Arn>: dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem',
    '<TablesRecords.Arn>: dynamodb:BatchGetItem dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PutItem',
    '<TablesReviews.Arn>: dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem',
    parameter('admin', readAndMake),
    parameter('links', readAndMake),
    parameter('sources/*', readAndMake),
  ],
};

const traced = { none: synthesised({ tracing: 'none' }), all: synthesised({ tracing: 'all' }) };
const inSecretsManager = synthesised({ secrets: 'secretsmanager' });

/** As long as there is none its ARN ends with its name, and from then on with six characters more. */
const secret = (name: string, actions: string): string[] => {
  const arn = inAccount('secretsmanager', `secret:/quarterdeck/prod/${name}`);
  return [`${arn}: ${actions}`, `${arn}-??????: ${actions}`];
};

const readOrMake = 'secretsmanager:CreateSecret secretsmanager:GetSecretValue';
const ofSources = inAccount('secretsmanager', 'secret:/quarterdeck/prod/sources/*');

/** Rights to secrets in Secrets Manager. */
const ownSecrets: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  receive: [`${ofSources}: secretsmanager:GetSecretValue`],
  mail: secret('links', readOrMake),
  api: [
    ...secret('admin', readOrMake),
    ...secret('links', readOrMake),
    `${ofSources}: ${readOrMake} secretsmanager:PutSecretValue`,
  ],
};

const trace = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const aboutMail = [
  ...['ses:GetAccountSendingEnabled', 'ses:GetIdentityDkimAttributes'],
  ...['ses:GetIdentityVerificationAttributes', 'ses:GetSendQuota'],
];

/** Rights to everything. */
const wild: Readonly<Record<FunctionName, readonly string[]>> = {
  receive: [],
  translate: ['dynamodb:ListStreams'],
  schedule: trace,
  review: trace,
  mail: trace,
  feedback: trace,
  api: [...aboutMail, ...trace],
};

const toEverything = (actions: readonly string[]): string[] =>
  actions.length === 0 ? [] : [`*: ${[...actions].sort().join(' ')}`];

describe('rights', () => {
  it.each(functionNames)('%s may do exactly what its handler leads to', (name) => {
    expect(linesOf(name)).toEqual([...toEverything(wild[name]), log(name), ...own[name]].sort());
  });

  it.each(functionNames)('%s may write traces only where it is traced', (name) => {
    const others = wild[name].filter((action) => !trace.includes(action));
    const lines = (actions: readonly string[]) => [...toEverything(actions), log(name), ...own[name]].sort();
    expect(linesOf(name, traced.none)).toEqual(lines(others));
    expect(linesOf(name, traced.all)).toEqual(lines([...others, ...trace]));
  });

  it.each(functionNames)(
    '%s may do the same with secrets in Secrets Manager, and nothing in Parameter Store',
    (name) => {
      const elsewhere = own[name].filter((line) => !line.includes(':ssm:'));
      expect(linesOf(name, inSecretsManager)).toEqual(
        [...toEverything(wild[name]), log(name), ...elsewhere, ...(ownSecrets[name] ?? [])].sort(),
      );
    },
  );

  it('allow nothing but named actions, and everything only where there is a reason', () => {
    const used = new Set<string>();
    for (const [id, { Properties }] of roles) {
      for (const { Effect, Action, Resource } of statementsIn(Properties)) {
        expect(Effect).toBe('Allow');
        for (const action of list(Action)) {
          expect(action, id).toMatch(/^[a-z]+:[A-Za-z]+$/);
          if (!list(Resource).map(shown).includes('*')) continue;
          used.add(action);
          expect(everything, `${id}: ${action}`).toHaveProperty([action]);
        }
      }
    }
    expect([...used].sort()).toEqual(Object.keys(everything).sort());
  });

  it('end in a star below one place only: parameters of sources, and identities of mails from the domain', () => {
    const starred = roles.flatMap(([, { Properties }]) =>
      statementsIn(Properties).filter(({ Resource }) =>
        list(Resource)
          .map(shown)
          .some((resource) => resource.length > 1 && resource.includes('*')),
      ),
    );
    const described = starred.map(({ Action, Condition }) => ({ Action, Condition }));
    expect(described).toEqual([
      { Action: 'ssm:GetParameter', Condition: undefined },
      {
        Action: 'ses:SendRawEmail',
        Condition: { StringLike: { 'ses:FromAddress': ['*@acme.example', '*@*.acme.example'] } },
      },
      { Action: ['ssm:GetParameter', 'ssm:PutParameter'], Condition: undefined },
    ]);
  });

  it('come from no managed policy, and from nowhere but the role', () => {
    expect(roles).toHaveLength(functionNames.length + 1);
    for (const [, { Properties }] of roles) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(prod.of('AWS::IAM::Policy')).toEqual([]);
    expect(prod.of('AWS::IAM::ManagedPolicy')).toEqual([]);
    const roleOf = (name: string) => prod.idOf('AWS::IAM::Role', `Functions${name}Role`);
    for (const name of functionNames)
      expect(prod.one('AWS::Lambda::Function', `Functions${name}Function`).Properties.Role).toEqual({
        'Fn::GetAtt': [roleOf(name), 'Arn'],
      });
  });
});

it('lets functions be called by nobody but the API, the topic and the scheduler', () => {
  const callers = prod.of('AWS::Lambda::Permission').map(([, { Properties }]) => {
    const { Principal, SourceArn, FunctionName } = Properties;
    return `${Principal} ${shown(SourceArn).replace(/^arn.*?<ApiGateway>/, '')} -> ${shown(FunctionName)}`;
  });
  expect(callers.sort()).toEqual([
    'apigateway.amazonaws.com /*/*/hooks/{proxy+} -> <FunctionsreceiveFunction.Arn>',
    'apigateway.amazonaws.com /*/*/hooks/{workspace}/{source} -> <FunctionsreceiveFunction.Arn>',
    'apigateway.amazonaws.com /*/*/hooks/{workspace}/{source}/{token} -> <FunctionsreceiveFunction.Arn>',
    'apigateway.amazonaws.com /*/*/r/{token} -> <FunctionsapiFunction.Arn>',
    'apigateway.amazonaws.com /*/*/r/{token}/records -> <FunctionsapiFunction.Arn>',
    'apigateway.amazonaws.com /*/*/u/{token} -> <FunctionsapiFunction.Arn>',
    'apigateway.amazonaws.com /*/*/v1/{proxy+} -> <FunctionsapiFunction.Arn>',
    'apigateway.amazonaws.com /*/*/w/{token} -> <FunctionsapiFunction.Arn>',
    'apigateway.amazonaws.com /*/*/w/{token}/records -> <FunctionsapiFunction.Arn>',
    'sns.amazonaws.com <MailEvents> -> <FunctionsfeedbackFunction.Arn>',
  ]);
});

import { expect, it } from 'vitest';
import { functionNames } from '../../../infra/constructs/functionNames.ts';
import { readEnvironment } from '../../../lambdas/runtime/environment.ts';
import { prod, type Resource, shown, synthesised } from '../support/deployment.ts';

const functions = prod.of('AWS::Lambda::Function');

const functionOf = (name: string): Resource => prod.one('AWS::Lambda::Function', `Functions${name}Function`);

it('are the seven, on the runtime and the processor that they are built for', () => {
  expect(functions).toHaveLength(functionNames.length);
  for (const [, { Properties }] of functions)
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
});

/** Names of the functions that are traced. */
const tracedIn = ({ one }: Pick<typeof prod, 'one'>): string[] =>
  functionNames.filter((name) => {
    const { TracingConfig } = one('AWS::Lambda::Function', `Functions${name}Function`).Properties;
    if (TracingConfig !== undefined) expect(TracingConfig).toEqual({ Mode: 'Active' });
    return TracingConfig !== undefined;
  });

it('are traced but for those that run for each webhook, unless all or none are asked for', () => {
  expect(tracedIn(prod)).toEqual(['schedule', 'review', 'mail', 'feedback', 'api']);
  expect(tracedIn(synthesised({ tracing: 'all' }))).toEqual(functionNames);
  expect(tracedIn(synthesised({ tracing: 'none' }))).toEqual([]);
});

it('are told where secrets are', () => {
  for (const [, { Properties }] of synthesised({ stage: 'test', secrets: 'secretsmanager' }).of(
    'AWS::Lambda::Function',
  ))
    expect(Properties).toMatchObject({
      Environment: { Variables: { QUARTERDECK_SECRETS: 'secretsmanager:/quarterdeck/test' } },
    });
});

it('are fast enough for Kommo, and run as long as their work may take and not longer', () => {
  const sizes = functionNames.map((name) => {
    const { MemorySize, Timeout } = functionOf(name).Properties;
    return [name, MemorySize, Timeout];
  });
  expect(sizes).toEqual([
    ['receive', 1024, 10],
    ['translate', 1024, 120],
    ['schedule', 1024, 900],
    ['review', 3008, 900],
    ['mail', 1024, 30],
    ['feedback', 512, 30],
    ['api', 1024, 30],
  ]);
  for (const [, { Properties }] of functions) {
    expect(Properties).not.toHaveProperty('VpcConfig');
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  }
});

it.each(functionNames)('%s is told all that a function may need to know, and can read it', (name) => {
  const { Variables } = functionOf(name).Properties.Environment as { Variables: Record<string, unknown> };
  const variables = Object.fromEntries(Object.entries(Variables).map(([variable, value]) => [variable, shown(value)]));
  const { NODE_OPTIONS: _, ...told } = variables;
  expect(told).toEqual({
    QUARTERDECK_DELIVERIES_TABLE: '<TablesDeliveries>',
    QUARTERDECK_RECORDS_TABLE: '<TablesRecords>',
    QUARTERDECK_REVIEWS_TABLE: '<TablesReviews>',
    QUARTERDECK_REVIEW_QUEUE_URL: '<ReviewQueue>',
    QUARTERDECK_MAIL_QUEUE_URL: '<MailQueue>',
    QUARTERDECK_DEAD_LETTER_QUEUE_URLS: '<StreamDead>,<FeedbackDead>,<TicksDead>,<ReviewQueueDead>,<MailQueueDead>',
    QUARTERDECK_PUBLIC_URL: '<ApiGateway.ApiEndpoint>',
    QUARTERDECK_SECRETS: 'ssm:/quarterdeck/prod',
    QUARTERDECK_CONFIGURATION_SET: '<MailSet>',
    QUARTERDECK_MAIL_DOMAIN: 'acme.example',
    POWERTOOLS_SERVICE_NAME: 'quarterdeck-prod',
    POWERTOOLS_METRICS_NAMESPACE: 'Quarterdeck',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
  const deployed = { ...variables, QUARTERDECK_PUBLIC_URL: 'https://api.example' };
  const needed = ['deliveriesTable', 'recordsTable', 'reviewsTable', 'reviewQueueUrl', 'mailQueueUrl'] as const;
  const others = ['publicUrl', 'secrets', 'configurationSet', 'mailDomain', 'deadLetterQueueUrls'] as const;
  const environment = readEnvironment([...needed, ...others], deployed);
  expect(Object.values(environment).every((value) => value !== undefined && value !== '')).toBe(true);
});

it('gives a review all of its memory but what Node itself takes', () => {
  const { MemorySize, Environment } = functionOf('review').Properties;
  expect(Environment).toMatchObject({ Variables: { NODE_OPTIONS: '--max-old-space-size=2600' } });
  expect(MemorySize).toBeGreaterThan(2600);
});

it('keep their logs as long as they are asked to, and no longer than the stack', () => {
  for (const [, { Properties, DeletionPolicy }] of prod.of('AWS::Logs::LogGroup')) {
    expect(Properties).toEqual({ RetentionInDays: 30 });
    expect(DeletionPolicy).toBe('Delete');
  }
  for (const [, { Properties }] of synthesised({ logRetention: 90 }).of('AWS::Logs::LogGroup'))
    expect(Properties).toEqual({ RetentionInDays: 90 });
  const groups = functions.map(([, { Properties }]) => JSON.stringify(Properties.LoggingConfig));
  expect(new Set(groups).size).toBe(functionNames.length);
});

it('have concurrency reserved only where it is asked for', () => {
  const reserved = synthesised({ reservedConcurrency: { receive: 20 } });
  const having = reserved
    .of('AWS::Lambda::Function')
    .filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions === 20);
  expect(having.map(([id]) => id)).toEqual([reserved.idOf('AWS::Lambda::Function', 'FunctionsreceiveFunction')]);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../../infra/constructs/functionNames.ts';
import { countOf } from '../../../infra/constructs/metrics.ts';
import { metricNames } from '../../../lambdas/flow/metrics.ts';
import { prod, synthesised } from '../support/deployment.ts';

const operations = readFileSync(path.resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8');

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly [property: string]: unknown;
}

const alarms = prod.of('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties as unknown as Alarm);

const alarm = (name: string): Alarm => {
  const found = alarms.find(({ AlarmName }) => AlarmName === `Quarterdeck-prod-${name}`);
  if (!found) throw new Error(`There is no alarm ${name}.`);
  return found;
};

const table = (name: string) => ({ Ref: prod.idOf('AWS::DynamoDB::Table', `Tables${name}`) });

/** The address of a heading, as pages of Markdown have it. */
const addressOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');

/** The text under `## Alarms`, until the next heading of that rank. */
const aboutAlarms = /^## Alarms$([\s\S]*?)(?=^## )/m.exec(operations)?.[1] ?? '';
const sections = aboutAlarms.split(/^### /m).slice(1);

it('has an alarm for each thing that nobody should have to look for', () => {
  const names = alarms.map(({ AlarmName }) => AlarmName.replace('Quarterdeck-prod-', '')).sort();
  expect(names).toEqual(
    [
      ...functionNames.flatMap((name) => [`${name}-errors`, `${name}-throttles`]),
      ...['review', 'mail', 'stream', 'feedback', 'ticks'].map((name) => `${name}-dead`),
      ...['deliveries', 'records', 'reviews'].map((name) => `table-${name}-throttles`),
      'database-errors',
      'stream-late',
      'no-tick',
      'hooks-throttled',
      'answers-5xx',
      'deliveries-failed',
      'sends-uncertain',
      'sends-refused',
      'reviews-late',
      'bounce-rate',
      'complaint-rate',
    ].sort(),
  );
});

it('tells the topic, which mails those who asked for it', () => {
  const topic = { Ref: prod.idOf('AWS::SNS::Topic', 'AlarmsTopic') };
  for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([topic]);
  expect(prod.of('AWS::SNS::Subscription')).toHaveLength(1);
  const mailed = synthesised({ alarmEmail: 'ops@acme.example' });
  const subscriptions = mailed.of('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
  expect(subscriptions).toContainEqual({
    Protocol: 'email',
    Endpoint: 'ops@acme.example',
    TopicArn: { Ref: mailed.idOf('AWS::SNS::Topic', 'AlarmsTopic') },
  });
});

describe('docs/operations.md', () => {
  const described = new Set(alarms.map(({ AlarmDescription }) => /#([\w-]+)$/.exec(AlarmDescription)?.[1] ?? ''));

  it('has a section for each alarm, and an alarm for each section', () => {
    expect(sections.map((section) => addressOf(section.split('\n', 1)[0] ?? '')).sort()).toEqual([...described].sort());
  });

  it('says under each which alarms it is of, what it means and what to do', () => {
    for (const section of sections) {
      const address = addressOf(section.split('\n', 1)[0] ?? '');
      const own = alarms.filter(({ AlarmDescription }) => AlarmDescription.endsWith(`#${address}`));
      const named = (/^Alarms?: (.+)$/m.exec(section)?.[1] ?? '').match(/`([^`]+)`/g)?.map((name) => name.slice(1, -1));
      expect(named?.sort(), address).toEqual(
        own.map(({ AlarmName }) => AlarmName.replace('Quarterdeck-prod-', '')).sort(),
      );
      expect(section, address).toMatch(/\*\*What it means\.\*\* [\s\S]+\*\*What to do\.\*\* /);
    }
  });

  it('is named by each alarm, beside what the alarm means and what to do first', () => {
    for (const { AlarmDescription } of alarms)
      expect(AlarmDescription).toMatch(/^[A-Z].+[.] First: .+[.] More: docs\/operations\.md#[\w-]+$/);
  });
});

describe('an alarm goes off', () => {
  it.each(functionNames)('at the first error and the first throttle of %s', (name) => {
    for (const [kind, MetricName] of [
      ['errors', 'Errors'],
      ['throttles', 'Throttles'],
    ])
      expect(alarm(`${name}-${kind}`)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [
          { Name: 'FunctionName', Value: { Ref: prod.idOf('AWS::Lambda::Function', `Functions${name}Function`) } },
        ],
        Statistic: 'Sum',
        Period: 300,
        Threshold: 1,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
  });

  it('when there was no tick for an hour, also when nothing at all is measured', () => {
    expect(alarm('no-tick')).toMatchObject({
      MetricName: 'Invocations',
      Dimensions: [
        { Name: 'FunctionName', Value: { Ref: prod.idOf('AWS::Lambda::Function', 'FunctionsscheduleFunction') } },
      ],
      Statistic: 'Sum',
      Period: 3600,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    const others = alarms.filter(({ AlarmName }) => !AlarmName.endsWith('no-tick'));
    for (const { TreatMissingData } of others) expect(TreatMissingData).toBe('notBreaching');
  });

  it('when the stream hands deliveries over a quarter of an hour late', () => {
    expect(alarm('stream-late')).toMatchObject({
      MetricName: 'IteratorAge',
      Dimensions: [
        { Name: 'FunctionName', Value: { Ref: prod.idOf('AWS::Lambda::Function', 'FunctionstranslateFunction') } },
      ],
      Statistic: 'Maximum',
      Threshold: 900_000,
    });
  });

  it.each([
    ['review', 'ReviewQueueDead'],
    ['mail', 'MailQueueDead'],
    ['stream', 'StreamDead'],
    ['feedback', 'FeedbackDead'],
    ['ticks', 'TicksDead'],
  ])('at the first letter in the queue of what %s gave up on', (name, queue) => {
    expect(alarm(`${name}-dead`)).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [prod.idOf('AWS::SQS::Queue', queue), 'QueueName'] } }],
      Statistic: 'Maximum',
      Threshold: 1,
    });
  });

  it.each([
    ['deliveries-failed', 'DeliveriesFailed'],
    ['sends-uncertain', 'SendsUncertain'],
    ['sends-refused', 'SendsRefused'],
    ['reviews-late', 'ReviewsLate'],
    ['hooks-throttled', 'HooksThrottled'],
  ])('%s: at the first that is counted', (name, MetricName) => {
    expect(alarm(name)).toMatchObject({
      Namespace: 'Quarterdeck',
      MetricName,
      Dimensions: [{ Name: 'service', Value: 'quarterdeck-prod' }],
      Statistic: 'Sum',
      Threshold: 1,
    });
  });

  it.each(['sends-uncertain', 'reviews-late'])('%s: once for as long as ticks count it, and not at each', (name) => {
    const tickSeconds = 15 * 60;
    expect(alarm(name).Period).toBeGreaterThanOrEqual(2 * tickSeconds);
  });

  it('at the rates from which on SES looks at an account', () => {
    expect(alarm('bounce-rate')).toMatchObject({ MetricName: 'Reputation.BounceRate', Threshold: 0.05 });
    expect(alarm('complaint-rate')).toMatchObject({ MetricName: 'Reputation.ComplaintRate', Threshold: 0.001 });
  });

  it.each(['Deliveries', 'Records', 'Reviews'])('when the table %s puts reads or writes off', (name) => {
    const { Metrics, Threshold } = alarm(`table-${name.toLowerCase()}-throttles`);
    const Dimensions = [{ Name: 'TableName', Value: table(name) }];
    expect(Threshold).toBe(1);
    expect(Metrics).toMatchObject([
      { Expression: expect.stringMatching(/^SUM\(/) },
      { MetricStat: { Metric: { Namespace: 'AWS/DynamoDB', MetricName: 'ReadThrottleEvents', Dimensions } } },
      { MetricStat: { Metric: { Namespace: 'AWS/DynamoDB', MetricName: 'WriteThrottleEvents', Dimensions } } },
    ]);
  });
});

it('reads counts by the names under which the functions write them, and shows all of them', () => {
  const [[, dashboard] = []] = prod.of('AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  for (const name of metricNames) {
    expect(countOf(name, 'prod').metricName).toBe(name);
    expect(body).toContain(`\\"Quarterdeck\\",\\"${name}\\",\\"service\\",\\"quarterdeck-prod\\"`);
  }
});

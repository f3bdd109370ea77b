import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { period, type Watch, watch } from './alarm.ts';
import { type FunctionName, functionNames } from './functionNames.ts';
import { countOf, putErrorsOf, reputation, sumOf, throttlesOf } from './metrics.ts';
import type { Tables } from './tables.ts';

/** Queues of what was given up on, by what gave it up. */
export type Dead = Readonly<Record<'review' | 'mail' | 'stream' | 'feedback' | 'ticks', IQueue>>;

export interface AlarmsProps {
  readonly stage: string;
  /** Begins every alarm's name. */
  readonly prefix: string;
  /** Who is mailed when one goes off. Default: nobody, until the topic is subscribed to. */
  readonly email?: string;
  readonly account: string;
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  readonly tables: Tables;
  readonly dead: Dead;
  /** Requests that the API answered 5xx. */
  readonly serverErrors: Metric;
}

const hour = Duration.hours(1);
/** Two ticks: what is counted once a tick is then one alarm for as long as it goes on, and not one a tick. */
const overTicks = Duration.minutes(30);
const translatedLate = Duration.minutes(15);

const ofFunctions = (functions: AlarmsProps['functions']): Watch[] =>
  functionNames.flatMap((name): Watch[] => [
    {
      name: `${name}-errors`,
      metric: functions[name].metricErrors({ period }),
      limit: { from: 1 },
      meaning: `The function "${name}" failed.`,
      first: 'read its log of the last minutes.',
      section: 'a-function-fails',
    },
    {
      name: `${name}-throttles`,
      metric: functions[name].metricThrottles({ period }),
      limit: { from: 1 },
      meaning: `Lambda had no room for the function "${name}".`,
      first: "look at the account's limit of concurrent executions.",
      section: 'a-function-is-throttled',
    },
  ]);

const given: Readonly<Record<keyof Dead, string>> = {
  review: 'A review could not be computed in five attempts.',
  mail: 'A mail could not be handed over in five attempts.',
  stream: 'The stream gave up on deliveries; the next tick translates them.',
  feedback: 'What became of a mail could not be entered.',
  ticks: 'The scheduler could not hand a tick over.',
};

const ofDead = (dead: Dead): Watch[] =>
  Object.entries(given).map(
    ([name, meaning]): Watch => ({
      name: `${name}-dead`,
      metric: dead[name as keyof Dead].metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      limit: { from: 1 },
      meaning,
      first: `look at what is in the queue, mend the cause, then redrive it.`,
      section: 'work-was-given-up-on',
    }),
  );

const ofTables = ({ deliveries, records, reviews }: Tables): Watch[] => [
  ...Object.entries({ deliveries, records, reviews }).map(
    ([name, table]): Watch => ({
      name: `table-${name}-throttles`,
      metric: throttlesOf(name, table),
      limit: { from: 1 },
      meaning: `The table "${name}" put reads or writes off.`,
      first: 'nothing, if it ends within minutes: the functions repeat what was put off.',
      section: 'a-table-is-throttled',
    }),
  ),
  {
    name: 'database-errors',
    metric: sumOf('failedPuts', [deliveries, records, reviews].map(putErrorsOf)),
    limit: { from: 1 },
    meaning: 'DynamoDB failed to write.',
    first: 'look at the health of DynamoDB in this region.',
    section: 'the-database-fails',
  },
];

const ofWork = ({ stage, functions, serverErrors }: AlarmsProps): Watch[] => [
  {
    name: 'stream-late',
    metric: functions.translate.metric('IteratorAge', { period, statistic: 'Maximum' }),
    limit: { from: translatedLate.toMilliseconds() },
    meaning: 'Deliveries wait for over 15 minutes to be translated.',
    first: 'read the log of the function "translate".',
    section: 'deliveries-are-translated-late',
  },
  {
    name: 'no-tick',
    metric: functions.schedule.metricInvocations({ period: hour }),
    limit: { below: 1 },
    silenceIsAlarming: true,
    meaning: 'There was no tick for an hour, so that nothing is mailed.',
    first: 'see whether the schedule is enabled. After a first deployment this ends with the first tick.',
    section: 'there-was-no-tick',
  },
  {
    name: 'hooks-throttled',
    metric: countOf('HooksThrottled', stage),
    limit: { from: 1 },
    meaning: 'Webhooks were answered 429. Some systems, Dynamics among them, never send those again.',
    first: 'see in the access log which route it was, and whether it goes on.',
    section: 'webhooks-were-turned-away',
  },
  {
    name: 'answers-5xx',
    metric: serverErrors,
    limit: { from: 1 },
    meaning: 'The API answered with 5xx.',
    first: 'see in the access log which route it was.',
    section: 'the-api-answers-5xx',
  },
  {
    name: 'deliveries-failed',
    metric: countOf('DeliveriesFailed', stage),
    limit: { from: 1 },
    meaning: 'Deliveries could not be translated. They are kept.',
    first: 'npx quarterdeck sources <workspace> says why.',
    section: 'deliveries-failed',
  },
  {
    name: 'sends-uncertain',
    metric: countOf('SendsUncertain', stage).with({ period: overTicks }),
    limit: { from: 1 },
    meaning: 'It is not known whether mails were sent.',
    first: 'ask one of the recipients before you send again.',
    section: 'it-is-not-known-whether-a-mail-was-sent',
  },
  {
    name: 'sends-refused',
    metric: countOf('SendsRefused', stage),
    limit: { from: 1 },
    meaning: 'SES refused mails.',
    first: 'npx quarterdeck sends <workspace> <period> says why.',
    section: 'ses-refused-mails',
  },
  {
    name: 'reviews-late',
    metric: countOf('ReviewsLate', stage).with({ period: overTicks }),
    limit: { from: 1 },
    meaning: 'Reviews were missed and are too late to be mailed by themselves.',
    first: 'npx quarterdeck sends <workspace> <period> says whose.',
    section: 'reviews-are-late',
  },
  {
    name: 'bounce-rate',
    metric: reputation('Reputation.BounceRate'),
    limit: { from: 0.05 },
    meaning: "Of the account's mails 5% or more bounce; SES may pause its sending.",
    first: 'npx quarterdeck sends <workspace> <period> says which addresses bounce.',
    section: 'mails-bounce',
  },
  {
    name: 'complaint-rate',
    metric: reputation('Reputation.ComplaintRate'),
    limit: { from: 0.001 },
    meaning: "Of the account's mails 0.1% or more are complained of; SES may pause its sending.",
    first: 'take those who complained out of the configuration.',
    section: 'readers-complain',
  },
];

/** All alarms, and the topic that they tell. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { prefix, email, account, functions, tables, dead } = props;
    this.topic = new Topic(this, 'Topic', { displayName: `Alarms of ${prefix}`, enforceSSL: true });
    // A topic with a policy of its own admits nobody who is not named in it.
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
    const watches = [...ofFunctions(functions), ...ofDead(dead), ...ofTables(tables), ...ofWork(props)];
    for (const watched of watches) watch(this, { prefix, topic: this.topic }, watched);
  }
}

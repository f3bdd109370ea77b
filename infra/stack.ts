import { ArnFormat, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { period } from './constructs/alarm.ts';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { DeadLetterQueue } from './constructs/deadLetterQueue.ts';
import { Front } from './constructs/front.ts';
import type { FunctionName } from './constructs/functionNames.ts';
import { Functions, settings } from './constructs/functions.ts';
import { grants } from './constructs/grants.ts';
import { HttpApi, type Throttles } from './constructs/httpApi.ts';
import { Mail } from './constructs/mail.ts';
import { namespace, serviceOf } from './constructs/metrics.ts';
import { addOutputs } from './constructs/outputs.ts';
import { type SecretName, type SecretsService, secretsPlace } from './constructs/secrets.ts';
import { StreamSource } from './constructs/streamSource.ts';
import { type RestoredTable, type TableName, Tables } from './constructs/tables.ts';
import { Ticks } from './constructs/ticks.ts';
import { type Tracing, tracedFunctions } from './constructs/tracing.ts';
import { WorkQueue } from './constructs/workQueue.ts';

/** What a deployment is asked for with `-c`. */
export interface QuarterdeckOptions {
  /** Tells this deployment from others in the account and region; part of every name that is not made up by AWS. */
  readonly stage: string;
  /** The domain that reviews are mailed from. */
  readonly mailDomain: string;
  /** Whether SES has the domain's identity already: then it is left alone. */
  readonly identityExists: boolean;
  /** Who is mailed when an alarm goes off. Default: nobody. */
  readonly alarmEmail?: string;
  /** Where links in mails lead, without a slash at its end. Default: what stands in front, or the API's own address. */
  readonly publicUrl?: string;
  /** ARN of a web ACL: CloudFront with it then stands in front of the API. Default: nothing does. */
  readonly front?: string;
  /** The service that keeps secrets. Default: Parameter Store. */
  readonly secrets?: SecretsService;
  /** Whose invocations are traced. Default: all functions' but those that run for each webhook. */
  readonly tracing?: Tracing;
  /** How long logs are kept. Default: 30 days. */
  readonly logRetention?: RetentionDays;
  /** Tables restored from a backup, to be used in place of the stack's own. Default: none. */
  readonly restored?: Partial<Record<TableName, RestoredTable>>;
}

export interface QuarterdeckProps extends QuarterdeckOptions {
  /** Folder that holds a bundle for each function, in a folder of its name, made for the service that keeps secrets. */
  readonly bundles: string;
  /** Whether CloudFormation refuses to delete the stack. Default: it does. */
  readonly terminationProtection?: boolean;
  /** Invocations kept free for a function, which are also its most. Default: none, since new accounts have 10 in all. */
  readonly reservedConcurrency?: Readonly<Partial<Record<FunctionName, number>>>;
  /** Default: `defaultThrottles` of the HTTP API. */
  readonly throttles?: Throttles;
}

/** Everything that Quarterdeck is in an account. */
export class QuarterdeckStack extends Stack {
  constructor(scope: Construct, props: QuarterdeckProps) {
    const { stage, mailDomain, identityExists, logRetention = RetentionDays.ONE_MONTH } = props;
    super(scope, `Quarterdeck-${stage}`, {
      description: `Quarterdeck (${stage}): KPI reviews from the webhooks of a CRM`,
      terminationProtection: props.terminationProtection ?? true,
    });
    const secrets = secretsPlace(stage, props.secrets);
    const { service } = secrets;
    const secretArns = (name: SecretName): string[] =>
      secrets
        .resources(name)
        .map((resource) => this.formatArn({ service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME }));

    const tables = new Tables(this, 'Tables', { restored: props.restored ?? {} });
    const reviews = new WorkQueue(this, 'ReviewQueue', { timeout: settings.review.timeout });
    const mails = new WorkQueue(this, 'MailQueue', { timeout: settings.mail.timeout });
    const dead = {
      stream: new DeadLetterQueue(this, 'StreamDead'),
      feedback: new DeadLetterQueue(this, 'FeedbackDead'),
      ticks: new DeadLetterQueue(this, 'TicksDead'),
      review: reviews.dead,
      mail: mails.dead,
    };
    const mail = new Mail(this, 'Mail', { domain: mailDomain, identityExists });
    const api = new HttpApi(this, 'Api', { stage, logRetention });
    const front =
      props.front === undefined ? undefined : new Front(this, 'Front', { url: api.url, webAcl: props.front });
    const publicUrl = props.publicUrl ?? front?.url ?? api.url;
    const { all: functions } = new Functions(this, 'Functions', {
      bundles: props.bundles,
      traced: tracedFunctions(props.tracing),
      logRetention,
      ...(props.reservedConcurrency && { reservedConcurrency: props.reservedConcurrency }),
      environment: {
        QUARTERDECK_DELIVERIES_TABLE: tables.deliveries.name,
        QUARTERDECK_RECORDS_TABLE: tables.records.name,
        QUARTERDECK_REVIEWS_TABLE: tables.reviews.name,
        QUARTERDECK_REVIEW_QUEUE_URL: reviews.queue.queueUrl,
        QUARTERDECK_MAIL_QUEUE_URL: mails.queue.queueUrl,
        QUARTERDECK_DEAD_LETTER_QUEUE_URLS: Fn.join(
          ',',
          Object.values(dead).map(({ queueUrl }) => queueUrl),
        ),
        QUARTERDECK_PUBLIC_URL: publicUrl,
        QUARTERDECK_SECRETS: secrets.location,
        QUARTERDECK_CONFIGURATION_SET: mail.configurationSet,
        QUARTERDECK_MAIL_DOMAIN: mailDomain,
        POWERTOOLS_SERVICE_NAME: serviceOf(stage),
        POWERTOOLS_METRICS_NAMESPACE: namespace,
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
      grants: grants({
        tables: {
          deliveries: tables.deliveries.arn,
          records: tables.records.arn,
          reviews: tables.reviews.arn,
        },
        stream: tables.stream,
        queues: { review: reviews.queue.queueArn, mail: mails.queue.queueArn },
        dead: {
          stream: dead.stream.queueArn,
          feedback: dead.feedback.queueArn,
          all: Object.values(dead).map(({ queueArn }) => queueArn),
        },
        secrets: { service, arns: secretArns },
        identities: this.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' }),
        configurationSet: mail.configurationSetArn,
        mailDomain,
      }),
      unattended: { feedback: { dead: dead.feedback }, schedule: { longestAge: Duration.minutes(15) } },
    });
    // Dashboards are the account's, not the region's.
    const dashboard = `${this.stackName}-${this.region}`;
    const { receive, translate, schedule, review, feedback } = functions;
    api.serve({ receive, api: functions.api, ...(props.throttles && { throttles: props.throttles }) });
    new StreamSource(this, 'Stream', { stream: tables.stream, consumer: translate, lost: dead.stream });
    reviews.feed(review, { concurrency: 2 });
    mails.feed(functions.mail, { concurrency: 2 });
    mail.report(feedback, dead.feedback);
    new Ticks(this, 'Ticks', { consumer: schedule, dead: dead.ticks });

    const alarms = new Alarms(this, 'Alarms', {
      stage,
      prefix: this.stackName,
      account: this.account,
      functions,
      tables,
      dead,
      serverErrors: api.gateway.metricServerError({ period, statistic: Stats.SUM }),
      ...(props.alarmEmail !== undefined && { email: props.alarmEmail }),
    });
    new Dashboard(this, 'Dashboard', {
      name: dashboard,
      stage,
      functions,
      tables,
      dead,
      requests: [
        api.gateway.metricCount({ period, statistic: Stats.SUM }),
        api.gateway.metricClientError({ period, statistic: Stats.SUM }),
        api.gateway.metricServerError({ period, statistic: Stats.SUM }),
      ],
    });
    addOutputs(this, {
      url: publicUrl,
      endpoint: api.url,
      adminKey: secrets.adminKey,
      dnsRecords: mail.dnsRecords,
      alarmTopic: alarms.topic.topicArn,
      hasAlarmEmail: props.alarmEmail !== undefined,
      dashboard,
      tables,
    });
  }
}

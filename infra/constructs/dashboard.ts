import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { period } from './alarm.ts';
import type { Dead } from './alarms.ts';
import { type FunctionName, functionNames } from './functionNames.ts';
import { countOf, throttlesOf } from './metrics.ts';
import type { Tables } from './tables.ts';

export interface DashboardProps {
  /** Of the dashboard. */
  readonly name: string;
  readonly stage: string;
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  readonly tables: Tables;
  readonly dead: Dead;
  /** Of the API: requests, and those answered 4xx and 5xx. */
  readonly requests: readonly IMetric[];
}

const width = 12;

const graph = (title: string, left: readonly IMetric[]): GraphWidget =>
  new GraphWidget({ title, left: [...left], width, leftYAxis: { min: 0 } });

/** One page with what one looks for when something is wrong. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, stage, functions, tables, dead, requests }: DashboardProps) {
    super(scope, id);
    const counted = (...names: readonly Parameters<typeof countOf>[0][]): IMetric[] =>
      names.map((counter) => countOf(counter, stage).with({ label: counter }));
    const each = (metric: (one: IFunction) => Metric): IMetric[] =>
      functionNames.map((one) => metric(functions[one]).with({ label: one }));
    const { deliveries, records, reviews } = tables;
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: name,
      widgets: [
        [
          graph('Requests', requests),
          graph('Webhooks refused and turned away', counted('HooksRefused', 'HooksThrottled')),
        ],
        [
          graph('Deliveries that failed, reviews that are late', counted('DeliveriesFailed', 'ReviewsLate')),
          graph('Mails', counted('SendsRefused', 'SendsUncertain', 'Bounces', 'Complaints')),
        ],
        [
          graph(
            'Errors',
            each((one) => one.metricErrors({ period })),
          ),
          graph(
            'Time taken, 99th percentile',
            each((one) => one.metricDuration({ period, statistic: Stats.percentile(99) })),
          ),
        ],
        [
          graph('Age of what the stream hands over', [
            functions.translate.metric('IteratorAge', { period, statistic: 'Maximum' }),
          ]),
          graph(
            'Given up on',
            Object.entries(dead).map(([label, queue]) =>
              queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum', label }),
            ),
          ),
        ],
        [
          graph(
            'Throttles of tables',
            Object.entries({ deliveries, records, reviews }).map(([label, table]) => throttlesOf(label, table)),
          ),
          graph(
            'Throttles of functions',
            each((one) => one.metricThrottles({ period })),
          ),
        ],
      ],
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { period } from './alarm.ts';
import type { TableReference } from './tables.ts';

/** What the functions count by themselves. */
export type Counted =
  | 'DeliveriesFailed'
  | 'HooksRefused'
  | 'SendsUncertain'
  | 'SendsRefused'
  | 'ReviewsLate'
  | 'Bounces'
  | 'Complaints';

/** The namespace of all that is counted here, told apart by the service, `quarterdeck-<stage>`. */
export const namespace = 'Quarterdeck';

export const serviceOf = (stage: string): string => `quarterdeck-${stage}`;

/** One of the counts of the functions, or of the access log's filter. */
export const countOf = (metricName: Counted | 'HooksThrottled', stage: string): Metric =>
  new Metric({
    namespace,
    metricName,
    dimensionsMap: { service: serviceOf(stage) },
    statistic: Stats.SUM,
    period,
  });

/** Of the whole account, as SES works it out from what was mailed lately; it is the account that SES reviews and pauses. */
export const reputation = (metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate'): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });

const ofTable = ({ name }: TableReference, metricName: string, dimensions: Record<string, string> = {}): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: name, ...dimensions },
    statistic: Stats.SUM,
    period,
  });

/**
 * The sum of several metrics; what is not measured counts as nothing.
 *
 * @param id tells its parts from those of others in one graph
 */
export const sumOf = (id: string, metrics: readonly Metric[]): MathExpression => {
  const parts = Object.fromEntries(metrics.map((metric, index) => [`${id}${index}`, metric]));
  return new MathExpression({
    expression: `SUM([${Object.keys(parts).join(', ')}])`,
    usingMetrics: parts,
    label: id,
    period,
  });
};

/** Reads and writes that a table put off. */
export const throttlesOf = (id: string, table: TableReference): MathExpression =>
  sumOf(id, [ofTable(table, 'ReadThrottleEvents'), ofTable(table, 'WriteThrottleEvents')]);

/** Puts that DynamoDB failed to do. */
export const putErrorsOf = (table: TableReference): Metric => ofTable(table, 'SystemErrors', { Operation: 'PutItem' });

import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Something that nobody should have to look for. */
export interface Watch {
  /** Tells it from the others of the stage: `receive-errors`. */
  readonly name: string;
  /** Over whose period it is looked at. */
  readonly metric: IMetric;
  /** From which value on, or below which, it is an alarm. */
  readonly limit: { readonly from: number } | { readonly below: number };
  /** What it means. */
  readonly meaning: string;
  /** What to do first. */
  readonly first: string;
  /** The heading in docs/operations.md, as its address: `a-function-fails`. */
  readonly section: string;
  /** Whether it is an alarm, too, that nothing is measured. Default: it is not. */
  readonly silenceIsAlarming?: boolean;
}

export interface WatchedBy {
  /** Begins every alarm's name. */
  readonly prefix: string;
  /** Told when it goes off. */
  readonly topic: ITopic;
}

/** How long a metric is summed up, where nothing else is wanted. */
export const period = Duration.minutes(5);

const idOf = (name: string): string => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** Makes an alarm of what is watched. It says what it means, what to do first, and where more is written. */
export const watch = (scope: Construct, { prefix, topic }: WatchedBy, watched: Watch): Alarm => {
  const { name, metric, limit, meaning, first, section, silenceIsAlarming = false } = watched;
  const alarm = new Alarm(scope, idOf(name), {
    alarmName: `${prefix}-${name}`,
    alarmDescription: `${meaning} First: ${first} More: docs/operations.md#${section}`,
    metric,
    threshold: 'from' in limit ? limit.from : limit.below,
    comparisonOperator:
      'from' in limit ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: silenceIsAlarming ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
};

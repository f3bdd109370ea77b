/** What is counted for the operator: each of them is something that somebody may have to look into. */
export const metricNames = [
  'DeliveriesFailed',
  'HooksRefused',
  'SendsUncertain',
  'SendsRefused',
  'ReviewsLate',
  'Bounces',
  'Complaints',
] as const;

export type MetricName = (typeof metricNames)[number];

/** Counters of the deployment. They have no dimension of their own: neither a workspace nor a person is told by them. */
export interface Metrics {
  /** @param value how many more there are, 1 unless it is given; 0 counts nothing */
  count(name: MetricName, value?: number): void;
}

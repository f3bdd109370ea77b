/** What AWS asks for one of something. */
export interface Price {
  readonly what: string;
  /** US dollars for `per` of `unit`. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  /** So many a month are free for ever, in every account. */
  readonly free: number;
  /** Where it was read, and of when that is; null where it is known and was not read again. */
  readonly read: string | null;
}

const million = 1_000_000;

/** The day on which the prices were read. */
export const pricesRead = '2026-11-27';

/** List prices of us-east-1, in US dollars, without taxes and without what is free for a new account's first months. */
export const prices = {
  requests: {
    what: 'HTTP API requests',
    usd: 1,
    per: million,
    unit: 'requests',
    free: 0,
    read: 'awsforengineers.com (May 2025), go-cloud.io (2026)',
  },
  invocations: {
    what: 'Lambda invocations',
    usd: 0.2,
    per: million,
    unit: 'invocations',
    free: million,
    read: 'cloudchipr.com (2024)',
  },
  compute: {
    what: 'Lambda time on arm64, GB-s',
    usd: 0.0000133334,
    per: 1,
    unit: 'GB-s',
    free: 400_000,
    read: 'cloudchipr.com (2024)',
  },
  writes: {
    what: 'DynamoDB write units',
    usd: 0.625,
    per: million,
    unit: 'units',
    free: 0,
    read: 'airbyte.com (July 2025)',
  },
  reads: {
    what: 'DynamoDB read units',
    usd: 0.125,
    per: million,
    unit: 'units',
    free: 0,
    read: 'airbyte.com (July 2025)',
  },
  stored: { what: 'DynamoDB storage, GB', usd: 0.25, per: 1, unit: 'GB', free: 25, read: null },
  backedUp: { what: 'DynamoDB point-in-time recovery, GB', usd: 0.2, per: 1, unit: 'GB', free: 0, read: null },
  queueRequests: {
    what: 'SQS requests',
    usd: 0.4,
    per: million,
    unit: 'requests',
    free: million,
    read: 'cloudburn.io (March 2026), factualminds.com (June 2026)',
  },
  ticks: {
    what: 'EventBridge Scheduler invocations',
    usd: 1,
    per: million,
    unit: 'invocations',
    free: 14 * million,
    read: 'cloudburn.io (March 2026)',
  },
  mails: { what: 'SES mails', usd: 0.1, per: 1000, unit: 'mails', free: 0, read: 'acecloudinterviews.com (undated)' },
  alarms: {
    what: 'metrics that CloudWatch alarms watch',
    usd: 0.1,
    per: 1,
    unit: 'metrics',
    free: 10,
    read: 'factualminds.com (June 2026); what is free: aws.amazon.com/cloudwatch/pricing',
  },
  dashboards: {
    what: 'CloudWatch dashboards',
    usd: 3,
    per: 1,
    unit: 'dashboards',
    free: 3,
    read: 'factualminds.com (June 2026); what is free: aws.amazon.com/cloudwatch/pricing',
  },
  logs: {
    what: 'CloudWatch Logs, GB taken in',
    usd: 0.5,
    per: 1,
    unit: 'GB',
    free: 5,
    read: 'factualminds.com (June 2026); what is free: aws.amazon.com/cloudwatch/pricing',
  },
  traces: {
    what: 'X-Ray traces',
    usd: 5,
    per: million,
    unit: 'traces',
    free: 100_000,
    read: 'aws.amazon.com/xray/pricing',
  },
  decryptions: {
    what: 'KMS requests, for secrets',
    usd: 0.03,
    per: 10_000,
    unit: 'requests',
    free: 20_000,
    read: 'wring.co (March 2026); what is free: aws.amazon.com/kms/pricing',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** What so much of it costs in a month, in US dollars. */
export const costOf = (name: PriceName, amount: number, { free = false } = {}): number => {
  const { usd, per, free: given }: Price = prices[name];
  return (Math.max(0, amount - (free ? given : 0)) / per) * usd;
};

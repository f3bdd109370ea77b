/** What no bench can measure here, by name. Each is told on the page. */
export const assumptions = {
  /** Of 31 days, every quarter of an hour. */
  ticks: 31 * 24 * 4,
  recipients: 3,
  /** Reviews of a month: monthly ones, and a twelfth of the quarterly and annual ones. */
  reviews: (12 + 4 + 1) / 12,
  /** Of SES, for each mail: that it was taken, and that it arrived. */
  mailEvents: 2,
  /** Each mail is opened as a page once. */
  pagesEachMail: 1,
  /** Megabytes with which Lambda gives a function one whole processor. */
  wholeProcessor: 1769,
  /** Milliseconds of Lambda's own at the start of a process, which are billed too. */
  runtimeStart: 150,
  /** Long polls that Lambda keeps open at an idle queue, and the seconds that each lasts. */
  pollers: 5,
  pollSeconds: 20,
  /** Requests that a message costs: put, get, delete. */
  requestsEachMessage: 3,
  /** Bytes that an invocation and a request to the API leave in logs. */
  logBytesEachInvocation: 600,
  logBytesEachRequest: 400,
  /** Seconds for which a process remembers a secret. */
  secretSeconds: 300,
  /** Bytes of a delivery or a record of one write unit, and what DynamoDB adds to each item. */
  itemBytes: 1024 + 100,
} as const;

/** A month, in seconds. */
export const monthSeconds = 31 * 24 * 3600;

/** What is said of how much comes in. */
export interface Scenario {
  readonly title: string;
  /** A month. */
  readonly webhooks: number;
  /** Deals in the records; of as many a review was measured. */
  readonly deals: number;
  /** Whether processes are there already when webhooks come in. */
  readonly warm: boolean;
}

export const scenarios: readonly Scenario[] = [
  { title: 'before the first webhook', webhooks: 0, deals: 0, warm: false },
  { title: '1,000 webhooks a month', webhooks: 1000, deals: 10_000, warm: false },
  { title: '1,000,000 webhooks a month', webhooks: 1_000_000, deals: 200_000, warm: true },
];

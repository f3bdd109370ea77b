/** What the codes of a review mean, in the few words that a line of a terminal has room for. */

export const flagTexts: Readonly<Record<string, string>> = {
  thin: 'few records',
  stillOpen: 'will still move',
  partial: 'data begin within it',
};

export const companionTexts: Readonly<Record<string, string>> = {
  mean: 'mean',
  median: 'median',
  p90: '90 % within',
  answered: 'answered',
  within24h: 'within 24 hours',
  open: 'still open',
  openMedianAge: 'their median age',
  unfinished: 'unfinished',
  unfinishedMedianAge: 'their median age',
  unanswered: 'unanswered',
  unansweredMedianAge: 'their median age',
  businessHours: 'in business hours',
  costKnown: 'of sales with a known cost',
  spend: 'spend',
  margin: 'margin',
  meanProfit: 'mean profit of a customer',
  byValue: 'by value',
  byMrr: 'by monthly revenue',
  arpa: 'revenue of an account',
  new: 'new',
  expansion: 'expansion',
  reactivation: 'reactivation',
  contraction: 'contraction',
  churn: 'churn',
  red: 'red',
  amber: 'amber',
  green: 'green',
  promoters: 'promoters',
  passives: 'passives',
  detractors: 'detractors',
  activeUsers: 'active users',
};

export const leftOutTexts: Readonly<Record<string, string>> = {
  noRate: 'in a currency without a rate: add it to rates',
  closedBeforeCreated: 'closed before they were created',
  respondedBeforeCreated: 'answered before they were created',
  solvedBeforeCreated: 'solved before they were created',
  offScale: 'off the scale',
  onboardedBeforeOnboardingStarted: 'onboarded before the onboarding began',
  endedBeforeStarted: 'ended before they began',
  untilBeforeSince: 'ended before they began',
  negativeMrr: 'with a negative monthly amount',
  mrrAfterEnd: 'with a new monthly amount after the end',
  toBeforeFrom: 'ended before they began',
  activeUntilBeforeActiveFrom: 'ended before they began',
  undecided: 'not decided yet',
  noSignals: 'of which nothing tells how they do',
};

/** Why records were left out; `noClosedAt` is of those without `closedAt`. */
export const leftOutText = (code: string): string =>
  leftOutTexts[code] ?? code.replace(/^no([A-Z])/, (_, first: string) => `without ${first.toLowerCase()}`);

/** Dimensions by which a review is broken down, beside every `custom.*`. */
export const dimensions = [
  'owner',
  'source',
  'pipeline',
  'stage',
  'product',
  'region',
  'team',
  'industry',
  'channel',
  'campaign',
  'plan',
  'kind',
  'priority',
  'reason',
] as const;

export type Dimension = (typeof dimensions)[number];

import type { RecordType, vocabulary } from '../../lambdas/domain/records/vocabulary.ts';

/**
 * How a field's values are written in an observation; a list is the closed list of its values. The command speaks
 * HTTP only, so it keeps its own table; the compiler holds its names to the vocabulary's, a test their kinds.
 */
export type Kind = 'text' | 'decimal' | 'instant' | 'boolean' | readonly string[];

const kindOfSale = ['new', 'upsell', 'cross-sell', 'renewal'];

export const kinds: { readonly [Type in RecordType]: Readonly<Record<keyof (typeof vocabulary)[Type], Kind>> } = {
  lead: {
    name: 'text',
    createdAt: 'instant',
    owner: 'text',
    source: 'text',
    campaign: 'text',
    product: 'text',
    score: 'decimal',
    respondedAt: 'instant',
    qualifiedAt: 'instant',
    disqualifiedAt: 'instant',
    convertedAt: 'instant',
    nextFollowUpAt: 'instant',
    customer: 'text',
    deal: 'text',
  },
  deal: {
    name: 'text',
    createdAt: 'instant',
    pipeline: 'text',
    stage: 'text',
    amount: 'decimal',
    cost: 'decimal',
    currency: 'text',
    owner: 'text',
    source: 'text',
    campaign: 'text',
    product: 'text',
    customer: 'text',
    kind: kindOfSale,
    outcome: ['open', 'won', 'lost'],
    closedAt: 'instant',
    lostReason: 'text',
    expectedCloseAt: 'instant',
  },
  customer: {
    name: 'text',
    status: ['active', 'ended'],
    since: 'instant',
    until: 'instant',
    owner: 'text',
    source: 'text',
    referredBy: 'text',
    industry: 'text',
    region: 'text',
    churnReason: 'text',
    onboardingStartedAt: 'instant',
    onboardedAt: 'instant',
  },
  subscription: {
    customer: 'text',
    startedAt: 'instant',
    endedAt: 'instant',
    mrr: 'decimal',
    currency: 'text',
    plan: 'text',
    product: 'text',
    endReason: 'text',
  },
  renewal: {
    customer: 'text',
    dueAt: 'instant',
    amount: 'decimal',
    currency: 'text',
    outcome: ['renewed', 'lost'],
    decidedAt: 'instant',
    renewedAmount: 'decimal',
    lostReason: 'text',
  },
  order: {
    customer: 'text',
    deal: 'text',
    at: 'instant',
    amount: 'decimal',
    cost: 'decimal',
    currency: 'text',
    product: 'text',
    kind: kindOfSale,
  },
  ticket: {
    customer: 'text',
    createdAt: 'instant',
    respondedAt: 'instant',
    status: ['open', 'solved'],
    solvedAt: 'instant',
    replies: 'decimal',
    reopens: 'decimal',
    channel: 'text',
    priority: 'text',
    owner: 'text',
  },
  survey: {
    kind: ['nps', 'csat', 'ces'],
    score: 'decimal',
    scaleMax: 'decimal',
    lowIsEasy: 'boolean',
    sentAt: 'instant',
    at: 'instant',
    customer: 'text',
    respondent: 'text',
    touchpoint: 'text',
    comment: 'text',
  },
  activity: { at: 'instant', kind: 'text', customer: 'text', user: 'text', feature: 'text' },
  user: { name: 'text', email: 'text', activeFrom: 'instant', activeUntil: 'instant', team: 'text', region: 'text' },
  spend: {
    category: ['marketing', 'sales', 'retention', 'service', 'other'],
    amount: 'decimal',
    currency: 'text',
    from: 'instant',
    to: 'instant',
    campaign: 'text',
  },
  campaign: { name: 'text', startedAt: 'instant', endedAt: 'instant' },
  product: { name: 'text', cost: 'decimal' },
};

export const recordTypes = Object.keys(kinds);

/** Kinds of a record type's fields by name; `undefined` when there is no such type. */
export const fieldsOf = (type: string): Readonly<Record<string, Kind>> | undefined =>
  Object.hasOwn(kinds, type) ? kinds[type as RecordType] : undefined;

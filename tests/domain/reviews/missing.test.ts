import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import {
  activity,
  customer,
  deal,
  kpiOf,
  lead,
  longAgo,
  order,
  type Posted,
  renewal,
  reviewOf,
  spend,
  subscription,
  survey,
  ticket,
  user,
} from '../../support/review.ts';

const missingOf = (id: string, observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), id).missing;

const at = '2026-03-10T00:00:00Z';

describe('a workspace without a single record', () => {
  const review = reviewOf([], { period: '2026-03' });

  it('has a review of every KPI, none of which has a value', () => {
    expect(review.kpis.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
    for (const kpi of review.kpis) {
      expect(kpi).toMatchObject({ value: null, numerator: null, denominator: null, n: 0, flags: [], interval: null });
      expect(kpi).toMatchObject({ segments: [], leftOut: [], missing: { code: 'noData' } });
      expect(kpi.companions.every(({ value }) => value === null)).toBe(true);
      expect(kpi.trend.every(({ value, n }) => value === null && n === 0)).toBe(true);
      expect(kpi.previous).toMatchObject({ value: null, change: null, significant: null });
    }
  });

  it('says what each would need', () => {
    for (const kpi of review.kpis) {
      expect(kpi.missing?.needs.length).toBeGreaterThan(0);
      for (const need of kpi.missing?.needs ?? []) expect(kpi.missing?.text).toContain(need);
    }
    expect(kpiOf(review, 'winRate').missing?.needs).toEqual(['deal.outcome', 'deal.closedAt']);
    expect(kpiOf(review, 'csat').missing?.needs).toEqual(['survey[csat].score']);
  });

  it.each(['2026-Q1', '2026', '2026-03-01..2026-03-02'])('has one of %s too', (period) => {
    expect(reviewOf([], { period }).kpis.every(({ value }) => value === null)).toBe(true);
  });
});

const member = customer('m', { since: longAgo });
const subscribed = subscription('s', { customer: 'm', startedAt: longAgo, mrr: 1 });
const left = subscription('t', { customer: 'l', startedAt: longAgo, endedAt: '2026-02-10T00:00:00Z', mrr: 1 });
const joined = customer('j', { since: at });
const advertised = spend('a', { category: 'marketing', amount: 1, from: at });
const served = spend('b', { category: 'service', amount: 1, from: at });
const staged = [deal('a', { stage: 'x' }), deal('a', { stage: 'y' }, at)];
const done = activity('any', { at, kind: 'use', customer: 'm', user: 'u', feature: 'f' }, at);

/** The least that lets each KPI be told. */
const enough: Readonly<Record<string, readonly Posted[]>> = {
  wonDeals: [deal('a', { outcome: 'open', closedAt: at })],
  wonRevenue: [deal('a', { outcome: 'open' }), deal('b', { closedAt: at }), deal('c', { amount: 1 })],
  winRate: [deal('a', { outcome: 'won', closedAt: at })],
  closeRate: [deal('a', { outcome: 'won', closedAt: at, createdAt: at })],
  salesCycle: [deal('a', { outcome: 'won', closedAt: at, createdAt: at })],
  stageLength: staged,
  stageConversion: staged,
  dealVelocity: [deal('a', { stage: 'x', outcome: 'lost', closedAt: at })],
  pipelineValue: [deal('a', { createdAt: at, amount: 1 })],
  pipelineVelocity: [deal('a', { outcome: 'won', createdAt: longAgo, closedAt: at, amount: 1 })],
  averagePurchaseValue: [order('a', { at, amount: 1 })],
  repeatPurchaseRate: [order('a', { at, customer: 'm' })],
  netNewRevenue: [order('a', { at, amount: 1, kind: 'new' })],
  upsellRate: [member, order('a', { at, kind: 'renewal' })],
  crossSellRate: [member, deal('a', { outcome: 'won', closedAt: at, kind: 'new' })],
  leadConversionRate: [lead('a', { createdAt: at, convertedAt: at })],
  leadQualificationRate: [lead('a', { createdAt: at, qualifiedAt: at })],
  leadResponseTime: [lead('a', { createdAt: at, respondedAt: at })],
  roi: [advertised, joined, order('a', { at, amount: 1 })],
  customerAcquisitionCost: [advertised, joined],
  customerRetentionRate: [customer('a', { since: longAgo })],
  churnRate: [subscription('a', { startedAt: longAgo, mrr: 1 })],
  accountRetentionRate: [subscribed],
  renewalRate: [renewal('a', { dueAt: at })],
  grossRevenueRetention: [subscribed],
  netRevenueRetention: [subscribed],
  netNewMrr: [subscribed],
  customerLifetimeValue: [subscribed, left],
  lifetimeValueToAcquisitionCost: [subscribed, left, advertised, subscription('u', { startedAt: at, mrr: 1 })],
  retentionCost: [served, member],
  retentionCostRatio: [served, subscribed],
  profitMarginPerCustomer: [order('a', { at, amount: 1, cost: 1, customer: 'm' })],
  portfolioGrowth: [member],
  referralRate: [customer('a', { since: at, referredBy: 'm' })],
  nps: [survey('a', { kind: 'nps', score: 9, at })],
  csat: [survey('a', { kind: 'csat', score: 5, at })],
  ces: [survey('a', { kind: 'ces', score: 5, at })],
  surveyResponseRate: [survey('a', { sentAt: at, at })],
  firstResponseTime: [ticket('a', { createdAt: at, respondedAt: at })],
  resolutionTime: [ticket('a', { createdAt: at, solvedAt: at })],
  firstContactResolution: [ticket('a', { solvedAt: at, replies: 1 })],
  tickets: [ticket('a', { createdAt: at })],
  ticketsPerCustomer: [member, ticket('a', { createdAt: at })],
  customerHealthScore: [member, ticket('a', { createdAt: at })],
  engagementRate: [member, done],
  productAdoption: [member, done],
  crmAdoption: [user('a', { activeFrom: longAgo }), done],
  onboardingTime: [customer('a', { onboardingStartedAt: longAgo, onboardedAt: at })],
  onboardings: [customer('a', { onboardedAt: at })],
};

/** The same observations, as if `survey[nps].score` or `deal.amount` had never been stated. */
const without = (name: string, observations: readonly Posted[]): Posted[] => {
  const [, type = '', field = ''] = /^(\w+)[^.]*\.(\w+)$/.exec(name) ?? [];
  return observations.map((said) => {
    const left = Object.entries(said.set as object).filter(([key]) => said.record !== type || key !== field);
    return { ...said, set: left.length > 0 ? Object.fromEntries(left) : { 'custom.any': 'x' } };
  });
};

describe('a KPI is told once its fields were stated', () => {
  it.each(catalogue.map((kpi) => [kpi.id, kpi] as const))('%s', (id, { requires }) => {
    const observations =
      enough[id] ?? expect.fail(`Add to "enough" the least that must be stated for ${id} to have a value.`);
    expect(missingOf(id, observations)).toBeNull();
    // Whichever field is never stated, it is missing, and says so.
    for (const name of requires.flatMap((need) => (need.length === 1 ? need.flat() : [])))
      expect(missingOf(id, without(name, observations))).toMatchObject({ code: 'noData', needs: [name] });
  });

  it.each(
    catalogue.filter(({ requires }) => requires.some((need) => need.length > 1)).map((kpi) => [kpi.id, kpi] as const),
  )('%s, by either of what will do', (id, { requires }) => {
    for (const need of requires.filter(({ length }) => length > 1)) {
      const none = need.flat().reduce<readonly Posted[]>((left, name) => without(name, left), enough[id] ?? []);
      const { code, needs = [] } = missingOf(id, none) ?? {};
      expect([code, [...needs].sort()]).toEqual(['noData', [...new Set(need.flat())].sort()]);
    }
  });

  it('by whichever alternative', () => {
    expect(missingOf('churnRate', [customer('a', { status: 'active' })])).toBeNull();
    expect(missingOf('churnRate', [customer('a', { name: 'A' })])).toMatchObject({
      code: 'noData',
      needs: ['customer.since', 'customer.status', 'subscription.mrr'],
    });
    expect(
      missingOf('averagePurchaseValue', [deal('a', { outcome: 'won', closedAt: at }), order('b', { at })]),
    ).toMatchObject({
      needs: ['deal.amount', 'order.amount'],
    });
  });

  it('by a survey of its own kind only', () => {
    expect(missingOf('nps', enough.csat ?? [])?.code).toBe('noData');
  });

  it('by records that were deleted or merged away too: they have said what they said', () => {
    const gone: Posted[] = [{ record: 'ticket', id: 'a', at, set: { createdAt: at }, deleted: true }];
    expect(kpiOf(reviewOf(gone, { period: '2026-03' }), 'tickets')).toMatchObject({ value: 0, missing: null });
  });

  it('and 0 means 0 from then on', () => {
    const earlier = [ticket('a', { createdAt: '2025-03-10T00:00:00Z' })];
    expect(kpiOf(reviewOf(earlier, { period: '2026-03' }), 'tickets')).toMatchObject({ value: 0, n: 0, missing: null });
  });
});

describe('a period before all data', () => {
  const first = [ticket('a', { createdAt: '2026-03-10T00:00:00Z' }, '2026-03-11T00:00:00Z')];
  const tickets = (period: string, observations = first) => kpiOf(reviewOf(observations, { period }), 'tickets');

  it('has no value, nor have its months in the trend', () => {
    expect(tickets('2026-02')).toMatchObject({
      value: null,
      n: 0,
      missing: { code: 'noObservations', needs: ['ticket'] },
    });
    expect(tickets('2026-04').trend.slice(-4)).toEqual([
      { period: '2026-01', value: null, n: 0 },
      { period: '2026-02', value: null, n: 0 },
      { period: '2026-03', value: 1, n: 1 },
      { period: '2026-04', value: 0, n: 0 },
    ]);
    expect(tickets('2026-03')).toMatchObject({ previous: { value: null, change: null }, lastYear: { value: null } });
  });

  it('is followed by a partial one: that which contains the first instant said', () => {
    expect(tickets('2026-03').flags).toEqual(['partial']);
    const april = deal('b', { createdAt: '2026-04-10T00:00:00Z' });
    expect(tickets('2026-04', [...first, april]).flags).toEqual([]);
    const onTheDot = [ticket('a', { createdAt: '2026-03-01T00:00:00Z' }, '2026-03-11T00:00:00Z')];
    expect(tickets('2026-03', onTheDot).flags).toEqual(['partial']);
    expect(tickets('2026-02', onTheDot).missing?.code).toBe('noObservations');
  });

  it('ends with any instant said of a record, its own as well as those of its fields', () => {
    expect(tickets('2026-02', [...first, ticket('b', { channel: 'chat' }, '2026-02-10T00:00:00Z')])).toMatchObject({
      value: 0,
      flags: ['partial'],
    });
  });

  it('ends for each KPI with the last of the types it needs, of alternatives with the earliest', () => {
    const members = [
      customer('a', { since: '2025-12-10T00:00:00Z' }, at),
      subscription('s', { startedAt: '2026-03-10T00:00:00Z', mrr: 1 }, at),
    ];
    expect(missingOf('churnRate', members, '2026-02')).toBeNull();
    // The customer is no alternative where it says nothing of its membership.
    const named = [customer('a', { name: 'A' }), ...members.slice(1)];
    expect(missingOf('churnRate', named, '2026-02')).toMatchObject({ code: 'noObservations' });
  });
});

import { describe, expect, it } from 'vitest';
import { definitions } from '../../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../../lambdas/domain/ports.ts';
import {
  deal,
  kpiOf,
  lead,
  type Posted,
  recordsOf,
  reviewOf,
  reviewRecords,
  survey,
  ticket,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const at = '2026-10-10T12:00:00Z';
const observations: Posted[] = [
  deal(
    '42',
    { outcome: 'won', closedAt: at, createdAt: '2026-10-01T12:00:00Z', amount: '10.5', owner: 'ana', stage: 'talk' },
    at,
  ),
  deal(
    '43',
    { outcome: 'lost', closedAt: at, createdAt: '2026-09-01T12:00:00Z', stage: 'new' },
    '2026-09-01T12:00:00Z',
  ),
  lead('1', { createdAt: at, convertedAt: at }),
  ticket('1', { createdAt: at, respondedAt: at }),
  survey('1', { kind: 'nps', score: 10, at }),
];
const day: DayCount = {
  day: '2026-10-10',
  deliveries: 3,
  failed: 1,
  wrongAccount: 0,
  refused: 0,
  observations: 5,
  rejected: 0,
  firstAt: 0,
  lastAt: 0,
};
const review = reviewOf(observations, {
  period: '2026-10',
  asOf: '2026-11-03T11:00:00Z',
  workspace: workspaceOf({
    timeZone: 'America/Sao_Paulo',
    currency: 'BRL',
    targets: { winRate: { monthly: { atLeast: 0.3 } } },
  }),
  received: { standard: [day, day] },
});

/** The names that the API promises, as the design has them. */
const promised = {
  document:
    'id workspace cadence period scope version status start end timeZone currency computedAt definitions configuration kpis coverage restatements highlights',
  kpi: 'id unit better category audiences value numerator denominator n companions flags interval previous lastYear target movedBy trend segments leftOut missing',
  comparison: 'period value n change significant',
  segment: 'by key label value numerator denominator n overlaps',
  coverage: 'source deliveries failed observations firstAt lastAt silent unresolved',
};
const names = (of: object | null | undefined): string => Object.keys(of ?? {}).join(' ');

describe('the review document', () => {
  it('has the names that were promised, each and no other', () => {
    expect(names(review)).toBe(promised.document);
    // A KPI that is of one of its segments says of which.
    for (const kpi of review.kpis) expect(names(kpi).replace(' of ', ' ')).toBe(promised.kpi);
    const { previous, lastYear, target, trend, segments } = kpiOf(review, 'winRate');
    // A comparison with the period in which the data begin says so.
    expect([names(previous), names(lastYear)]).toEqual([`${promised.comparison} partial`, promised.comparison]);
    expect(names(target)).toBe('atLeast status attainment pace');
    expect(names(trend[0])).toBe('period value n');
    expect(segments.map(names)).toEqual(segments.map(() => promised.segment));
    expect(segments.length).toBeGreaterThan(0);
    expect(review.coverage.map(names)).toEqual([promised.coverage]);
    expect(names(kpiOf(review, 'csat').missing)).toBe('code needs text');
  });

  it('says whose it is, of which time, and how it was made', () => {
    expect(review).toMatchObject({
      workspace: 'acme',
      cadence: 'monthly',
      period: '2026-10',
      scope: null,
      status: 'closed',
      start: '2026-10-01T00:00:00-03:00',
      end: '2026-11-01T00:00:00-03:00',
      timeZone: 'America/Sao_Paulo',
      currency: 'BRL',
      computedAt: '2026-11-03T11:00:00.000Z',
      definitions,
      configuration: 'sha256:0',
    });
  });

  it('survives JSON: nothing in it is undefined, infinite or no number', () => {
    expect(JSON.parse(JSON.stringify(review))).toEqual(review);
  });

  it('tells what came from each source in the period', () => {
    expect(review.coverage).toEqual([
      {
        source: 'standard',
        deliveries: 6,
        failed: 2,
        observations: 1,
        firstAt: '2026-10-10T12:00:00.000Z',
        lastAt: '2026-10-10T12:00:00.000Z',
        silent: false,
        unresolved: 0,
      },
    ]);
  });

  it('tells what is of another account by itself, where there is any', () => {
    const [one] = reviewOf(observations, {
      period: '2026-10',
      received: { standard: [day, { ...day, wrongAccount: 2 }] },
    }).coverage;
    expect(one).toMatchObject({ deliveries: 6, failed: 2, wrongAccount: 2, silent: false });
  });

  it('tells of a scope whether a source was heard and could be read, and no count: those are of the whole', () => {
    const received = { standard: [{ ...day, failed: 3, wrongAccount: 1 }] };
    const [part] = reviewRecords(recordsOf(observations), {
      period: '2026-10',
      scopes: [{ owner: 'nobody' }],
      received,
    });
    const when = { firstAt: '2026-10-10T12:00:00.000Z', lastAt: '2026-10-10T12:00:00.000Z' };
    expect(part?.coverage).toEqual([{ source: 'standard', unread: true, ...when, silent: false }]);
    expect(part?.highlights).toEqual([
      {
        kind: 'gap',
        kpi: '',
        params: { source: 'standard', silent: 0 },
        text: 'Some of what standard sent could not be read.',
      },
    ]);
    expect(JSON.parse(JSON.stringify(part))).toEqual(part);
  });

  it('gives every share of a count, and the net promoter score, an interval, and nothing else one', () => {
    const having = review.kpis.filter(({ interval }) => interval !== null).map(({ id }) => id);
    expect(having).toEqual([
      'winRate',
      'closeRate',
      'stageConversion',
      'leadConversionRate',
      'leadQualificationRate',
      'nps',
    ]);
  });

  it.each([
    ['wonRevenue', 'money', 'higher', 'performance', 'sales executive crm', ''],
    ['wonDeals', 'count', 'higher', 'performance', 'sales executive crm', ''],
    ['winRate', 'ratio', 'higher', 'performance', 'sales executive crm', ''],
    ['closeRate', 'ratio', 'higher', 'performance', 'sales crm', ''],
    ['salesCycle', 'duration', 'lower', 'performance', 'sales crm', 'mean p90'],
    ['stageLength', 'duration', 'lower', 'performance', 'sales crm', 'mean p90 open openMedianAge'],
    ['pipelineValue', 'money', 'higher', 'performance', 'sales executive crm', 'open'],
    ['averagePurchaseValue', 'money', 'higher', 'performance', 'sales marketing crm', 'median'],
    ['leadConversionRate', 'ratio', 'higher', 'performance', 'sales marketing crm', ''],
    ['leadResponseTime', 'duration', 'lower', 'performance', 'sales crm', 'mean p90 answered within24h'],
    ['customerRetentionRate', 'ratio', 'higher', 'performance', 'executive crm', ''],
    ['churnRate', 'ratio', 'lower', 'performance', 'executive service crm', ''],
    ['nps', 'score', 'higher', 'perception', 'service executive crm', 'promoters passives detractors'],
    ['csat', 'ratio', 'higher', 'perception', 'service crm', ''],
    ['firstResponseTime', 'duration', 'lower', 'performance', 'service crm', 'mean p90 unanswered unansweredMedianAge'],
    ['tickets', 'count', 'lower', 'perception', 'service crm', ''],
    ['leadQualificationRate', 'ratio', 'higher', 'performance', 'sales marketing crm', ''],
    ['stageConversion', 'ratio', 'higher', 'performance', 'sales crm', ''],
    ['dealVelocity', 'duration', 'lower', 'performance', 'sales crm', ''],
    ['pipelineVelocity', 'moneyPerDay', 'higher', 'performance', 'sales executive crm', ''],
    ['repeatPurchaseRate', 'ratio', 'higher', 'performance', 'sales marketing crm', ''],
    ['netNewRevenue', 'money', 'higher', 'performance', 'sales executive crm', ''],
    ['upsellRate', 'ratio', 'higher', 'performance', 'sales crm', ''],
    ['crossSellRate', 'ratio', 'higher', 'performance', 'sales crm', ''],
    ['roi', 'ratio', 'higher', 'performance', 'marketing executive crm', 'costKnown'],
    ['customerAcquisitionCost', 'money', 'lower', 'performance', 'marketing executive crm', 'spend'],
    ['accountRetentionRate', 'ratio', 'higher', 'performance', 'executive crm', ''],
    ['renewalRate', 'ratio', 'higher', 'performance', 'service crm', 'byValue'],
    ['grossRevenueRetention', 'ratio', 'higher', 'performance', 'executive crm', ''],
    ['netRevenueRetention', 'ratio', 'higher', 'performance', 'executive crm', ''],
    ['netNewMrr', 'money', 'higher', 'performance', 'executive crm', 'new expansion reactivation contraction churn'],
    ['customerLifetimeValue', 'money', 'higher', 'performance', 'executive marketing crm', 'arpa churn margin'],
    ['lifetimeValueToAcquisitionCost', 'ratio', 'higher', 'performance', 'executive marketing crm', ''],
    ['retentionCost', 'money', 'lower', 'performance', 'service crm', ''],
    ['retentionCostRatio', 'ratio', 'lower', 'performance', 'executive crm', ''],
    ['profitMarginPerCustomer', 'ratio', 'higher', 'performance', 'executive crm', 'meanProfit'],
    ['portfolioGrowth', 'ratio', 'higher', 'performance', 'executive sales crm', 'byMrr'],
    ['referralRate', 'ratio', 'higher', 'performance', 'marketing crm', ''],
    ['engagementRate', 'ratio', 'higher', 'adoption', 'marketing service crm', ''],
    ['customerHealthScore', 'score', 'higher', 'adoption', 'service crm', 'red amber green'],
    ['productAdoption', 'ratio', 'higher', 'adoption', 'crm', ''],
    ['crmAdoption', 'ratio', 'higher', 'adoption', 'executive crm', 'activeUsers'],
    ['onboardingTime', 'duration', 'lower', 'adoption', 'service crm', 'mean p90 unfinished unfinishedMedianAge'],
    ['onboardings', 'count', 'higher', 'adoption', 'service crm', ''],
    ['ces', 'ratio', 'higher', 'perception', 'service crm', 'mean'],
    ['surveyResponseRate', 'ratio', 'higher', 'perception', 'service crm', ''],
    ['resolutionTime', 'duration', 'lower', 'performance', 'service crm', 'mean p90'],
    ['firstContactResolution', 'ratio', 'higher', 'performance', 'service crm', ''],
    ['ticketsPerCustomer', 'ratio', 'lower', 'perception', 'service crm', ''],
  ])(
    'tells %s in its unit, better when it should be, to whom it is for',
    (id, unit, better, category, audiences, beside) => {
      const kpi = kpiOf(review, id);
      expect(kpi).toMatchObject({ unit, better, category, movedBy: [] });
      expect([...kpi.audiences].sort()).toEqual(audiences.split(' ').sort());
      expect(kpi.companions.map((companion) => companion.id).join(' ')).toBe(beside);
    },
  );
});

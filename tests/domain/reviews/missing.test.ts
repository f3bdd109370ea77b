import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import {
  customer,
  deal,
  kpiOf,
  lead,
  longAgo,
  order,
  type Posted,
  reviewOf,
  subscription,
  survey,
  ticket,
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

/** The least that lets each KPI be told. */
const enough: Readonly<Record<string, readonly Posted[]>> = {
  wonDeals: [deal('a', { outcome: 'open', closedAt: at })],
  wonRevenue: [deal('a', { outcome: 'open' }), deal('b', { closedAt: at }), deal('c', { amount: 1 })],
  winRate: [deal('a', { outcome: 'won', closedAt: at })],
  closeRate: [deal('a', { outcome: 'won', closedAt: at, createdAt: at })],
  salesCycle: [deal('a', { outcome: 'won', closedAt: at, createdAt: at })],
  stageLength: [deal('a', { stage: 'x' }), deal('a', { stage: 'y' }, at)],
  pipelineValue: [deal('a', { createdAt: at, amount: 1 })],
  averagePurchaseValue: [order('a', { at, amount: 1 })],
  leadConversionRate: [lead('a', { createdAt: at, convertedAt: at })],
  leadResponseTime: [lead('a', { createdAt: at, respondedAt: at })],
  customerRetentionRate: [customer('a', { since: longAgo })],
  churnRate: [subscription('a', { startedAt: longAgo, mrr: 1 })],
  nps: [survey('a', { kind: 'nps', score: 9, at })],
  csat: [survey('a', { kind: 'csat', score: 5, at })],
  firstResponseTime: [ticket('a', { createdAt: at, respondedAt: at })],
  tickets: [ticket('a', { createdAt: at })],
};

describe('a KPI is told once its fields were stated', () => {
  it.each(catalogue.map((kpi) => [kpi.id, kpi] as const))('%s', (id, { requires }) => {
    const observations =
      enough[id] ?? expect.fail(`Add to "enough" the least that must be stated for ${id} to have a value.`);
    expect(missingOf(id, observations)).toBeNull();
    // Whichever field is never stated, it is missing, and says so.
    for (const name of requires.flatMap((need) => (need.length === 1 ? need.flat() : []))) {
      const field = name.slice(name.indexOf('.') + 1);
      const without = observations.map((said) => ({
        ...said,
        set: { name: 'x', ...Object.fromEntries(Object.entries(said.set as object).filter(([key]) => key !== field)) },
      }));
      const named = without.map(({ record, set: { name: text, ...set }, ...said }) => ({
        ...said,
        record,
        set:
          Object.keys(set).length > 0
            ? set
            : record === 'survey'
              ? { comment: text }
              : record === 'ticket'
                ? { channel: text }
                : { name: text },
      }));
      expect(missingOf(id, named)).toMatchObject({ code: 'noData', needs: [name] });
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

import { describe, expect, it } from 'vitest';
import { deal, kpiOf, lead, longAgo, order, type Posted, reviewOf, survey, ticket } from '../../support/review.ts';

const at = '2026-03-10T00:00:00Z';
const flagsOf = (id: string, observations: readonly Posted[], asOf = '2030-01-01T00:00:00Z', period = '2026-03') =>
  kpiOf(reviewOf(observations, { period, asOf }), id).flags;

const won = (count: number, outcome = 'won') =>
  Array.from({ length: count }, (_, index) =>
    deal(`${outcome} ${index}`, { outcome, createdAt: longAgo, closedAt: at, amount: 1 }),
  );

describe('a value is thin', () => {
  it.each(['winRate', 'closeRate', 'salesCycle', 'averagePurchaseValue'])('%s of fewer than 5', (id) => {
    expect(flagsOf(id, won(4))).toEqual(['thin']);
    expect(flagsOf(id, won(5))).toEqual([]);
  });

  it.each(['nps', 'csat'])('%s of fewer than 30 answers', (kind) => {
    const answers = Array.from({ length: 30 }, (_, index) => survey(`${index}`, { kind, score: 5, at }));
    expect(flagsOf(kind, answers.slice(1))).toEqual(['thin']);
    expect(flagsOf(kind, answers)).toEqual([]);
  });

  it('and then no change is told from noise, in either period', () => {
    const month = (of: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        deal(`${of} ${index}`, { outcome: index % 2 ? 'won' : 'lost', closedAt: `${of}-10T00:00:00Z` }),
      );
    const significant = (february: number, march: number) =>
      kpiOf(reviewOf([...month('2026-02', february), ...month('2026-03', march)], { period: '2026-03' }), 'winRate')
        .previous?.significant;
    expect([significant(4, 10), significant(10, 4), significant(10, 10)]).toEqual([null, null, false]);
  });

  it('never a count, a sum, or nothing at all', () => {
    expect(flagsOf('wonDeals', won(1))).toEqual([]);
    expect(flagsOf('wonRevenue', won(1))).toEqual([]);
    expect(flagsOf('winRate', [deal('a', { outcome: 'won', closedAt: longAgo })])).toEqual([]);
  });
});

describe('a change', () => {
  /** Forty deals of a month, closed and told of on its tenth day; so many of them are won. */
  const month = (of: string, wins: number): Posted[] =>
    Array.from({ length: 40 }, (_, index) => {
      const closedAt = `${of}-10T00:00:00Z`;
      return deal(`${of} ${index}`, { outcome: index < wins ? 'won' : 'lost', closedAt }, closedAt);
    });
  const compared = (earlier: readonly Posted[], period: 'previous' | 'lastYear', of: string) =>
    kpiOf(reviewOf([...earlier, ...month(of, 10), ...month('2026-03', 30)], { period: '2026-03' }), 'winRate')[period];
  const early = deal('early', { outcome: 'won', closedAt: longAgo });

  it.each([
    ['previous', '2026-02'],
    ['lastYear', '2025-03'],
  ] as const)('against a period in which the data began is not told from noise: %s', (period, of) => {
    const whole = compared([early], period, of);
    expect(whole).toMatchObject({ value: 0.25, change: 0.5, significant: true });
    expect(whole).not.toHaveProperty('partial');
    expect(compared([], period, of)).toMatchObject({ value: 0.25, change: 0.5, significant: null, partial: true });
  });
});

describe('a cohort is still open', () => {
  const day = 86_400_000;
  /** Of ten leads of February nine converted within so many days, the tenth after forty. */
  const leads = Array.from({ length: 10 }, (_, index) => {
    const created = Date.UTC(2026, 1, 1);
    const lag = index < 9 ? 10 : 40;
    return lead(`${index}`, {
      createdAt: new Date(created).toISOString(),
      convertedAt: new Date(created + lag * day).toISOString(),
    });
  });
  const march = [...leads, lead('young', { createdAt: at })];

  it('until the time in which nine of ten conversions came has passed since its end', () => {
    const usual = 13 * day;
    const flags = (after: number) =>
      flagsOf('leadConversionRate', march, new Date(Date.UTC(2026, 3, 1) + after).toISOString());
    expect(flags(usual - 1)).toEqual(['stillOpen']);
    expect(flags(usual)).toEqual([]);
  });

  it('and no other KPI ever is', () => {
    const review = reviewOf([...march, ...won(9)], { period: '2026-03', asOf: '2026-03-20T00:00:00Z' });
    expect(review.kpis.filter(({ flags }) => flags.includes('stillOpen')).map(({ id }) => id)).toEqual([
      'leadConversionRate',
      'leadQualificationRate',
    ]);
  });
});

describe('what could not be counted', () => {
  const leftOut = (id: string, observations: readonly Posted[]) =>
    kpiOf(reviewOf(observations, { period: '2026-03' }), id).leftOut.map(({ code, records }) => [code, records]);
  const later = '2026-03-09T00:00:00Z';

  it.each<[string, Posted[], [string, number][]]>([
    ['wonDeals', [deal('a', { outcome: 'won' })], [['noClosedAt', 1]]],
    ['winRate', [deal('a', { outcome: 'won' }), deal('b', { outcome: 'lost', closedAt: null })], [['noClosedAt', 2]]],
    ['wonRevenue', [deal('a', { outcome: 'won', closedAt: at })], [['noAmount', 1]]],
    ['wonRevenue', [deal('a', { outcome: 'won', closedAt: at, amount: 1, currency: 'EUR' })], [['noRate', 1]]],
    ['salesCycle', [deal('a', { outcome: 'won', closedAt: at })], [['noCreatedAt', 1]]],
    ['salesCycle', [deal('a', { outcome: 'won', closedAt: later, createdAt: at })], [['closedBeforeCreated', 1]]],
    [
      'averagePurchaseValue',
      [order('a', { amount: 1 }), order('b', { at })],
      [
        ['noAmount', 1],
        ['noAt', 1],
      ],
    ],
    ['leadConversionRate', [lead('a', { convertedAt: at })], [['noCreatedAt', 1]]],
    ['leadResponseTime', [lead('a', { createdAt: at, respondedAt: later })], [['respondedBeforeCreated', 1]]],
    ['firstResponseTime', [ticket('a', { respondedAt: at })], [['noCreatedAt', 1]]],
    ['tickets', [ticket('a', { channel: 'mail' })], [['noCreatedAt', 1]]],
    ['csat', [survey('a', { kind: 'csat', score: 5 })], [['noAt', 1]]],
    ['csat', [survey('a', { kind: 'csat', score: 9, at })], [['offScale', 1]]],
    ['nps', [survey('a', { kind: 'nps', score: null, at })], [['noScore', 1]]],
  ])('of %s', (id, observations, wanted) => {
    // So that every field was stated.
    const stated = [
      deal('x', { outcome: 'won', closedAt: longAgo, createdAt: longAgo, amount: 1 }),
      order('x', { at: longAgo, amount: 1 }),
      lead('x', { createdAt: longAgo, convertedAt: longAgo, respondedAt: longAgo }),
      ticket('x', { createdAt: longAgo, respondedAt: longAgo }),
      survey('x', { kind: 'csat', score: 5, at: longAgo }),
      survey('y', { kind: 'nps', score: 5, at: longAgo }),
    ];
    expect(leftOut(id, [...stated, ...observations])).toEqual(wanted);
    expect(leftOut(id, stated)).toEqual([]);
  });

  it('still counts elsewhere', () => {
    const review = reviewOf([deal('a', { outcome: 'won', closedAt: later, createdAt: at, amount: 1 })], {
      period: '2026-03',
    });
    expect(kpiOf(review, 'salesCycle').n).toBe(0);
    expect(kpiOf(review, 'wonDeals').value).toBe(1);
  });

  it('has the smallest of them for an example', () => {
    const [left] = kpiOf(
      reviewOf([deal('b', { outcome: 'won' }), deal('a', { outcome: 'won' }), ...won(1)], { period: '2026-03' }),
      'wonDeals',
    ).leftOut;
    expect(left).toEqual({ code: 'noClosedAt', records: 2, example: 'standard:deal:a' });
  });
});

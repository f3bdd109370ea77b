import { describe, expect, it } from 'vitest';
import {
  companionOf,
  customer,
  deal,
  kpiOf,
  lead,
  order,
  type Posted,
  reviewOf,
  spend,
  subscription,
  survey,
  ticket,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

/** Examples that others published, each through observations and a review; `docs/kpis-not-ours.md` lists the others. */
const resultOf = (
  id: string,
  observations: readonly Posted[],
  period = '2026-03',
  configuration: Record<string, unknown> = {},
) => kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configuration) }), id);

const before = '2025-06-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const hour = 3600;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const members = (count: number, name: string, since: string, until: string | null = null) =>
  times(count, (index) => customer(`${name} ${index}`, { since, until }));
const pays = (id: string, mrr: number | string, set: Readonly<Record<string, unknown>> = {}) =>
  subscription(id, { customer: id, startedAt: before, mrr, ...set });
const turnsTo = (id: string, mrr: number, at = march) => subscription(id, { mrr }, at);

describe('churn, as ChartMogul publishes it', () => {
  it('is 10 % of 100 where 11 churned, 1 of whom had joined in the period (help.chartmogul.com 203359321)', () => {
    const observations = [
      ...members(90, 'stays', before),
      ...members(10, 'leaves', before, march),
      ...members(1, 'within', '2026-03-05T00:00:00Z', march),
    ];
    expect(resultOf('churnRate', observations)).toMatchObject({ value: 0.1, numerator: 10, denominator: 100 });
  });

  it('is 10 % of 100 where 12 churned, 1 of whom had joined and 1 came back (help.chartmogul.com 207340419)', () => {
    const observations = [
      ...members(89, 'stays', before),
      ...members(10, 'leaves', before, march),
      ...members(1, 'within', '2026-03-05T00:00:00Z', march),
      pays('1', 10, { customer: 'back', endedAt: march }),
      pays('2', 10, { customer: 'back', startedAt: '2026-03-20T00:00:00Z' }),
    ];
    expect(resultOf('churnRate', observations)).toMatchObject({ value: 0.1, numerator: 10, denominator: 100 });
  });

  const hundred = [
    pays('stays', 40),
    pays('churns', 10, { endedAt: march }),
    pays('contracts', 30),
    turnsTo('contracts', 20),
    pays('expands', 20),
    turnsTo('expands', 30),
  ];

  it('of revenue is 20 % gross where 10 of 100 churn and 10 contract (help.chartmogul.com 203359341)', () => {
    expect(1 - (resultOf('grossRevenueRetention', hundred).value ?? 0)).toBeCloseTo(0.2, 12);
  });

  it('of revenue is 10 % net where 10 expand besides (help.chartmogul.com 4414075567250)', () => {
    expect(1 - (resultOf('netRevenueRetention', hundred).value ?? 0)).toBeCloseTo(0.1, 12);
  });

  it('of revenue on one day is −10 % net from 100 to 120, of which 10 are new (help.chartmogul.com 4414075567250)', () => {
    const observations = [pays('a', 100), turnsTo('a', 110), pays('new', 10, { startedAt: march })];
    expect(1 - (resultOf('netRevenueRetention', observations, '2026-03-10..2026-03-10').value ?? 0)).toBeCloseTo(
      -0.1,
      12,
    );
  });

  it('of revenue on one day is 5 % gross from 100 to 95 (help.chartmogul.com 203359341)', () => {
    const observations = [pays('a', 100), turnsTo('a', 95)];
    expect(1 - (resultOf('grossRevenueRetention', observations, '2026-03-10..2026-03-10').value ?? 0)).toBeCloseTo(
      0.05,
      12,
    );
  });
});

describe('lifetime value, as ChartMogul publishes it (help.chartmogul.com 203359061)', () => {
  const twenty = times(20, (index) => pays(`${index}`, 100, { startedAt: '2024-01-10T00:00:00Z' }));

  it('is 2,000 of 100 an account where 5 % churn on average of six months', () => {
    const months = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'];
    const changing = months.flatMap((month, index) => [
      subscription(`${index}`, { endedAt: `${month}-15T00:00:00Z` }),
      pays(`came ${index}`, 100, { startedAt: `${month}-15T00:00:00Z` }),
    ]);
    expect(resultOf('customerLifetimeValue', [...twenty, ...changing]).value).toBe(2000);
  });

  it('is none without churn', () => {
    expect(resultOf('customerLifetimeValue', twenty)).toMatchObject({ value: null, missing: { code: 'noChurn' } });
  });
});

describe('movements of monthly revenue', () => {
  const names = ['new', 'expansion', 'reactivation', 'contraction', 'churn'];
  const movedIn = (observations: readonly Posted[], period: string) => {
    const kpi = resultOf('netNewMrr', observations, period);
    return names.flatMap((name) => (companionOf(kpi, name) === 0 ? [] : [[name, companionOf(kpi, name)]]));
  };

  it('are those of yearly plans, a second plan and a return (help.chartmogul.com 201244842)', () => {
    const observations = [
      // 2,000 a year; 60 a month; three at 50 a month.
      pays('yearly', '166.666667', {
        customer: 'a',
        startedAt: '2025-07-10T00:00:00Z',
        endedAt: '2026-07-10T00:00:00Z',
      }),
      pays('second', 60, { customer: 'a', startedAt: '2025-09-10T00:00:00Z', endedAt: '2025-12-10T00:00:00Z' }),
      pays('again', 150, { customer: 'a', startedAt: '2026-10-10T00:00:00Z' }),
    ];
    const months = ['2025-07', '2025-08', '2025-09', '2025-12', '2026-07', '2026-10'];
    expect(months.map((period) => movedIn(observations, period))).toEqual([
      [['new', 166.67]],
      [],
      [['expansion', 60]],
      [['contraction', 60]],
      [['churn', 166.67]],
      [['reactivation', 150]],
    ]);
  });

  it('make 8 of new 8, expansion 4, reactivation 1, contraction 2, churn 3, from 50 to 58 (mowt.pages.dev)', () => {
    const observations = [
      pays('stays', 35),
      pays('new', 8, { startedAt: march }),
      pays('expands', 5),
      turnsTo('expands', 9),
      pays('once', 9, { customer: 'back', endedAt: '2026-01-10T00:00:00Z' }),
      pays('back', 1, { startedAt: march }),
      pays('contracts', 7),
      turnsTo('contracts', 5),
      pays('churns', 3, { endedAt: march }),
    ];
    expect(resultOf('netNewMrr', observations).value).toBe(8);
    expect(
      ['2026-03', '2026-04'].map((period) => resultOf('netRevenueRetention', observations, period).denominator),
    ).toEqual([50, 58]);
  });
});

describe('answers to surveys', () => {
  const answered = (kind: string, scores: readonly number[]) =>
    scores.map((score, index) => survey(`${index}`, { kind, score, at: march }));

  it('are 80 % satisfied of 8 good and 2 bad (support.assembled.com 25785923095693)', () => {
    expect(resultOf('csat', answered('csat', [...times(8, () => 5), ...times(2, () => 1)])).value).toBe(0.8);
  });

  it('found it easy where 65 of 100 rated 5, 6 or 7 (community.qualtrics.com 28702)', () => {
    const scores = times(100, (index) => (index < 65 ? 5 + (index % 3) : 1 + (index % 4)));
    expect(resultOf('ces', answered('ces', scores)).value).toBe(0.65);
  });

  it.each([
    [[0, 7, 7, 9, 9, 9], 100 / 3],
    [[0, 7, 9], 0],
    [[1, 9], 0],
  ])('of %j make a net promoter score of %d (brendan-r/NPS, tests)', (scores, value) => {
    expect(resultOf('nps', answered('nps', scores)).value).toBeCloseTo(value, 10);
  });
});

describe('sales and marketing', () => {
  it('convert 12 % of a cohort of 100 leads of whom 12 converted (rekener.com)', () => {
    const leads = times(100, (index) =>
      lead(`${index}`, { createdAt: march, ...(index < 12 && { convertedAt: '2026-06-01T00:00:00Z' }) }),
    );
    expect(resultOf('leadConversionRate', leads).value).toBe(0.12);
  });

  it('keep 100 deals that reached the next stage 10 days of 1,000 in theirs (brainshark.com)', () => {
    const entered = (index: number) =>
      new Date(Date.parse(march) - (index % 2 === 0 ? 5 : 15) * 24 * hour * 1000).toISOString();
    const deals = times(100, (index) => [
      deal(`${index}`, { stage: 'talk' }, entered(index)),
      deal(`${index}`, { stage: 'offer' }, march),
    ]).flat();
    expect(companionOf(resultOf('stageLength', deals), 'mean')).toBe(10 * 24 * hour);
  });

  it('win 20 % of 20 won and 80 lost (altiorco.com)', () => {
    const deals = times(100, (index) => deal(`${index}`, { outcome: index < 20 ? 'won' : 'lost', closedAt: march }));
    expect(resultOf('winRate', deals).value).toBe(0.2);
  });

  it('pay 2,000 for each of 100 customers with 200,000 (getchief.com)', () => {
    const observations = [
      ...members(100, 'new', march),
      spend('s', { category: 'sales', from: march, amount: 200_000 }),
    ];
    expect(resultOf('customerAcquisitionCost', observations).value).toBe(2000);
  });

  it('return 3 for each unit of 10,000 that brought 40,000 (marketingtriangulation.com)', () => {
    const observations = [
      ...members(1, 'new', march),
      order('o', { customer: 'new 0', at: march, amount: 40_000 }),
      spend('s', { category: 'marketing', from: march, amount: 10_000 }),
    ];
    expect(resultOf('roi', observations).value).toBe(3);
  });
});

describe('the first response in business hours (keeping.com, help)', () => {
  const businessHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '18:00' };
  const waited = (createdAt: string, respondedAt: string) => {
    const kpi = resultOf('firstResponseTime', [ticket('t', { createdAt, respondedAt })], '2026-03', { businessHours });
    return [kpi.value, companionOf(kpi, 'businessHours')];
  };

  it('is an hour where nobody is there from 18:00 to 07:00, of 14 by the calendar', () => {
    expect(waited('2026-03-10T18:00:00Z', '2026-03-11T08:00:00Z')).toEqual([14 * hour, hour]);
  });

  it('is 0 where the reply comes before the next opening', () => {
    expect(waited('2026-03-10T20:00:00Z', '2026-03-11T06:00:00Z')).toEqual([10 * hour, 0]);
  });
});

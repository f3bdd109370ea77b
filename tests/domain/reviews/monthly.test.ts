import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult, ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { deal, kpiOf, lead, type Posted, reviewOf, ticket } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { world } from './worlds.ts';

const won = (day: string, count: number, amount = 10): Posted[] =>
  Array.from({ length: count }, (_, index) =>
    deal(`${day} ${index}`, { outcome: 'won', closedAt: `${day}T12:00:00Z`, amount }),
  );

const months = (
  observations: readonly Posted[],
  period: string,
  { asOf, ...configured }: { readonly asOf?: string } & Record<string, unknown> = {},
): NonNullable<KpiResult['months']> | undefined =>
  kpiOf(reviewOf(observations, { period, workspace: workspaceOf(configured), ...(asOf && { asOf }) }), 'wonDeals')
    .months;

/** A source that tells anything of a month is heard of it. */
const heard = (...months: readonly string[]): Posted[] =>
  months.map((month) => deal(`heard of ${month}`, { name: 'Desks' }, `${month}-20T00:00:00Z`));

const year = [
  ...won('2025-12-31', 9),
  ...won('2026-01-10', 3),
  ...won('2026-02-10', 5),
  ...heard('2026-03'),
  ...won('2026-04-01', 7),
  ...heard('2025-10', '2025-11', '2026-05', '2026-10', '2026-11', '2026-12'),
];

const targets = {
  wonDeals: { monthly: { atLeast: 1 } },
  winRate: { monthly: { atLeast: '+10%' } },
  tickets: { monthly: { atMost: '-5%', of: 'lastYear' } },
  newCustomers: { monthly: { atLeast: '+1%', of: 'previous' } },
  nps: { monthly: { atLeast: 0 } },
};

/** What the review of a month tells of a KPI, as the quarter's tells it. */
const pointOf = ({ value, n, flags, silent, target }: KpiResult, { period, status }: ReviewDocument): object => {
  return {
    period,
    value,
    n,
    ...(flags.includes('partial') && { partial: true }),
    ...(status === 'running' && { running: true }),
    ...(silent && { silent }),
    ...(target && { target: status === 'running' ? null : target.status }),
  };
};

describe('the months of a review', () => {
  it('are three of a quarter, twelve of a year, and none of a month or of a range', () => {
    expect(months(year, '2026-Q1')).toEqual([
      { period: '2026-01', value: 3, n: 3 },
      { period: '2026-02', value: 5, n: 5 },
      { period: '2026-03', value: 0, n: 0 },
    ]);
    expect(
      months(year, '2026')
        ?.map(({ period, value }) => `${period} ${value}`)
        .slice(0, 5),
    ).toEqual(['2026-01 3', '2026-02 5', '2026-03 0', '2026-04 7', '2026-05 0']);
    expect(months(year, '2026')).toHaveLength(12);
    expect(months(year, '2026-01')).toBeUndefined();
    expect(months(year, '2026-01-01..2026-03-31')).toBeUndefined();
  });

  it('are those of the fiscal year, by the days of the workspace', () => {
    expect(months(year, '2026', { fiscalYearStart: 4 })?.map(({ period }) => period)).toEqual([
      ...['2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'],
      ...['2026-01', '2026-02', '2026-03'],
    ]);
    expect(months(year, '2026-Q4', { fiscalYearStart: 4 })?.map(({ value }) => value)).toEqual([3, 5, 0]);
    const late = won('2026-01-01', 2).map((said) => ({
      ...said,
      set: { outcome: 'won', closedAt: '2026-02-01T02:00:00Z' },
    }));
    expect(months(late, '2026-Q1', { timeZone: 'America/Sao_Paulo' })?.map(({ value }) => value)).toEqual([2, 0, 0]);
  });

  it('are what the reviews of those months tell', () => {
    fc.assert(
      fc.property(
        world,
        fc.constantFrom('2026-Q1', '2026-Q4', '2026', '2025-Q2'),
        fc.constantFrom(1, 4, 11),
        ({ observations, workspace, asOf }, period, fiscalYearStart) => {
          const { configuration } = workspaceOf({ targets });
          const asked = {
            asOf,
            workspace: {
              ...workspace,
              configuration: { ...workspace.configuration, fiscalYearStart, targets: configuration.targets },
            },
          };
          const { kpis } = reviewOf(observations, { ...asked, period });
          const [first] = kpis;
          const picked = (first?.months ?? []).filter((_, index, all) => index % Math.ceil(all.length / 3) === 0);
          for (const { period: name } of picked) {
            const month = reviewOf(observations, { ...asked, period: name });
            if (Date.parse(month.start) >= Date.parse(asOf)) continue;
            for (const kpi of kpis) {
              // The slowest stage of a quarter need not be that of each of its months.
              if (kpi.of) continue;
              expect([kpi.id, name, kpi.months?.find((point) => point.period === name)]).toEqual([
                kpi.id,
                name,
                pointOf(kpiOf(month, kpi.id), month),
              ]);
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('count nobody twice where it is told how long conversions usually take', () => {
    const converted = (id: string, from: string, days: number) =>
      lead(id, {
        createdAt: from,
        convertedAt: new Date(Date.parse(from) + days * 86_400_000).toISOString(),
      });
    // Nine of ten took a day; that of the quarter took sixty, and would be the ninth of eleven if it counted again.
    const leads = Array.from({ length: 9 }, (_, index) => converted(`${index}`, '2025-11-10T00:00:00Z', 1));
    const observations = [...leads, converted('slow', '2026-01-10T00:00:00Z', 60)];
    const { flags } = kpiOf(
      reviewOf(observations, { period: '2026-Q1', asOf: '2026-04-10T00:00:00Z' }),
      'leadConversionRate',
    );
    expect(flags).toEqual([]);
  });

  it('are held against the month’s own target, absolute or of another month', () => {
    const statuses = (targets: object, period = '2026-Q1') =>
      months(year, period, { targets: { wonDeals: targets } })?.map(({ target }) => target);
    expect(statuses({ monthly: { atLeast: 4 } })).toEqual(['missed', 'met', 'missed']);
    expect(statuses({ quarterly: { atLeast: 4 } })).toEqual([undefined, undefined, undefined]);
    // December had 9, which no month of the quarter is.
    expect(statuses({ monthly: { atLeast: '+10%' } })).toEqual(['missed', 'met', 'missed']);
    expect(statuses({ monthly: { atLeast: '-10%', of: 'lastYear' } }, '2026-Q4')).toEqual(['met', 'met', 'missed']);
  });

  it('have no value before they begin, and are neither met nor missed while they run', () => {
    const targets = { wonDeals: { monthly: { atLeast: 4 } }, winRate: { monthly: { atLeast: 2 } } };
    const asOf = '2026-02-15T00:00:00Z';
    expect(months(year, '2026-Q1', { targets, asOf })).toEqual([
      { period: '2026-01', value: 3, n: 3, target: 'missed' },
      { period: '2026-02', value: 5, n: 5, running: true, target: null },
      { period: '2026-03', value: null, n: 0, target: null },
    ]);
    const { kpis } = reviewOf(year, { period: '2026-Q1', workspace: workspaceOf({ targets }), asOf });
    expect(kpis.find(({ id }) => id === 'winRate')?.months?.map(({ target }) => target)).toEqual([
      'missed',
      null,
      null,
    ]);
  });

  describe('of which nothing was heard', () => {
    const monthly = { wonDeals: { monthly: { atLeast: 4 } } };
    const said = [...won('2026-01-10', 3), ...won('2026-02-10', 5), ...won('2026-04-10', 5)];
    const day = {
      ...{ day: '2026-03-01', deliveries: 4, failed: 0, wrongAccount: 0, refused: 0 },
      ...{ observations: 0, rejected: 0, firstAt: 0, lastAt: 0 },
    };
    const quarter = (asked: Partial<Parameters<typeof reviewOf>[1]> = {}) =>
      kpiOf(reviewOf(said, { period: '2026-Q1', workspace: workspaceOf({ targets: monthly }), ...asked }), 'wonDeals');

    it('are no miss, and say who was silent', () => {
      expect(quarter().months).toEqual([
        { period: '2026-01', value: 3, n: 3, target: 'missed' },
        { period: '2026-02', value: 5, n: 5, target: 'met' },
        { period: '2026-03', value: 0, n: 0, partial: true, silent: ['standard'], target: null },
      ]);
      // The quarter was heard of.
      expect(quarter()).not.toHaveProperty('silent');
    });

    it('are not those in which something was sent', () => {
      expect(quarter({ received: { standard: [day] } }).months?.[2]).toMatchObject({ value: 0, target: 'missed' });
      const before = { ...day, day: '2026-02-28' };
      expect(quarter({ received: { standard: [before] } }).months?.[2]).toMatchObject({ silent: ['standard'] });
    });

    it('are nothing that a target grows from', () => {
      const growing = { wonDeals: { monthly: { atLeast: '+10%' } } };
      const asked = { period: '2026-Q2', workspace: workspaceOf({ targets: growing }) };
      expect(quarter(asked).months?.map(({ target }) => target)).toEqual([null, null, null]);
    });
  });

  it('have no value where the data do not reach', () => {
    const opened = ticket('1', { createdAt: '2026-03-10T00:00:00Z' }, '2026-03-10T00:00:00Z');
    const { kpis } = reviewOf([opened], { period: '2026-Q1' });
    expect(kpis.find(({ id }) => id === 'tickets')?.months?.map(({ value }) => value)).toEqual([null, null, 1]);
  });
});

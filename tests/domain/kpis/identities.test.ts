import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../../lambdas/domain/reviews/document.ts';
import {
  companionOf,
  customer,
  deal,
  kpiOf,
  order,
  type Posted,
  reviewOf,
  spend,
  subscription,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

/** The clocks change on 29 March: the quarter lacks an hour. */
const workspace = workspaceOf({
  timeZone: 'Europe/Berlin',
  rates: { EUR: { '2019-01-01': '1.1', '2026-01-15': '1.2345', '2026-02-01': '0.97', '2026-03-10': '1.5' } },
});
const months = ['2026-01', '2026-02', '2026-03'];

const boundaries = ['2025-12-31T23', '2026-01-31T23', '2026-02-28T23', '2026-03-31T22'].map((hour) =>
  Date.parse(`${hour}:00:00Z`),
);
const moment = fc.oneof(
  fc.tuple(fc.constantFrom(...boundaries), fc.constantFrom(-1, 0, 1)).map(([at, beside]) => at + beside),
  fc.integer({ min: Date.UTC(2025, 10, 1), max: Date.UTC(2026, 3, 20) }),
);
const instant = moment.map((at) => new Date(at).toISOString());
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const currency = fc.constantFrom('USD', 'EUR');
const amount = fc.constantFrom('0', '0.01', '10.005', '33.33', '99.9951', '1200', '-3.5');

const posted = <T>(
  of: fc.Arbitrary<T>,
  make: (told: T, id: string) => readonly Posted[],
  maxLength = 8,
): fc.Arbitrary<Posted[]> =>
  fc.array(of, { minLength: 1, maxLength }).map((all) => all.flatMap((told, index) => make(told, `${index}`)));

const subscriptions = posted(
  fc.record({
    customer: fc.option(ids, { freq: 9 }),
    startedAt: instant,
    endedAt: fc.option(instant),
    currency,
    mrr: amount,
    changes: fc.array(fc.record({ at: instant, mrr: fc.option(amount, { freq: 9 }) }), { maxLength: 3 }),
  }),
  ({ changes, ...set }, id) => [subscription(id, set), ...changes.map(({ at, mrr }) => subscription(id, { mrr }, at))],
);
const customers = posted(
  fc.record({ since: instant, until: fc.option(instant) }),
  (set, id) => [customer(`only ${id}`, set)],
  4,
);
const deals = posted(
  fc.record({
    outcome: fc.constantFrom('won', 'lost'),
    createdAt: instant,
    closedAt: instant,
    amount,
    currency,
    customer: fc.option(ids),
  }),
  (set, id) => [deal(id, set)],
);
const orders = posted(
  fc.record({
    at: instant,
    amount,
    currency,
    customer: fc.option(ids),
    deal: fc.option(fc.constantFrom('0', '1', '2')),
  }),
  (set, id) => [order(id, set)],
);
const spends = posted(
  fc.record({
    category: fc.constantFrom('marketing', 'sales', 'retention', 'service'),
    amount,
    currency,
    from: instant,
    to: fc.option(instant, { freq: 2 }),
  }),
  (set, id) => [spend(id, set)],
);

type Kpis = (id: string) => KpiResult;

const reviewedIn = (observations: readonly Posted[], period: string): Kpis => {
  const document = reviewOf(observations, { period, workspace });
  return (id) => kpiOf(document, id);
};

/** What each month tells, with what the next one does. */
const eachMonth = (observations: readonly Posted[]): { readonly kpis: Kpis; readonly next: Kpis }[] => {
  const all = [...months, '2026-04'].map((period) => reviewedIn(observations, period));
  return all.slice(1).map((next, index) => ({ kpis: all[index] as Kpis, next }));
};

/** Whole cents, so that sums of what is told are exact. */
const cents = (amount: number | null | undefined): number => Math.round(100 * (amount ?? 0));
const told = (kpis: Kpis, id: string) =>
  cents(kpis('netNewMrr').companions.find((companion) => companion.id === id)?.value);
const paidAtStart = (kpis: Kpis) => cents(kpis('netRevenueRetention').denominator);
const added = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const holdsFor = (worlds: fc.Arbitrary<readonly Posted[]>, law: (observations: readonly Posted[]) => void) =>
  fc.assert(fc.property(worlds, law), { numRuns: 15 });

describe('monthly revenue, whoever subscribes', () => {
  it('start + new + reactivation + expansion − contraction − churn is the end, which is the next start', () => {
    holdsFor(subscriptions, (observations) => {
      for (const { kpis, next } of eachMonth(observations)) {
        const [come, expanded, back, contracted, gone] = [
          'new',
          'expansion',
          'reactivation',
          'contraction',
          'churn',
        ].map((name) => told(kpis, name)) as [number, number, number, number, number];
        const change = come + expanded + back - contracted - gone;
        expect(Math.min(come, expanded, back, contracted, gone)).toBeGreaterThanOrEqual(0);
        expect(cents(kpis('netNewMrr').value)).toBe(change);
        expect(paidAtStart(kpis) + change).toBe(paidAtStart(next));
      }
    });
  });

  it('the same holds in heads, where each pays 1', () => {
    const turns = fc.uniqueArray(moment, { minLength: 1, maxLength: 6 }).map((all) => all.sort((a, b) => a - b));
    const heads = fc.array(turns, { minLength: 1, maxLength: 8 }).map((accounts) =>
      accounts.flatMap((all, account) =>
        all.flatMap((at, place) => {
          const end = all[place + 1];
          const set = { customer: `${account}`, mrr: 1, startedAt: new Date(at).toISOString() };
          const endedAt = end === undefined ? null : new Date(end).toISOString();
          return place % 2 === 0 ? [subscription(`${account} ${place}`, { ...set, endedAt })] : [];
        }),
      ),
    );
    holdsFor(heads, (observations) => {
      for (const { kpis, next } of eachMonth(observations)) {
        const headsOf = (name: string) => companionOf(kpis('netNewMrr'), name) ?? Number.NaN;
        const { numerator, denominator } = kpis('accountRetentionRate');
        const end = (denominator ?? 0) + headsOf('new') + headsOf('reactivation') - headsOf('churn');
        expect([headsOf('expansion'), headsOf('contraction')]).toEqual([0, 0]);
        expect((denominator ?? 0) - (numerator ?? 0)).toBe(headsOf('churn'));
        expect(kpis('churnRate').denominator).toBe(denominator);
        expect(kpis('portfolioGrowth').numerator).toBe(end - (denominator ?? 0));
        expect(next('accountRetentionRate').denominator).toBe(end);
        expect(next('churnRate').denominator).toBe(end);
      }
    });
  });

  it('gross retention is at most 1 and at most net retention; 1 − gross retention is what contracted and churned', () => {
    holdsFor(subscriptions, (observations) => {
      const kpis = reviewedIn(observations, '2026-Q1');
      const [gross, net] = [kpis('grossRevenueRetention'), kpis('netRevenueRetention')];
      expect(gross.denominator).toBe(net.denominator);
      expect(gross.n).toBe(net.n);
      expect(cents(gross.denominator) - cents(gross.numerator)).toBe(told(kpis, 'contraction') + told(kpis, 'churn'));
      expect(cents(net.numerator) - cents(gross.numerator)).toBe(told(kpis, 'expansion'));
      if (gross.value === null) expect(net.value).toBeNull();
      else expect(gross.value).toBeLessThanOrEqual(Math.min(1, net.value ?? Number.NaN));
    });
  });
});

describe('customers, whoever comes and goes', () => {
  const everybody = fc.tuple(subscriptions, customers).map((all) => all.flat());

  it('churn and retention add up to 1', () => {
    holdsFor(everybody, (observations) => {
      const kpis = reviewedIn(observations, '2026-03');
      const [churn, retention] = [kpis('churnRate'), kpis('customerRetentionRate')];
      expect((churn.numerator ?? 0) + (retention.numerator ?? 0)).toBe(churn.denominator);
      if (churn.value !== null) expect(churn.value + (retention.value ?? 0)).toBeCloseTo(1, 12);
    });
  });

  it('those at the start and the growth of the portfolio are those at the next start', () => {
    holdsFor(everybody, (observations) => {
      const { numerator, denominator } = reviewedIn(observations, '2026-Q1')('portfolioGrowth');
      expect((denominator ?? 0) + (numerator ?? 0)).toBe(reviewedIn(observations, '2026-04')('churnRate').denominator);
    });
  });
});

describe('months add up to their quarter', () => {
  const addsUp = (worlds: fc.Arbitrary<readonly Posted[]>, ...numbers: ((kpis: Kpis) => number)[]) =>
    holdsFor(worlds, (observations) => {
      const all = months.map((period) => reviewedIn(observations, period));
      const quarter = reviewedIn(observations, '2026-Q1');
      for (const of of numbers) expect(added(all.map(of))).toBe(of(quarter));
    });

  it('in net new monthly revenue', () => {
    addsUp(subscriptions, (kpis) => cents(kpis('netNewMrr').value));
  });

  it('in won revenue and won deals', () => {
    addsUp(
      deals,
      (kpis) => cents(kpis('wonRevenue').value),
      (kpis) => kpis('wonDeals').n,
    );
  });

  it('in what was bought, and how often, orders of won deals among it', () => {
    addsUp(
      fc.tuple(deals, orders).map((all) => all.flat()),
      (kpis) => cents(kpis('averagePurchaseValue').numerator),
      (kpis) => kpis('averagePurchaseValue').n,
    );
  });

  it('in spend, to the cent, however it is divided', () => {
    const anybody = customer('x', { since: '2020-01-01T00:00:00Z' });
    addsUp(
      spends.map((all) => [anybody, ...all]),
      (kpis) => cents(kpis('customerAcquisitionCost').numerator),
      (kpis) => cents(kpis('retentionCost').numerator),
    );
  });
});

describe('a quarter is computed from its records, not from its months', () => {
  it('as a ratio of sums', () => {
    holdsFor(deals, (observations) => {
      const all = months.map((period) => reviewedIn(observations, period)('winRate'));
      const { value, numerator, denominator } = reviewedIn(observations, '2026-Q1')('winRate');
      expect(numerator).toBe(added(all.map((kpi) => kpi.numerator ?? 0)));
      expect(denominator).toBe(added(all.map((kpi) => kpi.denominator ?? 0)));
      expect(value).toBe(denominator === 0 ? null : (numerator ?? 0) / (denominator ?? 0));
    });
  });

  it('from its own start', () => {
    holdsFor(subscriptions, (observations) => {
      const [quarter, january] = ['2026-Q1', '2026-01'].map((period) => reviewedIn(observations, period)) as [
        Kpis,
        Kpis,
      ];
      for (const id of ['netRevenueRetention', 'grossRevenueRetention', 'churnRate', 'accountRetentionRate'])
        expect([id, quarter(id).denominator]).toEqual([id, january(id).denominator]);
    });
  });
});

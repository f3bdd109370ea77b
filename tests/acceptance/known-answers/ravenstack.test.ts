import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { companionOf, kpiOf } from '../../support/review.ts';
import { describeShared, shared } from '../../support/shared.ts';
import { type Company, startCompany } from './company.ts';

const data = 'data/ravenstack';
const quarters = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'];

const churnIn = (review: ReviewDocument): number => companionOf(kpiOf(review, 'netNewMrr'), 'churn') ?? Number.NaN;

describeShared(
  'the known answers of RavenStack, by an import of its subscriptions and one of its tickets',
  data,
  () => {
    let ravenstack: Company;

    beforeAll(async () => {
      ravenstack = await startCompany();
      const file = (name: string) => path.join(shared(data), `ravenstack_${name}.csv`);
      const subscriptions = await ravenstack.import(
        file('subscriptions'),
        'tests/fixtures/maps/ravenstack-subscriptions.yaml',
      );
      expect(subscriptions).toMatchObject({ rows: 5000, rejected: 0, pending: 0 });
      const tickets = await ravenstack.import(file('support_tickets'), 'tests/fixtures/maps/ravenstack-tickets.yaml');
      expect(tickets).toMatchObject({ rows: 2000, rejected: 0, pending: 0 });
    }, 120_000);

    afterAll(() => ravenstack?.stop());

    it.each([
      ['2023-Q4', 644_272, [290_357, 0, 360_664, 20_444, 12_736], 1_262_113, 1.508301, 0.9485],
      ['2024-Q1', 1_262_113, [391_124, 3136, 636_516, 16_623, 0], 2_276_266, 1.491155, 0.986829],
      ['2024', 1_262_113, [6_446_243, 24_576, 2_431_851, 5175, 0], 10_159_608, 2.922709, 0.9959],
    ])(
      'gives the movements of monthly revenue in %s, from its start to its end',
      async (period, start, movements, end, nrr, grr) => {
        const review = await ravenstack.review(period);
        const netNew = kpiOf(review, 'netNewMrr');
        const told = ['new', 'reactivation', 'expansion', 'contraction', 'churn'].map((id) => companionOf(netNew, id));
        expect(told).toEqual(movements);
        expect(netNew.value).toBe(end - start);
        const [net, gross] = [kpiOf(review, 'netRevenueRetention'), kpiOf(review, 'grossRevenueRetention')];
        expect([net.denominator, gross.denominator]).toEqual([start, start]);
        expect(net.value).toBeCloseTo(nrr, 6);
        expect(gross.value).toBeCloseTo(grr, 6);
        const { n, companions } = kpiOf(review, 'customerLifetimeValue');
        expect(n * (companions.find(({ id }) => id === 'arpa')?.value ?? 0)).toBeCloseTo(end, 4);
      },
    );

    it('takes the year from its own start and end: what its quarters lost adds up to more', async () => {
      const reviews = await Promise.all(quarters.map((quarter) => ravenstack.review(quarter)));
      expect(reviews.reduce((sum, review) => sum + churnIn(review), 0)).toBe(5771);
      expect(churnIn(await ravenstack.review('2024'))).toBe(0);
    });

    it('does not multiply the retention of the quarters into that of the year', async () => {
      const { trend } = kpiOf(await ravenstack.review('2024-Q4'), 'netRevenueRetention');
      const rates = trend.filter(({ period }) => quarters.includes(period)).map(({ value }) => value ?? Number.NaN);
      expect(rates).toHaveLength(4);
      expect(rates.reduce((product, rate) => product * rate, 1)).toBeCloseTo(4.153, 3);
    });

    /** All days on which a ticket was submitted or closed. */
    const all = '2023-01-01..2024-12-31';

    it('gives how long customers waited for an answer and for a solution', async () => {
      const review = await ravenstack.review(all);
      const response = kpiOf(review, 'firstResponseTime');
      expect(response).toMatchObject({ n: 2000, value: 88 * 60, leftOut: [] });
      expect((companionOf(response, 'mean') ?? 0) / 60).toBeCloseTo(88.48, 2);
      expect(kpiOf(review, 'resolutionTime')).toMatchObject({ n: 2000, value: 35 * 3600, leftOut: [] });
      expect(kpiOf(review, 'tickets').value).toBe(2000);
    });

    it('gives how satisfied those were that answered', async () => {
      const csat = kpiOf(await ravenstack.review(all), 'csat');
      expect(csat).toMatchObject({ denominator: 1175, n: 1175, leftOut: [] });
      expect(100 * (csat.value ?? 0)).toBeCloseTo(66.297872, 6);
    });
  },
);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../../../lambdas/domain/reviews/document.ts';
import { configurationSchema } from '../../../../lambdas/domain/workspaces/schema.ts';
import { kpiOf, type Posted, reviewOf } from '../../../support/review.ts';
import { type World, world } from '../../reviews/worlds.ts';

/** The deep tier asks for more. */
const runs = Number(process.env.QUARTERDECK_ORACLE_RUNS ?? 100);

const won = { by: 'closedAt', where: { outcome: 'won' } };

/** What is built in, as a company would write it. */
const written: Readonly<Record<string, object>> = {
  wonDeals: { count: 'deal', ...won },
  wonRevenue: { sum: 'deal.amount', ...won },
  winRate: {
    ratio: {
      numerator: { count: 'deal', ...won },
      denominator: { count: 'deal', by: 'closedAt', where: { outcome: ['won', 'lost'] } },
    },
  },
  salesCycle: { median: { of: 'deal', from: 'createdAt', to: 'closedAt' }, where: won.where, better: 'lower' },
  tickets: { count: 'ticket', by: 'createdAt', better: 'lower', category: 'perception' },
};

/** The same where nothing but orders is sold. */
const ofOrders: Readonly<Record<string, object>> = {
  averagePurchaseValue: { ratio: { numerator: { sum: 'order.amount' }, denominator: { count: 'order' } } },
};

const ownIdOf = (builtIn: string): string => `${builtIn}Own`;

/** All of a result but what it is called and whom it is for; of what a sale is needs alternatives that a company has not. */
const numbersOf = ({ id, audiences: _, missing, companions, ...rest }: KpiResult) => ({
  ...rest,
  missing: missing?.code,
  companions: id.startsWith('averagePurchaseValue') ? [] : companions,
});

const agreesOn = (kpis: Readonly<Record<string, object>>, observed: (posted: Posted) => boolean) =>
  fc.property(world, ({ workspace, period, asOf, observations }: World) => {
    const configuration = configurationSchema.parse({
      ...workspace.configuration,
      kpis: Object.entries(kpis).map(([id, own]) => ({ id: ownIdOf(id), name: { en: id }, ...own })),
    });
    const document = reviewOf(observations.filter(observed), {
      workspace: { ...workspace, configuration },
      period,
      asOf,
    });
    for (const id of Object.keys(kpis))
      expect(numbersOf(kpiOf(document, ownIdOf(id)))).toEqual(numbersOf(kpiOf(document, id)));
  });

describe("a company's own KPI that is written like a built-in one", () => {
  it('is the same to the last digit, in every segment and every period, on whatever data', () => {
    fc.assert(
      agreesOn(written, () => true),
      { numRuns: runs },
    );
  });

  it('is the same where it is of orders alone', () => {
    fc.assert(
      agreesOn(ofOrders, ({ record }) => record !== 'deal'),
      { numRuns: runs },
    );
  });
});

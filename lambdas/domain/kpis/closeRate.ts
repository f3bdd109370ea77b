import { share } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { dealsInPipeline, dealsWonOfPipeline } from './measures/deals.ts';

/**
 * Won in the period ÷ deals in the pipeline at any time in it: open at its start, or created in it. The numerator
 * counts only deals of the denominator. Deals without `createdAt` are on neither side. Of those closed without
 * `closedAt`, one created in the period is in the denominator only; of one created before it nobody knows whether it
 * was open at the start, so it is on neither side, and counted. 4 open at the start, 6 created, 3 of them all won: 0.3.
 */
export const closeRate = kpi({
  id: 'closeRate',
  name: 'Close rate',
  definition: 'Of the deals that were in the pipeline at any time in the period, the share that was won in it.',
  formula: 'won ÷ (open at the start + created)',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['deal.outcome']], [['deal.closedAt']], [['deal.createdAt']]],
  source: 'common practice of CRM reports',
  computed: share(dealsWonOfPipeline, dealsInPipeline),
  floor: fewestDeals,
});

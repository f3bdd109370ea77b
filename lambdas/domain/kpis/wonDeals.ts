import { count } from './formula.ts';
import { kpi } from './kpi.ts';
import { wonDealsClosed } from './measures/deals.ts';

/**
 * Deals won, by `closedAt` in the period. A deal that was reopened counts by its last outcome; one that is won
 * without `closedAt` is left out and counted. Two won in the period, one lost in it, one won after it: 2.
 */
export const wonDeals = kpi({
  id: 'wonDeals',
  name: 'Won deals',
  definition: 'How many deals were won in the period, by the day they were closed.',
  formula: 'number of deals won',
  unit: 'count',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [[['deal.outcome']], [['deal.closedAt']]],
  source: 'common practice of CRM reports',
  computed: count(wonDealsClosed),
});

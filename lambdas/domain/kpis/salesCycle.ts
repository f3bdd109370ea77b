import { median } from './formula.ts';
import { fewestDeals, kpi, spread } from './kpi.ts';
import { wonCycle } from './measures/deals.ts';

/**
 * Median of `closedAt` − `createdAt` over the deals won in the period, exact elapsed seconds. The same instant is
 * 0 and counts; closed before created is left out and counted. Even counts: the mean of the middle two. After 10, 20,
 * 30 and 100 days: 25 days, mean 40, 90th percentile 79.
 */
export const salesCycle = kpi({
  id: 'salesCycle',
  name: 'Sales cycle',
  definition: 'How long a won deal took from its creation to its close: half were faster, half slower.',
  formula: 'median of closed − created, over won deals',
  unit: 'duration',
  better: 'lower',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['deal.outcome']], [['deal.closedAt']], [['deal.createdAt']]],
  source: 'common practice of CRM reports; quantiles as R, type 7',
  computed: median(wonCycle),
  companions: spread(wonCycle),
  floor: fewestDeals,
});

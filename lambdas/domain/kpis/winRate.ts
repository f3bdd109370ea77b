import { share } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { dealsClosed, wonDealsClosed } from './measures/deals.ts';

/**
 * Won ÷ (won + lost), by `closedAt` in the period. Open deals are never in the denominator; a reopened deal
 * counts by its last outcome. 20 won and 80 lost: 0.2.
 */
export const winRate = kpi({
  id: 'winRate',
  name: 'Win rate',
  definition: 'Of the deals closed in the period, the share that was won.',
  formula: 'won ÷ (won + lost)',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [[['deal.outcome']], [['deal.closedAt']]],
  source: 'altiorco.com, win rate by closed opportunities',
  computed: share(wonDealsClosed, dealsClosed),
  floor: fewestDeals,
});

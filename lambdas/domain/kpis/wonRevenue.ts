import { sumOfMoney } from './formula.ts';
import { kpi } from './kpi.ts';
import { wonAmount } from './measures/deals.ts';

/**
 * Σ amount of the deals won in the period, by `closedAt`, each with its amount as last said, converted at the
 * rate of the day it was closed. Won deals without an amount are left out and counted. 1,000.50 and 2,000: 3,000.50.
 */
export const wonRevenue = kpi({
  id: 'wonRevenue',
  name: 'Won revenue',
  definition: 'What the deals won in the period are worth together, by the day they were closed.',
  formula: 'sum of the amounts of won deals',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [[['deal.outcome']], [['deal.closedAt']], [['deal.amount']]],
  source: 'common practice of CRM reports',
  computed: sumOfMoney(wonAmount),
});

import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtStart } from './measures/customers.ts';
import { customersCrossSold } from './measures/parties.ts';
import { purchasesUntold } from './measures/sales.ts';
import { membership } from './needs.ts';

/**
 * Customers at the period's start with a won deal or an order of kind `cross-sell` in it ÷ customers at its start. A rise in
 * price is none. Of four customers at the start one bought so twice, and one that joined later once: 0.25.
 */
export const crossSellRate = kpi({
  id: 'crossSellRate',
  name: 'Cross-sell',
  definition:
    'Of the customers at the start of the period, the share that bought something beside what they have in it.',
  formula: 'customers with a cross-sell ÷ customers at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales'],
  requires: [
    membership,
    [
      ['deal.outcome', 'deal.closedAt', 'deal.kind'],
      ['order.at', 'order.kind'],
    ],
  ],
  source: 'common practice of account management',
  computed: { ...share(customersCrossSold, customersAtStart), untold: [purchasesUntold('cross-sell')] },
});

import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtStart } from './measures/customers.ts';
import { customersUpsold } from './measures/parties.ts';
import { purchasesUntold } from './measures/sales.ts';
import { membership } from './needs.ts';

/**
 * Customers at the period's start with a won deal or an order of kind `upsell` in it ÷ customers at its start. A rise in
 * price is none. Of four customers at the start one bought so twice, and one that joined later once: 0.25.
 */
export const upsellRate = kpi({
  id: 'upsellRate',
  name: 'Upsell',
  definition:
    'Of the customers at the start of the period, the share that bought a larger version of what they have in it.',
  formula: 'customers with an upsell ÷ customers at the start',
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
  computed: { ...share(customersUpsold, customersAtStart), untold: [purchasesUntold('upsell')] },
});

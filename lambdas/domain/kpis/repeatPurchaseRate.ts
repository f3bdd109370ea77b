import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { buyers } from './measures/parties.ts';
import { purchasesUntold } from './measures/sales.ts';

/**
 * Customers with a second or later purchase in the period ÷ customers with a purchase in it. Purchases are won deals and
 * orders; whoever they name is a customer here. Four bought, one of them twice, another for the second time: 0.5.
 */
export const repeatPurchaseRate = kpi({
  id: 'repeatPurchaseRate',
  name: 'Repeat purchases',
  definition: 'Of the customers that bought in the period, the share that had bought before or bought again.',
  formula: 'customers who bought again ÷ customers who bought',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'marketing'],
  requires: [
    [
      ['deal.outcome', 'deal.closedAt', 'deal.customer'],
      ['order.at', 'order.customer'],
    ],
  ],
  source: 'common practice of commerce reports',
  computed: { ...shareOfPart(buyers, 'again'), untold: [purchasesUntold(null)] },
});

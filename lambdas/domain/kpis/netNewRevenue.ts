import { sumOfMoney } from './formula.ts';
import { kpi } from './kpi.ts';
import { newBusiness } from './measures/sales.ts';

/**
 * Sales of the period of kind `new`, or, where no kind is said, to a named customer that had neither bought for more than
 * nothing nor paid anything monthly before the period. Sales of 100,000, of which 40,000 to customers that had bought before:
 * 60,000.
 */
export const netNewRevenue = kpi({
  id: 'netNewRevenue',
  name: 'Net new revenue',
  definition: 'What was sold in the period to customers that had not bought before.',
  formula: 'sum of sales to new customers',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [
    [
      ['deal.outcome', 'deal.closedAt', 'deal.amount'],
      ['order.at', 'order.amount'],
    ],
  ],
  source: 'common practice of sales reports: sales less those to existing customers',
  computed: sumOfMoney(newBusiness),
});

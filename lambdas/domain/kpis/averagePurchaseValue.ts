import { meanOfMoney } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { saleAmounts, saleSpread } from './measures/sales.ts';

/**
 * Amount ÷ number over won deals and orders in the period; those worth zero count. An order that names a won deal
 * that counts is that deal's own and is not counted beside it; one whose deal lacks its amount stands for itself.
 * Won deals of 100 and 0, an order of 50: 50, median 50.
 */
export const averagePurchaseValue = kpi({
  id: 'averagePurchaseValue',
  name: 'Average purchase',
  definition: 'What a sale of the period was worth on average, over won deals and orders.',
  formula: 'amount sold ÷ number of sales',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'marketing'],
  requires: [
    [
      ['deal.outcome', 'deal.closedAt', 'deal.amount'],
      ['order.at', 'order.amount'],
    ],
  ],
  source: 'average order value, common practice of commerce reports',
  computed: meanOfMoney(saleAmounts),
  companions: [
    {
      id: 'median',
      unit: 'money',
      measures: [saleSpread],
      value: ({ cell, money }) => {
        const middle = cell(saleSpread).quantile(0.5);
        return middle === null ? null : money.major(middle);
      },
    },
  ],
  floor: fewestDeals,
});

import { amountIn, ratioOfMoney } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { buyersMeasured } from './measures/parties.ts';
import { measuredAmounts, measuredProfits } from './measures/sales.ts';

/**
 * Σ (amount − cost) ÷ Σ amount, over the period's sales that name a customer and whose cost is known. `meanProfit` is
 * Σ (amount − cost) ÷ the customers that they name: it is told where nothing came in but cost, too. Sales of 100 and 300
 * that cost 60 and 140, to two customers: 0.5, and 100 a customer.
 */
export const profitMarginPerCustomer = kpi({
  id: 'profitMarginPerCustomer',
  name: 'Profit margin per customer',
  definition: 'Of what customers paid for sales of the period, the share left after their cost.',
  formula: '(amount − cost) ÷ amount, over sales with a known cost',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [
    [['deal.cost'], ['order.cost']],
    [
      ['deal.outcome', 'deal.closedAt', 'deal.customer'],
      ['order.at', 'order.customer'],
    ],
  ],
  source: 'common practice of accounting, gross margin',
  computed: ratioOfMoney(measuredProfits, measuredAmounts),
  companions: [
    {
      id: 'meanProfit',
      unit: 'money',
      measures: [measuredProfits, buyersMeasured],
      value: ({ cell, money }) => {
        const customers = cell(buyersMeasured).count;
        return customers === 0 ? null : amountIn(cell(measuredProfits)) / (customers * 10 ** money.exponent);
      },
    },
  ],
  floor: fewestDeals,
});

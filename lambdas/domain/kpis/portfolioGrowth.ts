import { amountIn, quotient } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtEnds } from './measures/customers.ts';
import { mrrBefore, mrrMovements } from './measures/mrr.ts';
import { membership } from './needs.ts';

/**
 * (Customers at the end − at the start) ÷ at the start; both by the segments of the period's end, so that an owner's
 * portfolio is what it has then. `byMrr` is the same of monthly revenue. From 90 to 99: 0.1.
 */
export const portfolioGrowth = kpi({
  id: 'portfolioGrowth',
  name: 'Portfolio growth',
  definition: 'By how much the number of customers grew from the start of the period to its end.',
  formula: '(customers at the end − at the start) ÷ at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive', 'sales'],
  requires: [membership],
  source: 'our own: no standard exists',
  computed: {
    measures: [customersAtEnds],
    over: customersAtEnds,
    isState: true,
    outcome: ({ cell }) => {
      const customers = cell(customersAtEnds);
      const [left, came] = [customers.countOf('start'), customers.countOf('end')];
      return quotient(came - left, left + customers.countOf('both'));
    },
  },
  companions: [
    {
      id: 'byMrr',
      unit: 'ratio',
      measures: [mrrMovements, mrrBefore],
      value: ({ cell }) => {
        const before = amountIn(cell(mrrBefore));
        return before === 0 ? null : amountIn(cell(mrrMovements)) / before;
      },
    },
  ],
});

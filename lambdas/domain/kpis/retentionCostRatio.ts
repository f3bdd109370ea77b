import { amountIn, moneyRatio } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtStart } from './measures/customers.ts';
import { mrrOverMonths } from './measures/mrr.ts';
import { salesToCustomersAtStart } from './measures/sales.ts';
import { spentOnKeeping } from './measures/spend.ts';
import { membership } from './needs.ts';

/**
 * Retention and service spend of the period ÷ what its start's customers bring in: sales to them in the period, and their
 * monthly revenue at the start × its months. Of a range its whole calendar months count; without one there is none, nor
 * without spend. 300 in a month in which they pay 2,000 and buy for 1,000: 0.1.
 */
export const retentionCostRatio = kpi({
  id: 'retentionCostRatio',
  name: 'Retention cost share',
  definition: 'What retention and service cost as a share of what existing customers brought in.',
  formula: 'retention and service spend ÷ (sales to existing customers + their monthly revenue × months)',
  unit: 'ratio',
  better: 'lower',
  category: 'performance',
  audiences: ['executive'],
  requires: [[['spend.amount']], membership],
  source: 'our own: no standard exists',
  computed: {
    measures: [spentOnKeeping, salesToCustomersAtStart, mrrOverMonths, customersAtStart],
    over: customersAtStart,
    above: { measures: [spentOnKeeping] },
    outcome: (reading) => {
      const { cell, months } = reading;
      const spent = cell(spentOnKeeping);
      const income = amountIn(cell(salesToCustomersAtStart)) + amountIn(cell(mrrOverMonths));
      const told = moneyRatio(reading, amountIn(spent), income, cell(customersAtStart).count);
      if (spent.count === 0) return { ...told, value: null, missing: 'noSpend', wanting: spentOnKeeping };
      return months === 0 ? { ...told, value: null, missing: 'zeroDenominator' } : told;
    },
  },
  onlyBy: [],
});

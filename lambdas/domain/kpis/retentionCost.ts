import { amountIn, moneyPer } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersActive } from './measures/customers.ts';
import { spentOnKeeping } from './measures/spend.ts';
import { membership } from './needs.ts';

/**
 * Retention and service spend of the period ÷ customers active in it: there at its start, or joined before its end. No spend
 * reported for the period: none. 3,000 for 100 at the start and 20 that joined: 25.
 */
export const retentionCost = kpi({
  id: 'retentionCost',
  name: 'Retention cost',
  definition: 'What retention and service cost for each customer of the period.',
  formula: 'retention and service spend ÷ customers active in the period',
  unit: 'money',
  better: 'lower',
  category: 'performance',
  audiences: ['service'],
  requires: [[['spend.amount']], membership],
  source: 'common practice of customer success, customer retention cost',
  computed: {
    measures: [spentOnKeeping, customersActive],
    over: customersActive,
    above: { measures: [spentOnKeeping] },
    outcome: (reading) => {
      const spent = reading.cell(spentOnKeeping);
      const told = moneyPer(reading, amountIn(spent), reading.cell(customersActive).count);
      return spent.count === 0 ? { ...told, value: null, missing: 'noSpend', wanting: spentOnKeeping } : told;
    },
  },
  onlyBy: [],
});

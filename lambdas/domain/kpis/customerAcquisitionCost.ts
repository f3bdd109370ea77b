import { amountIn, moneyPer } from './formula.ts';
import { kpi } from './kpi.ts';
import { newCustomers } from './measures/customers.ts';
import { spentOnWinning } from './measures/spend.ts';
import { membership } from './needs.ts';

/**
 * Marketing and sales spend of the period ÷ customers new in it; those that come back are not new. No spend reported for
 * the period, or nobody new: none, with `spend` beside it. 200,000 for 100 customers: 2,000.
 */
export const customerAcquisitionCost = kpi({
  id: 'customerAcquisitionCost',
  name: 'Customer acquisition cost',
  definition: 'What marketing and sales cost for each new customer of the period.',
  formula: 'marketing and sales spend ÷ new customers',
  unit: 'money',
  better: 'lower',
  category: 'performance',
  audiences: ['marketing', 'executive'],
  requires: [[['spend.amount']], membership],
  source: 'getchief.com, customer acquisition cost',
  computed: {
    measures: [spentOnWinning, newCustomers],
    over: newCustomers,
    above: { measures: [spentOnWinning] },
    outcome: (reading) => {
      const spent = reading.cell(spentOnWinning);
      const told = moneyPer(reading, amountIn(spent), reading.cell(newCustomers).count);
      if (spent.count === 0) return { ...told, value: null, missing: 'noSpend', wanting: spentOnWinning };
      return told.value === null ? { ...told, missing: 'noNewCustomers' } : told;
    },
  },
  companions: [
    {
      id: 'spend',
      unit: 'money',
      measures: [spentOnWinning],
      value: ({ cell, money }) =>
        cell(spentOnWinning).count === 0 ? null : money.major(amountIn(cell(spentOnWinning))),
    },
  ],
  onlyBy: [],
});

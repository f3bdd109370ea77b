import { amountIn, moneyRatio } from './formula.ts';
import { kpi } from './kpi.ts';
import { salesToNewcomers } from './measures/sales.ts';
import { spentOnWinning } from './measures/spend.ts';
import { membership } from './needs.ts';

/**
 * (Σ gross profit of the period's sales to customers new in it, or their amount where the cost is unknown, − marketing and
 * sales spend) ÷ that spend. `costKnown` is the share of those sales whose cost is known. Without spend there is none; by
 * campaign only, which sales and spend have in common. Spend of 10,000, sales of 40,000 to new customers: 3.
 */
export const roi = kpi({
  id: 'roi',
  name: 'Return on marketing and sales',
  definition: 'What sales to new customers brought in beyond what marketing and sales cost, for each unit spent.',
  formula: '(gross profit from new customers − marketing and sales spend) ÷ that spend',
  unit: 'ratio',
  toldAs: 'number',
  better: 'higher',
  category: 'performance',
  audiences: ['marketing', 'executive'],
  requires: [
    [['spend.amount']],
    membership,
    [
      ['deal.outcome', 'deal.closedAt', 'deal.amount'],
      ['order.at', 'order.amount'],
    ],
  ],
  source: 'marketingtriangulation.com, marketing ROI',
  computed: {
    measures: [salesToNewcomers, spentOnWinning],
    over: spentOnWinning,
    beside: [salesToNewcomers],
    above: { measures: [salesToNewcomers] },
    outcome: (reading) => {
      const spent = reading.cell(spentOnWinning);
      const gain = amountIn(reading.cell(salesToNewcomers)) - amountIn(spent);
      const told = moneyRatio(reading, gain, amountIn(spent), spent.count);
      return spent.count === 0 ? { ...told, missing: 'noSpend', wanting: spentOnWinning } : told;
    },
  },
  companions: [
    {
      id: 'costKnown',
      unit: 'ratio',
      measures: [salesToNewcomers],
      value: ({ cell }) => {
        const sales = cell(salesToNewcomers);
        return sales.count === 0 ? null : sales.countOf('costKnown') / sales.count;
      },
    },
  ],
  onlyBy: ['campaign'],
});

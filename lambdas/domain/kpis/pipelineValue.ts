import { sumOfMoney } from './formula.ts';
import { kpi } from './kpi.ts';
import { openAmount, openDeals } from './measures/deals.ts';

/**
 * Σ amount of the deals open just before the period's end, each with the amount it had then, converted at the
 * rate of the period's last day. Open deals without an amount are left out and counted; `open` counts them all. Open
 * deals of 500, of 250 and of an unknown amount: 750, 3 open.
 */
export const pipelineValue = kpi({
  id: 'pipelineValue',
  name: 'Pipeline value',
  definition: 'What the deals open at the end of the period are worth together.',
  formula: 'sum of the amounts of open deals',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [[['deal.createdAt']], [['deal.amount']]],
  source: 'common practice of CRM reports',
  computed: sumOfMoney(openAmount),
  companions: [{ id: 'open', unit: 'count', measures: [openDeals], value: ({ cell }) => cell(openDeals).count }],
});

import { ratioOfMoney } from './formula.ts';
import { kpi } from './kpi.ts';
import { mrrAtStart, mrrOfThemAtEnd } from './measures/mrr.ts';

/**
 * Σ MRR at the end ÷ Σ MRR at the start, over the accounts at the start; new ones and those that came back stand on neither
 * side. Of a quarter from its own start and end, never a product of months. At the start 100 of which 10 churn and 10
 * contract, while another expands by 10: 0.9.
 */
export const netRevenueRetention = kpi({
  id: 'netRevenueRetention',
  name: 'Net revenue retention',
  definition:
    'What the customers of the start of the period pay monthly at its end, as a share of what they paid at its start.',
  formula: 'their monthly revenue at the end ÷ at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [[['subscription.mrr']]],
  source: 'help.chartmogul.com, net MRR churn rate: its complement',
  computed: ratioOfMoney(mrrOfThemAtEnd, mrrAtStart),
});

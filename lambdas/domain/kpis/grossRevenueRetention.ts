import { ratioOfMoney } from './formula.ts';
import { kpi } from './kpi.ts';
import { mrrAtStart, mrrKept } from './measures/mrr.ts';

/**
 * Σ min(MRR at the start, MRR at the end) ÷ Σ MRR at the start, over the accounts at the start: never above 1. At the start
 * 100 of which 10 churn and 10 contract, while another expands by 10: 0.8.
 */
export const grossRevenueRetention = kpi({
  id: 'grossRevenueRetention',
  name: 'Gross revenue retention',
  definition: 'Of the monthly revenue at the start of the period, the share kept to its end, expansion aside.',
  formula: 'monthly revenue kept ÷ monthly revenue at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [[['subscription.mrr']]],
  source: 'help.chartmogul.com, gross MRR churn rate: its complement',
  computed: ratioOfMoney(mrrKept, mrrAtStart),
});

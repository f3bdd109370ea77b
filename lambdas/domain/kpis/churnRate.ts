import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtStart } from './measures/customers.ts';
import { membership } from './needs.ts';

/**
 * Customers at the start that are not there at the end ÷ customers at the start. 100 at the start, 12 churned of
 * which 1 had joined in the period and 1 came back: 0.1.
 */
export const churnRate = kpi({
  id: 'churnRate',
  name: 'Customer churn',
  definition: 'Of the customers at the start of the period, the share gone by its end.',
  formula: 'gone by the end ÷ at the start',
  unit: 'ratio',
  better: 'lower',
  category: 'performance',
  audiences: ['executive', 'service'],
  requires: [membership],
  source: 'help.chartmogul.com, customer churn rate',
  computed: shareOfPart(customersAtStart, 'lost'),
  byReason: true,
});

import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersAtStart } from './measures/customers.ts';
import { membership } from './needs.ts';

/**
 * Customers at the start that are there at the end ÷ customers at the start. Not (end − new) ÷ start, which
 * counts the returned as retained. Retention and churn add up to 1. 100 at the start, 12 churned of which 1 had joined
 * in the period and 1 came back: 0.9.
 */
export const customerRetentionRate = kpi({
  id: 'customerRetentionRate',
  name: 'Customer retention',
  definition: 'Of the customers at the start of the period, the share still there at its end.',
  formula: 'still there at the end ÷ at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [membership],
  source: 'common practice of subscription reports',
  computed: shareOfPart(customersAtStart, 'retained'),
});

import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { accountsAtStart } from './measures/mrr.ts';

/**
 * Accounts at the start that are there at the end ÷ accounts at the start: customers that pay a monthly amount, whether or
 * not a rate for its currency is known. Of ten accounts one ended and another left while a new one came: 0.8.
 */
export const accountRetentionRate = kpi({
  id: 'accountRetentionRate',
  name: 'Account retention',
  definition:
    'Of the customers that paid a subscription at the start of the period, the share still paying at its end.',
  formula: 'accounts still paying at the end ÷ accounts at the start',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [[['subscription.mrr']]],
  source: 'common practice of subscription reports, logo retention',
  computed: shareOfPart(accountsAtStart, 'retained'),
});

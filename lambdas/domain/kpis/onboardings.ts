import { count } from './formula.ts';
import { kpi } from './kpi.ts';
import { onboardingsFinished } from './measures/customers.ts';

/** Onboardings finished in the period, by `onboardedAt`. Two in it, one after it: 2. */
export const onboardings = kpi({
  id: 'onboardings',
  name: 'Onboardings',
  definition: 'How many customers finished their onboarding in the period.',
  formula: 'number of onboardings finished',
  unit: 'count',
  better: 'higher',
  category: 'adoption',
  audiences: ['service'],
  requires: [[['customer.onboardedAt']]],
  source: 'common practice of customer success',
  computed: count(onboardingsFinished),
});

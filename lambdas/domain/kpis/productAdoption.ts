import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersActive } from './measures/customers.ts';
import { customersAdopting } from './measures/parties.ts';
import { membership } from './needs.ts';

/**
 * Customers that used `adoption.atLeast` (1) of `adoption.features` (all) in the period ÷ customers active in it. Of four
 * active customers two used a feature each: 0.5, and 0 where two features are asked for.
 */
export const productAdoption = kpi({
  id: 'productAdoption',
  name: 'Product adoption',
  definition: 'Of the customers of the period, the share that used the features that matter.',
  formula: 'customers who used the features ÷ customers active in the period',
  unit: 'ratio',
  better: 'higher',
  category: 'adoption',
  audiences: [],
  requires: [membership, [['activity.feature']]],
  source: 'common practice of product analytics, feature adoption',
  computed: share(customersAdopting, customersActive),
});

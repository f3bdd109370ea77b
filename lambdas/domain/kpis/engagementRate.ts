import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersActive } from './measures/customers.ts';
import { customersEngaged } from './measures/parties.ts';
import { membership } from './needs.ts';

/**
 * Customers with a qualifying activity in the period ÷ customers active in it. Kinds of `engagement.kinds` qualify; unless
 * said every kind but `open`, because privacy proxies open mails. Of four active customers one logged in, another only
 * opened a mail: 0.25.
 */
export const engagementRate = kpi({
  id: 'engagementRate',
  name: 'Engagement',
  definition: 'Of the customers of the period, the share that did something with what they have.',
  formula: 'customers with an activity ÷ customers active in the period',
  unit: 'ratio',
  better: 'higher',
  category: 'adoption',
  audiences: ['marketing', 'service'],
  requires: [membership, [['activity.customer']]],
  source: 'our own: no standard exists',
  computed: share(customersEngaged, customersActive),
});

import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { newCustomers } from './measures/customers.ts';
import { membership } from './needs.ts';

/**
 * New customers with `referredBy` ÷ new customers; those of whom it is unknown stay in the denominator. Of 20 new ones 5
 * were referred: 0.25.
 */
export const referralRate = kpi({
  id: 'referralRate',
  name: 'Referrals',
  definition: 'Of the customers new in the period, the share that another customer referred.',
  formula: 'referred ÷ new customers',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['marketing'],
  requires: [membership, [['customer.referredBy']]],
  source: 'common practice of marketing; not of the base of customers',
  computed: shareOfPart(newCustomers, 'referred'),
});

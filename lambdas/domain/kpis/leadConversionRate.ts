import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { leadConversionLag, leadsConverted, leadsCreated } from './measures/leads.ts';

/**
 * Leads created in the period that have converted up to the computation ÷ leads created in the period: a cohort,
 * not the conversions of the period. `stillOpen` until the time in which nine of ten conversions came has passed
 * since the period's end. 100 created, 12 of them converted: 0.12.
 */
export const leadConversionRate = kpi({
  id: 'leadConversionRate',
  name: 'Lead conversion',
  definition: 'Of the leads created in the period, the share that has converted so far.',
  formula: 'converted to date ÷ created in the period',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'marketing'],
  requires: [[['lead.createdAt']], [['lead.convertedAt']]],
  source: 'rekener.com, cohort conversion',
  computed: share(leadsConverted, leadsCreated),
  settles: leadConversionLag,
});

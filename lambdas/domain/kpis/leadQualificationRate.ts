import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { leadQualificationLag, leadsCreated, leadsQualified } from './measures/leads.ts';

/**
 * Leads created in the period that were ever qualified, or converted, up to the computation ÷ leads created in the
 * period: a cohort. One that was disqualified later still counts. `stillOpen` until the time in which nine of ten
 * qualifications came has passed since the period's end. 10 created, 3 qualified, 1 converted without: 0.4.
 */
export const leadQualificationRate = kpi({
  id: 'leadQualificationRate',
  name: 'Lead qualification',
  definition: 'Of the leads created in the period, the share that has proved worth pursuing so far.',
  formula: 'qualified or converted to date ÷ created in the period',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'marketing'],
  requires: [[['lead.createdAt']], [['lead.qualifiedAt'], ['lead.convertedAt']]],
  source: 'common practice of lead management',
  computed: share(leadsQualified, leadsCreated),
  settles: leadQualificationLag,
});

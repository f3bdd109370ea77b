import type { AnyMeasure } from './formula.ts';
import { median } from './formula.ts';
import { type CompanionOf, kpi, spread } from './kpi.ts';
import { leadResponse, leadsAnswered, leadsAnsweredWithin24h, leadsCreated } from './measures/leads.ts';

const ofCreated = (id: string, part: AnyMeasure): CompanionOf => ({
  id,
  unit: 'ratio',
  measures: [part, leadsCreated],
  value: ({ cell }) => (cell(leadsCreated).count === 0 ? null : cell(part).count / cell(leadsCreated).count),
});

/**
 * Median of first human outreach − created, over leads first answered in the period, exact elapsed seconds.
 * Automatic replies do not stop the clock. `answered` and `within24h` are shares of the leads created in the period,
 * answered up to the computation. Answered after 1, 2 and 30 hours, one not at all: 2 hours, 0.75 answered, 0.5 within
 * 24 hours.
 */
export const leadResponseTime = kpi({
  id: 'leadResponseTime',
  name: 'Lead response time',
  definition: 'How long a lead waited for the first answer from a person: half waited less, half more.',
  formula: 'median of first outreach − created',
  unit: 'duration',
  better: 'lower',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['lead.createdAt']], [['lead.respondedAt']]],
  source: 'common practice of lead management',
  computed: median(leadResponse),
  companions: [
    ...spread(leadResponse),
    ofCreated('answered', leadsAnswered),
    ofCreated('within24h', leadsAnsweredWithin24h),
  ],
});

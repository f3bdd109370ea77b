import { shareOfPart } from './formula.ts';
import { fewestAnswers, kpi } from './kpi.ts';
import { csatAnswers } from './measures/surveys.ts';

/**
 * Satisfied ÷ answered, by the instant of the answer: 4–5 of 5, 3 of 3, 2 of 2, 7–10 of 10; every answer counts.
 * Other scales and scores off their scale are left out and counted. 8 good and 2 bad: 0.8.
 */
export const csat = kpi({
  id: 'csat',
  name: 'Customer satisfaction',
  definition: 'Of those who answered, the share that was satisfied.',
  formula: 'satisfied ÷ answered',
  unit: 'ratio',
  better: 'higher',
  category: 'perception',
  audiences: ['service'],
  requires: [[['survey[csat].score']]],
  source: 'support.assembled.com, CSAT',
  computed: shareOfPart(csatAnswers, 'satisfied'),
  floor: fewestAnswers,
});

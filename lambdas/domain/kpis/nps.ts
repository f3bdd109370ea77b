import { netPromoters } from './formula.ts';
import { type CompanionOf, fewestAnswers, kpi } from './kpi.ts';
import { npsAnswers } from './measures/surveys.ts';

/** How many gave answers of a class; the classes stand beside the score, which says nothing of how it is made up. */
const answersOf = (id: string, part: string): CompanionOf => ({
  id,
  unit: 'count',
  measures: [npsAnswers],
  value: ({ cell }) => {
    const answers = cell(npsAnswers);
    return answers.count === 0 ? null : answers.countOf(part);
  },
});

/**
 * 100 × (share of 9–10 − share of 0–6); 7–8 stay in the denominator. A person's last answer in the period counts,
 * chosen before segments are formed. 74 promoters, 75 passives, 35 detractors: 21.1957.
 */
export const nps = kpi({
  id: 'nps',
  name: 'Net promoter score',
  definition: 'How many more would recommend you (9–10) than would not (0–6), in points from −100 to 100.',
  formula: '100 × (promoters − detractors) ÷ answers',
  unit: 'score',
  better: 'higher',
  category: 'perception',
  audiences: ['service', 'executive'],
  requires: [[['survey[nps].score']]],
  source: 'Reichheld 2003; interval: Rocks 2016, adjusted Wald',
  computed: netPromoters(npsAnswers),
  floor: fewestAnswers,
  companions: [
    answersOf('promoters', 'promoter'),
    answersOf('passives', 'passive'),
    answersOf('detractors', 'detractor'),
  ],
});

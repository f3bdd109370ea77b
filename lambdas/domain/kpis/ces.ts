import { amountIn, shareOfPart } from './formula.ts';
import { fewestAnswers, kpi } from './kpi.ts';
import { cesAnswers } from './measures/surveys.ts';

/**
 * The share of answers that found it easy, by the instant of the answer: 5–7 of 7; where a low score is the easy one, 1–3.
 * Other scales and scores off them are left out and counted. `mean` is of the scores, 7 the easiest, those of which a low one
 * is easy turned round. Of 100 answers 65 of 5 to 7: 0.65.
 */
export const ces = kpi({
  id: 'ces',
  name: 'Customer effort',
  definition: 'Of those who answered, the share that found it easy to get what they wanted.',
  formula: 'found it easy ÷ answered',
  unit: 'ratio',
  better: 'higher',
  category: 'perception',
  audiences: ['service'],
  requires: [[['survey[ces].score']]],
  source: 'community.qualtrics.com, customer effort score as top three of seven',
  computed: shareOfPart(cesAnswers, 'easy'),
  companions: [
    {
      id: 'mean',
      unit: 'score',
      measures: [cesAnswers],
      value: ({ cell }) => (cell(cesAnswers).count === 0 ? null : amountIn(cell(cesAnswers)) / cell(cesAnswers).count),
    },
  ],
  floor: fewestAnswers,
});

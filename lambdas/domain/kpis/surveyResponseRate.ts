import { share } from './formula.ts';
import { kpi } from './kpi.ts';
import { surveyAnswerLag, surveysAnswered, surveysSent } from './measures/surveys.ts';

/**
 * Surveys sent in the period that were answered up to the computation ÷ surveys sent in it, of whatever kind. `stillOpen`
 * until the time in which nine of ten answers came has passed since the period's end. Of 10 sent 4 answered: 0.4.
 */
export const surveyResponseRate = kpi({
  id: 'surveyResponseRate',
  name: 'Survey response',
  definition: 'Of the surveys sent in the period, the share answered so far.',
  formula: 'answered to date ÷ sent',
  unit: 'ratio',
  better: 'higher',
  category: 'perception',
  audiences: ['service'],
  requires: [[['survey.sentAt']], [['survey.at']]],
  source: 'AAPOR Standard Definitions, response rate 1',
  computed: share(surveysAnswered, surveysSent),
  settles: surveyAnswerLag,
});

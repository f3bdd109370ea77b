import { median, secondsAt } from './formula.ts';
import { kpi, spread } from './kpi.ts';
import { onboardingsUnfinished, onboardingTimes } from './measures/customers.ts';

/**
 * Median of onboarded − started, over the onboardings finished in the period, exact elapsed seconds. `unfinished` are those
 * begun and not finished at its end, with their median age. After 10, 20 and 60 days: 20 days.
 */
export const onboardingTime = kpi({
  id: 'onboardingTime',
  name: 'Onboarding time',
  definition: 'How long an onboarding took from its start to its end: half were faster, half slower.',
  formula: 'median of onboarded − started',
  unit: 'duration',
  better: 'lower',
  category: 'adoption',
  audiences: ['service'],
  requires: [[['customer.onboardingStartedAt']], [['customer.onboardedAt']]],
  source: 'common practice of customer success, time to onboard',
  computed: median(onboardingTimes),
  companions: [
    ...spread(onboardingTimes),
    {
      id: 'unfinished',
      unit: 'count',
      measures: [onboardingsUnfinished],
      value: ({ cell }) => cell(onboardingsUnfinished).count,
    },
    {
      id: 'unfinishedMedianAge',
      unit: 'duration',
      measures: [onboardingsUnfinished],
      value: ({ cell }) => secondsAt(cell(onboardingsUnfinished), 0.5),
    },
  ],
});

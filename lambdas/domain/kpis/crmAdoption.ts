import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { seats } from './measures/users.ts';

/**
 * Users with an activity in the period ÷ seats active at any time in it; a seat without `activeFrom` is left out and
 * counted. `activeUsers` is how many. Of five seats one ended before the period, of the others three did something: 0.75.
 */
export const crmAdoption = kpi({
  id: 'crmAdoption',
  name: 'CRM adoption',
  definition: 'Of the seats in the CRM, the share whose user worked with it in the period.',
  formula: 'users with an activity ÷ seats',
  unit: 'ratio',
  better: 'higher',
  category: 'adoption',
  audiences: ['executive'],
  requires: [[['user.activeFrom']], [['activity.user']]],
  source: 'common practice of CRM reports, user adoption',
  computed: shareOfPart(seats, 'present'),
  companions: [
    { id: 'activeUsers', unit: 'count', measures: [seats], value: ({ cell }) => cell(seats).countOf('present') },
  ],
});

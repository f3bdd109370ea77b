import { lowestShare } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { stageAdvances, stageLeavings } from './measures/stages.ts';

/**
 * Per stage, deals that went on from it, to a stage that they had not been in before or because they were won ÷ deals
 * that completed a stay in it in the period; of several leavings in the period any counts. The headline is the stage with
 * the lowest share, ties by key; the previous period, last year and the trend are of that same stage. Of four deals that
 * left a stage, two for the next, one won, one lost: 0.75.
 */
export const stageConversion = kpi({
  id: 'stageConversion',
  name: 'Weakest stage',
  definition: 'Of the deals that left a stage in the period, the share that went on, in the stage where fewest did.',
  formula: 'deals that went on ÷ deals that left the stage',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['deal.stage']]],
  source: 'common practice of CRM reports, stage-to-stage conversion',
  computed: lowestShare(stageAdvances, stageLeavings),
  floor: fewestDeals,
});

import { partOf, secondsAt, slowest } from './formula.ts';
import { fewestDeals, kpi, spread } from './kpi.ts';
import { stageOpen, stageStays } from './measures/stages.ts';

/**
 * Per stage, over deals that completed a stay in it in the period: the median of the time in all completed stays
 * in it up to the period's end. The headline is the slowest stage, ties by key; the previous period, last year
 * and the trend are of that same stage.
 *
 * A stay starts at the instant that said it; closing ends it; while won or lost a deal is in no stage; a skipped
 * stage is no observation. Three deals that left a stage after 2, 4 and 9 days: 4 days.
 */
export const stageLength = kpi({
  id: 'stageLength',
  name: 'Slowest stage',
  definition: 'How long deals stay in the stage that takes longest: half left it sooner, half later.',
  formula: 'median time in the stage, over deals that left it',
  unit: 'duration',
  better: 'lower',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['deal.stage']]],
  source: 'brainshark.com (Rekener), time in stage',
  computed: slowest(stageStays),
  companions: [
    ...spread(stageStays),
    {
      id: 'open',
      unit: 'count',
      measures: [stageOpen],
      value: ({ cell, part }) => (part === undefined ? null : partOf(cell(stageOpen), part).count),
    },
    {
      id: 'openMedianAge',
      unit: 'duration',
      measures: [stageOpen],
      value: ({ cell, part }) => secondsAt(partOf(cell(stageOpen), part), 0.5),
    },
  ],
  floor: fewestDeals,
});

import { quotient } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { closedStages, closedStageTime } from './measures/deals.ts';

/**
 * Σ time in stages ÷ Σ stages visited, over the deals closed in the period, won or lost, cut at the close. A stage counts
 * once a deal, however often it was in it. Deals that never were in a stage are left out and counted. One deal with two
 * stages in 10 days, another with one in 5: 5 days a stage.
 */
export const dealVelocity = kpi({
  id: 'dealVelocity',
  name: 'Time per stage',
  definition: 'How long the deals closed in the period had stayed in a stage on average.',
  formula: 'time in stages ÷ stages visited, over closed deals',
  unit: 'duration',
  better: 'lower',
  category: 'performance',
  audiences: ['sales'],
  requires: [[['deal.stage']], [['deal.outcome']], [['deal.closedAt']]],
  source: 'common practice of CRM reports',
  computed: {
    measures: [closedStageTime, closedStages],
    over: closedStages,
    outcome: ({ cell }) => {
      const { sum: time, count: n } = cell(closedStageTime);
      const stages = Number(cell(closedStages).sum);
      const told = quotient(Number(time) / 1000, stages);
      return { ...told, ...(stages > 0 && { value: Number(time) / (1000 * stages) }), n };
    },
  },
  floor: fewestDeals,
});

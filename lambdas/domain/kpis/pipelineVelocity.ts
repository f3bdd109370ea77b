import { amountIn, type Outcome, type Reading } from './formula.ts';
import { fewestDeals, kpi } from './kpi.ts';
import { wonAmount, wonCycle, wonDealsClosed } from './measures/deals.ts';

const day = 86_400_000;

/** Won revenue over the days of a mean cycle. */
const outcome = ({ cell, money }: Reading): Outcome => {
  const amounts = cell(wonAmount);
  const cycles = cell(wonCycle);
  const milliseconds = Number(cycles.sum);
  const told = {
    numerator: money.major(amountIn(amounts)),
    denominator: cycles.count === 0 ? 0 : milliseconds / (cycles.count * day),
    n: cell(wonDealsClosed).count,
  };
  if (told.n === 0) return { ...told, value: null, missing: 'noWins' };
  if (amounts.count === 0) return { ...told, value: null, missing: 'noAmounts', wanting: wonAmount };
  if (milliseconds === 0) return { ...told, value: null, missing: 'noCycle' };
  // Divided once: whole numbers above and below.
  const value = (amountIn(amounts) * cycles.count * day) / (milliseconds * 10 ** money.exponent);
  return { ...told, value };
};

/**
 * Won revenue ÷ mean sales cycle in days, over the deals won in the period: the same as closed deals × win rate × mean
 * won amount ÷ mean cycle. It rests on the won deals, however many were lost. Without wins, or where they took no time,
 * there is none. Two deals won in 10 and 30 days, for 1,000 and 3,000: 200 a day.
 */
export const pipelineVelocity = kpi({
  id: 'pipelineVelocity',
  name: 'Sales velocity',
  definition: 'What the pipeline brought in for each day that a won deal took.',
  formula: 'won revenue ÷ mean sales cycle in days',
  unit: 'moneyPerDay',
  better: 'higher',
  category: 'performance',
  audiences: ['sales', 'executive'],
  requires: [[['deal.outcome']], [['deal.closedAt']], [['deal.amount']], [['deal.createdAt']]],
  source: 'common practice of sales management, sales velocity equation',
  computed: { measures: [wonAmount, wonCycle, wonDealsClosed], over: wonDealsClosed, outcome },
  floor: fewestDeals,
});

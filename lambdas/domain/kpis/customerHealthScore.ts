import type { Outcome, Reading } from './formula.ts';
import { type CompanionOf, kpi } from './kpi.ts';
import { customersAtEnds } from './measures/customers.ts';
import { healthScores, pointUnits } from './measures/health.ts';
import { membership } from './needs.ts';

const light = (id: string): CompanionOf => ({
  id,
  unit: 'ratio',
  measures: [healthScores],
  value: ({ cell }) => {
    const scores = cell(healthScores);
    return scores.count === 0 ? null : scores.countOf(id) / scores.count;
  },
});

const outcome = ({ cell }: Reading): Outcome => {
  const { sum, count } = cell(healthScores);
  const points = Number(sum) / pointUnits;
  const told = { numerator: points, denominator: count, n: count };
  if (count > 0) return { ...told, value: Number(sum) / (count * pointUnits) };
  const customers = cell(customersAtEnds);
  const isNobody = customers.countOf('end') + customers.countOf('both') === 0;
  return { ...told, value: null, missing: isNobody ? 'zeroDenominator' : 'noSignals' };
};

/**
 * Per customer Σ weight × score ÷ Σ weight over the signals it has, at the period's end (while it runs, at the end of today);
 * the mean over the customers there. Signals, each from 0 to 100 and of weight 1 unless `health.weights` says otherwise:
 * `engagement`, 25 for each of the last 30 local days with a qualifying activity, at most 100; `tickets`, 100 less 25 for each
 * opened in the last 90 days; `survey`, the last answer of 365 days on its scale; `recency`, 100 less a ninetieth of it for
 * each whole day since the last activity or sale. `red` is the share up to 50, `amber` up to 75, `green` above. Active on 2
 * days, 1 ticket, nothing else told and seen 9 days ago: 50, 75 and 90, which is 71.67.
 */
export const customerHealthScore = kpi({
  id: 'customerHealthScore',
  name: 'Customer health',
  definition: 'How well customers do, from 0 to 100, by what they use, ask, answer and buy.',
  formula: 'weighted mean of engagement, tickets, survey and recency, over customers',
  unit: 'score',
  better: 'higher',
  category: 'adoption',
  audiences: ['service'],
  requires: [membership],
  source: 'our own: no standard exists; the signals are those of customer success tools',
  computed: { measures: [healthScores, customersAtEnds], over: healthScores, isState: true, outcome },
  companions: [light('red'), light('amber'), light('green')],
});

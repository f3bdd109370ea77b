import { sumOfMoney } from './formula.ts';
import { type CompanionOf, kpi } from './kpi.ts';
import { mrrMovements } from './measures/mrr.ts';

const movement = (id: string): CompanionOf => ({
  id,
  unit: 'money',
  measures: [mrrMovements],
  value: ({ cell, money }) => money.major(Math.abs(Number(cell(mrrMovements).parts.get(id)?.sum ?? 0))),
});

/**
 * New + expansion + reactivation − contraction − churn of monthly revenue, an account's start against its end: equals end −
 * start. The five stand beside it, none of them below 0. New 8, expansion 4, reactivation 1, contraction 2, churn 3: 8.
 */
export const netNewMrr = kpi({
  id: 'netNewMrr',
  name: 'Net new monthly revenue',
  definition: 'By how much monthly recurring revenue grew from the start of the period to its end.',
  formula: 'new + expansion + reactivation − contraction − churn',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['executive'],
  requires: [[['subscription.mrr']]],
  source: 'help.chartmogul.com, MRR movements',
  computed: sumOfMoney(mrrMovements),
  companions: ['new', 'expansion', 'reactivation', 'contraction', 'churn'].map(movement),
});

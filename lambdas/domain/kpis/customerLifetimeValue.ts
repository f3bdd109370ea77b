import { amountIn, type Formula, type Outcome, type Reading } from './formula.ts';
import { kpi } from './kpi.ts';
import { accountMonths, mrrAtEnd } from './measures/mrr.ts';
import { amountsOfSixMonths, profitsOfSixMonths } from './measures/parties.ts';
import { marginsUntold } from './measures/sales.ts';

/** In minor units an account. */
const arpaOf = ({ cell }: Reading): number | null => {
  const paid = cell(mrrAtEnd);
  return paid.count === 0 ? null : amountIn(paid) / paid.count;
};

const churnOf = ({ cell }: Reading): number | null => {
  const months = cell(accountMonths);
  return months.count === 0 ? null : months.countOf('lost') / months.count;
};

/** The whole of it, where nothing was sold of which the cost is known. */
const marginOf = ({ cell }: Reading): number => {
  const amount = amountIn(cell(amountsOfSixMonths));
  return amount === 0 ? 1 : amountIn(cell(profitsOfSixMonths)) / amount;
};

const outcome = (reading: Reading): Outcome => {
  const told = { numerator: null, denominator: null, n: reading.cell(mrrAtEnd).count };
  const arpa = arpaOf(reading);
  if (arpa === null) return { ...told, value: null, missing: 'noSubscriptions', wanting: mrrAtEnd };
  const churn = churnOf(reading);
  if (churn === null || churn === 0) return { ...told, value: null, missing: 'noChurn' };
  return { ...told, value: (arpa * marginOf(reading)) / (churn * 10 ** reading.money.exponent) };
};

/** For what is built on it. */
export const lifetimeValue: Formula = {
  measures: [mrrAtEnd, accountMonths, amountsOfSixMonths, profitsOfSixMonths],
  over: mrrAtEnd,
  untold: [marginsUntold],
  isState: true,
  outcome,
};

/**
 * Monthly revenue an account at the period's end × margin ÷ churn of accounts. Churn is Σ lost ÷ Σ at the start over the six
 * calendar months that are over by the period's end; margin is Σ (amount − cost) ÷ Σ amount of the sales of those months
 * whose cost is known, and 1 where none is: how many were left out of it is told. Without churn nothing can be projected.
 * 100 an account, 5 % churn: 2,000.
 */
export const customerLifetimeValue = kpi({
  id: 'customerLifetimeValue',
  name: 'Customer lifetime value',
  definition: 'What a subscriber is worth until it leaves, if accounts go on leaving as in the last six months.',
  formula: 'monthly revenue per account × margin ÷ monthly churn of accounts',
  unit: 'money',
  better: 'higher',
  category: 'performance',
  audiences: ['executive', 'marketing'],
  requires: [[['subscription.mrr']]],
  source: 'help.chartmogul.com, customer lifetime value',
  computed: lifetimeValue,
  companions: [
    {
      id: 'arpa',
      unit: 'money',
      measures: [mrrAtEnd],
      value: (reading) => {
        const arpa = arpaOf(reading);
        return arpa === null ? null : reading.money.major(arpa);
      },
    },
    { id: 'churn', unit: 'ratio', measures: [accountMonths], value: churnOf },
    { id: 'margin', unit: 'ratio', measures: [amountsOfSixMonths, profitsOfSixMonths], value: marginOf },
  ],
});

import { customerAcquisitionCost } from './customerAcquisitionCost.ts';
import { lifetimeValue } from './customerLifetimeValue.ts';
import { kpi } from './kpi.ts';

const { computed: acquisition } = customerAcquisitionCost;

/**
 * Customer lifetime value ÷ customer acquisition cost; none where either is. A rule of thumb asks for 3 at least. 2,000
 * over 500: 4.
 */
export const lifetimeValueToAcquisitionCost = kpi({
  id: 'lifetimeValueToAcquisitionCost',
  name: 'Lifetime value to acquisition cost',
  definition: 'How many times over a new customer pays back what it cost to win it.',
  formula: 'customer lifetime value ÷ customer acquisition cost',
  unit: 'ratio',
  toldAs: 'number',
  better: 'higher',
  category: 'performance',
  audiences: ['executive', 'marketing'],
  requires: [[['subscription.mrr']], [['spend.amount']]],
  source: 'common practice of subscription reports; the rule of thumb is Skok’s',
  computed: {
    measures: [...lifetimeValue.measures, ...acquisition.measures],
    over: lifetimeValue.over,
    isState: true,
    outcome: (reading) => {
      const lifetime = lifetimeValue.outcome(reading);
      const cost = acquisition.outcome(reading);
      const told = { numerator: lifetime.value, denominator: cost.value, n: lifetime.n };
      const without = [lifetime, cost].find(({ value }) => value === null);
      if (without || lifetime.value === null || cost.value === null) {
        const { missing = 'zeroDenominator', wanting } = without ?? {};
        return { ...told, value: null, missing, ...(wanting && { wanting }) };
      }
      return cost.value === 0
        ? { ...told, value: null, missing: 'zeroDenominator' }
        : { ...told, value: lifetime.value / cost.value };
    },
  },
  onlyBy: [],
});

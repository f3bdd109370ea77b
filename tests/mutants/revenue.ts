import type { Mutations } from './mutation.ts';

/** Of the KPIs of monthly revenue, and of what winning customers costs. */
export const revenue: Mutations = {
  grossRevenueRetention: [
    {
      file: 'measures/mrr.ts',
      find: 'Math.min(before, after)',
      replace: 'after',
      why: 'expansion counts',
    },
    {
      file: 'measures/mrr.ts',
      find: 'ofAccountsAtStart((before) => before)',
      replace: 'ofAccountsAtStart((before, after) => Math.max(before, after))',
      why: 'of more than was paid at the start',
    },
  ],
  netRevenueRetention: [
    {
      file: 'measures/mrr.ts',
      find: 'ofAccountsAtStart((_before, after) => after)',
      replace: 'ofAccountsAtStart((before, after) => Math.min(before, after))',
      why: 'expansion does not count',
    },
    {
      file: 'measures/mrr.ts',
      find: 'if (!isPayingAt(account, start)) return null;\n        const paid = ends',
      replace: 'const paid = ends',
      why: 'who comes back counts',
    },
  ],
  netNewMrr: [
    {
      file: 'measures/mrr.ts',
      find: 'counting(after - before, movementOf',
      replace: 'counting(after, movementOf',
      why: 'what is paid at the end, not the change',
    },
    {
      file: 'measures/mrr.ts',
      find: "hasPaidBefore(account, start) ? 'reactivation' : 'new'",
      replace: "'new'",
      why: 'who comes back is new',
    },
    {
      file: 'measures/mrr.ts',
      find: "if (!isPayingAt(account, end)) return 'churn';",
      replace: '',
      why: 'churn is a contraction',
    },
  ],
  customerLifetimeValue: [
    {
      file: 'customerLifetimeValue.ts',
      find: '(arpa * marginOf(reading))',
      replace: 'arpa',
      why: 'without the margin',
    },
    {
      file: 'customerLifetimeValue.ts',
      find: "months.countOf('lost') / months.count",
      replace: "(6 * months.countOf('lost')) / months.count",
      why: 'by the churn of six months, not of one',
    },
    {
      file: 'customerLifetimeValue.ts',
      find: 'amountIn(paid) / paid.count',
      replace: 'amountIn(paid)',
      why: 'of all accounts together',
    },
  ],
  lifetimeValueToAcquisitionCost: [
    {
      file: 'lifetimeValueToAcquisitionCost.ts',
      find: 'lifetime.value / cost.value',
      replace: 'cost.value / lifetime.value',
      why: 'upside down',
    },
    {
      file: 'measures/spend.ts',
      find: "spentOn('marketing', 'sales')",
      replace: "spentOn('marketing')",
      why: 'without what sales cost',
    },
  ],
  roi: [
    {
      file: 'roi.ts',
      find: 'amountIn(reading.cell(salesToNewcomers)) - amountIn(spent)',
      replace: 'amountIn(reading.cell(salesToNewcomers))',
      why: 'the spend is not taken off',
    },
    {
      file: 'measures/sales.ts',
      find: 'joined >= start && joined < end',
      replace: 'joined < end',
      why: 'sales to earlier customers count',
    },
    {
      file: 'measures/sales.ts',
      find: 'const profit = profitOf(sale, tools, at);',
      replace: 'const profit = amountOf(sale, tools, at);',
      why: 'the cost is not taken off',
    },
  ],
  customerAcquisitionCost: [
    {
      file: 'measures/spend.ts',
      find: "spentOn('marketing', 'sales')",
      replace: "spentOn('marketing')",
      why: 'without what sales cost',
    },
    {
      file: 'accounts.ts',
      find: 'membershipOf(account).runs[0]?.from ?? null',
      replace: 'membershipOf(account).runs.at(-1)?.from ?? null',
      why: 'who comes back is new',
    },
    {
      file: 'measures/spend.ts',
      find: 'until(found.value, from, to, end) - until(found.value, from, to, start)',
      replace: 'BigInt(found.value)',
      why: 'spend over several periods counts whole in each',
    },
  ],
};

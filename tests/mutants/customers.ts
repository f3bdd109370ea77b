import type { Mutations } from './mutation.ts';

/** Of the KPIs of who stays, and what that brings and costs. */
export const customers: Mutations = {
  customerRetentionRate: [
    {
      file: 'customerRetentionRate.ts',
      find: "shareOfPart(customersAtStart, 'retained')",
      replace: "shareOfPart(customersAtStart, 'lost')",
      why: 'the share that left',
    },
    {
      file: 'accounts.ts',
      find: 'from < instant && instant <= until',
      replace: 'from <= instant && instant < until',
      why: 'at the boundary, not just before it',
    },
  ],
  churnRate: [
    {
      file: 'churnRate.ts',
      find: "shareOfPart(customersAtStart, 'lost')",
      replace: "shareOfPart(customersAtStart, 'retained')",
      why: 'the share that stayed',
    },
    {
      file: 'measures/customers.ts',
      find: "isCustomerAt(account, start) ? counting(0, isCustomerAt(account, end) ? 'retained' : 'lost') : null",
      replace: "counting(0, isCustomerAt(account, end) ? 'retained' : 'lost')",
      why: 'of whoever ever was a customer',
    },
  ],
  accountRetentionRate: [
    {
      file: 'accountRetentionRate.ts',
      find: "shareOfPart(accountsAtStart, 'retained')",
      replace: "shareOfPart(accountsAtStart, 'lost')",
      why: 'the share that left',
    },
    {
      file: 'measures/mrr.ts',
      find: "isPayingAt(account, end) ? 'retained' : 'lost'",
      replace: "isPayingAt(account, end - 1) ? 'retained' : 'lost'",
      why: 'a millisecond before the end',
    },
  ],
  renewalRate: [
    {
      file: 'renewalRate.ts',
      find: "shareOfPart(renewalsDue, 'renewed')",
      replace: "shareOfPart(renewalsDue, 'lost')",
      why: 'the share that was lost',
    },
    {
      file: 'measures/renewals.ts',
      find: 'asOf - dueAt > rules.renewalGrace',
      replace: 'asOf - dueAt >= rules.renewalGrace',
      why: 'lost on the last instant of the grace',
    },
    {
      file: 'measures/renewals.ts',
      find: "by: 'dueAt'",
      replace: "by: 'decidedAt'",
      why: 'by the decision, not the due date',
    },
  ],
  retentionCost: [
    {
      file: 'measures/spend.ts',
      find: "spentOn('retention', 'service')",
      replace: "spentOn('retention')",
      why: 'without what service cost',
    },
    {
      file: 'measures/customers.ts',
      find: 'const at = joinedWithin(account, start, end)',
      replace: 'const at: number | null = null',
      why: 'who joins in the period does not count',
    },
  ],
  retentionCostRatio: [
    {
      file: 'retentionCostRatio.ts',
      find: '+ amountIn(cell(mrrOverMonths))',
      replace: '',
      why: 'without the monthly revenue',
    },
    {
      file: 'measures/sales.ts',
      find: '((start) => isCustomerAt(account, start))',
      replace: 'always',
      why: 'with sales to newcomers',
    },
    {
      file: 'measures/mrr.ts',
      find: 'mrr * (tools.windows.months[tools.periods.indexOf(period)] ?? 0)',
      replace: 'mrr',
      why: 'one month of a longer period',
    },
  ],
  profitMarginPerCustomer: [
    {
      file: 'profitMarginPerCustomer.ts',
      find: 'ratioOfMoney(measuredProfits, measuredAmounts)',
      replace: 'ratioOfMoney(measuredAmounts, measuredProfits)',
      why: 'upside down',
    },
    {
      file: 'measures/sales.ts',
      find: "hasCost(sale) ? find(sale, tools, at) : leavingOut('noCost')",
      replace: 'find(sale, tools, at)',
      why: 'with the amounts of unknown cost',
    },
    {
      file: 'measures/sales.ts',
      find: "if (tools.referred(sale, 'customer') === null) return leavingOut('noCustomer');\n      return hasCost",
      replace: 'return hasCost',
      why: 'with sales to nobody',
    },
  ],
  portfolioGrowth: [
    {
      file: 'portfolioGrowth.ts',
      find: 'quotient(came - left,',
      replace: 'quotient(came,',
      why: 'who left is not taken off',
    },
    {
      file: 'portfolioGrowth.ts',
      find: "left + customers.countOf('both')",
      replace: "came + customers.countOf('both')",
      why: 'of the customers at the end',
    },
  ],
  referralRate: [
    {
      file: 'measures/customers.ts',
      find: "textOf(customer, 'referredBy') !== null",
      replace: 'true',
      why: 'every customer that is known was referred',
    },
    {
      file: 'accounts.ts',
      find: 'membershipOf(account).runs[0]?.from ?? null',
      replace: 'membershipOf(account).runs.at(-1)?.from ?? null',
      why: 'who comes back is new',
    },
  ],
};

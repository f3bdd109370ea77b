import type { Mutations } from './mutation.ts';

/** Of the KPIs of purchases and leads. */
export const purchases: Mutations = {
  averagePurchaseValue: [
    {
      file: 'formula.ts',
      find: 'return moneyPer(reading, amountIn(cell), cell.count)',
      replace: 'return moneyPer(reading, amountIn(cell), 1)',
      why: 'a sum, not a mean',
    },
    {
      file: 'measures/sales.ts',
      find: "sale.type === 'deal' ? courseOf(sale).closedAt",
      replace: "sale.type === 'deal' ? courseOf(sale).createdAt",
      why: 'by the creation of a deal',
    },
  ],
  repeatPurchaseRate: [
    {
      file: 'measures/parties.ts',
      find: 'countWithin(purchases, start, end) > 1 ||',
      replace: '',
      why: 'twice in the period is not again',
    },
    {
      file: 'measures/parties.ts',
      find: 'countWithin(purchases, Number.NEGATIVE_INFINITY, start) > 0',
      replace: 'false',
      why: 'what was bought before the period is unknown',
    },
  ],
  netNewRevenue: [
    {
      file: 'measures/sales.ts',
      find: "textOf(sale, 'kind') === 'new' ? always : null",
      replace: 'null',
      why: 'of no kind alone',
    },
    {
      file: 'measures/sales.ts',
      find: 'return (start) => !isKnownBefore(',
      replace: 'return (start) => isKnownBefore(',
      why: 'sales to those who had bought before',
    },
  ],
  upsellRate: [
    {
      file: 'measures/parties.ts',
      find: '({ upsells }) => upsells',
      replace: '({ crossSells }) => crossSells',
      why: 'the other kind of sale',
    },
    {
      file: 'measures/parties.ts',
      find: '&& isCustomerAt(account, start)',
      replace: '',
      why: 'newcomers count above the line',
    },
  ],
  crossSellRate: [
    {
      file: 'measures/parties.ts',
      find: '({ crossSells }) => crossSells',
      replace: '({ purchases }) => purchases',
      why: 'every purchase counts',
    },
    {
      file: 'measures/parties.ts',
      find: 'countWithin(instants, start, end) > 0',
      replace: 'true',
      why: 'whenever they bought',
    },
  ],
  leadConversionRate: [
    {
      file: 'measures/leads.ts',
      find: "leadsConverted = flow({ ...created, where: happened('convertedAt') })",
      replace: "leadsConverted = flow({ of: 'lead', by: 'convertedAt' })",
      why: 'conversions of the period, not of its leads',
    },
    {
      file: 'subject.ts',
      find: 'return at !== null && at <= asOf',
      replace: 'return at !== null',
      why: 'with what has not happened yet',
    },
  ],
  leadQualificationRate: [
    {
      file: 'measures/leads.ts',
      find: "[instantOf(lead, 'qualifiedAt'), instantOf(lead, 'convertedAt')]",
      replace: "[instantOf(lead, 'qualifiedAt')]",
      why: 'who converted without being qualified does not count',
    },
    {
      file: 'measures/leads.ts',
      find: 'leadsQualified = flow({ ...created, where: isQualified })',
      replace: "leadsQualified = flow({ of: 'lead', by: 'qualifiedAt', where: isQualified })",
      why: 'qualifications of the period, not of its leads',
    },
  ],
  leadResponseTime: [
    {
      file: 'measures/leads.ts',
      find: "to: 'respondedAt',",
      replace: "to: 'respondedAt', read: (lead) => instantOf(lead, 'createdAt'),",
      why: 'by the creation, not the answer',
    },
    {
      file: 'measures/leads.ts',
      find: 'waited <= day',
      replace: 'waited <= 2 * day',
      why: 'within two days',
    },
  ],
};

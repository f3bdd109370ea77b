import type { Mutations } from './mutation.ts';

/** Of the KPIs of deals and sales. */
export const sales: Mutations = {
  wonRevenue: [
    {
      file: 'measures/deals.ts',
      find: 'where: isWon, find: amountOf',
      replace: 'where: isClosed, find: amountOf',
      why: 'lost deals count too',
    },
    {
      file: 'measures/deals.ts',
      find: 'number | null => courseOf(deal).closedAt',
      replace: 'number | null => courseOf(deal).createdAt',
      why: 'by the creation of a deal',
    },
  ],
  wonDeals: [
    {
      file: 'measures/deals.ts',
      find: 'wonDealsClosed = flow({ ...closed, where: isWon })',
      replace: 'wonDealsClosed = flow({ ...closed, where: isClosed })',
      why: 'lost deals count too',
    },
    {
      file: 'measures/deals.ts',
      find: 'wonDealsClosed = flow({ ...closed, where: isWon })',
      replace: "wonDealsClosed = flow({ of: 'deal', by: 'createdAt', where: isWon })",
      why: 'by the creation of a deal',
    },
  ],
  winRate: [
    {
      file: 'winRate.ts',
      find: 'share(wonDealsClosed, dealsClosed)',
      replace: 'share(wonDealsClosed, wonDealsClosed)',
      why: 'of the won deals alone',
    },
    {
      file: 'measures/deals.ts',
      find: 'dealsClosed = flow({ ...closed, where: isClosed })',
      replace: "dealsClosed = flow({ of: 'deal', by: 'createdAt' })",
      why: 'of the deals created in the period',
    },
  ],
  closeRate: [
    {
      file: 'measures/deals.ts',
      find: 'if (!isWon(deal)) return null;',
      replace: '',
      why: 'lost deals count as won',
    },
    {
      file: 'measures/deals.ts',
      find: 'closedAt >= start && closedAt < end ? counted : null',
      replace: 'closedAt >= start ? counted : null',
      why: 'won after the period counts',
    },
    {
      file: 'measures/deals.ts',
      find: 'if (createdAt < period.start) sink.put',
      replace: 'if (createdAt > period.end) sink.put',
      why: 'without those open at the start',
    },
  ],
  salesCycle: [
    {
      file: 'formula.ts',
      find: 'value: secondsAt(cell, 0.5)',
      replace: 'value: meanSeconds(cell)',
      why: 'a mean, not a median',
    },
    {
      file: 'measures/deals.ts',
      find: "to: 'closedAt', read, where: isWon",
      replace: "to: 'closedAt', read, where: isClosed",
      why: 'lost deals count too',
    },
  ],
  pipelineValue: [
    {
      file: 'measures/deals.ts',
      find: "deal.record.before('amount', end)",
      replace: "deal.record.current('amount')",
      why: 'with the amount of today',
    },
    {
      file: 'measures/deals.ts',
      find: 'deal.source, end - 1)',
      replace: 'deal.source, end)',
      why: "at the rate of the next period's first day",
    },
    {
      file: 'deals.ts',
      find: 'for (const { start, end } of closed) if',
      replace: 'for (const { start, end } of []) if',
      why: 'closed deals count too',
    },
  ],
  pipelineVelocity: [
    {
      file: 'pipelineVelocity.ts',
      find: '(amountIn(amounts) * cycles.count * day)',
      replace: '(amountIn(amounts) * day)',
      why: 'by all cycles together',
    },
    {
      file: 'measures/deals.ts',
      find: "to: 'closedAt', read, where: isWon",
      replace: "to: 'closedAt', read, where: isClosed",
      why: 'by the cycles of lost deals too',
    },
  ],
};

import type { Keeps } from '../cell.ts';
import { courseOf } from '../deals.ts';
import { flow, type Measure } from '../measure.ts';
import { amountOf, type Subject } from '../subject.ts';

const amounts = (keeps: Keeps): Measure<Subject> => {
  const declared = { of: 'sale', find: amountOf, keeps } as const;
  const wonDeals = flow({ ...declared, by: 'closedAt', read: (deal) => courseOf(deal).closedAt });
  const orders = flow({ ...declared, by: 'at' });
  return {
    ...wonDeals,
    observe: (sale, tools, sink) => (sale.type === 'deal' ? wonDeals : orders).observe(sale, tools, sink),
  };
};

/** Amounts of won deals and orders as last said, by the instant they were won or placed. */
export const saleAmounts = amounts('sum');

/** The same, each by itself. */
export const saleSpread = amounts('distribution');

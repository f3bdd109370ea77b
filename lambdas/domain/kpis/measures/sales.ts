import { flow, type Measure } from '../measure.ts';
import { amountOf, type Subject } from '../subject.ts';

const declared = { of: 'sale', find: amountOf, keeps: 'distribution' } as const;
const wonDeals = flow({ ...declared, by: 'closedAt' });
const orders = flow({ ...declared, by: 'at' });

/** Amounts of won deals and orders as last said, by the instant they were won or placed. */
export const saleAmounts: Measure<Subject> = {
  ...wonDeals,
  observe: (sale, tools, sink) => (sale.type === 'deal' ? wonDeals : orders).observe(sale, tools, sink),
};

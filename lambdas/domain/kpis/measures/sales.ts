import { amount, flow } from '../measure.ts';
import type { Subject } from '../subject.ts';

/** The field that says when a sale was made. */
const soldAt = (sale: Subject): 'closedAt' | 'at' => (sale.type === 'deal' ? 'closedAt' : 'at');

const byDeal = flow({ id: 'sales.amount', of: 'sale', by: 'closedAt', value: amount, keeps: 'distribution' });
const byOrder = flow({ id: 'sales.amount', of: 'sale', by: 'at', value: amount, keeps: 'distribution' });

/** Amounts of won deals and orders, by the day they were won or placed, as last said. */
export const saleAmounts = {
  ...byDeal,
  observe: (...[sale, tools, sink]: Parameters<typeof byDeal.observe>): void =>
    (soldAt(sale) === 'closedAt' ? byDeal : byOrder).observe(sale, tools, sink),
};

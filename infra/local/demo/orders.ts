import { atWork, type Month } from './calendar.ts';
import { products } from './company.ts';
import { type Customer, customersAt } from './customers.ts';
import { drawFor } from './draw.ts';
import { type Observation, said } from './observation.ts';
import { placedIn } from './surveys.ts';

/** Of the customers of a month, the share that orders something at the hub's shop, where no seller is needed. */
const ordering = 0.04;
/** Of the price that is on the list, what is sold there. */
const inShop = ['AROMA-1', 'MOINHO-75'];
const kinds = [
  { kind: 'cross-sell', share: 56 },
  { kind: 'upsell', share: 44 },
];

/** What customers of a month or longer ordered by themselves. */
export const ordersOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] =>
  months
    .filter(({ index }) => index >= 0)
    .flatMap((month) => {
      const there = customersAt(customers, month.start);
      const count = Math.round(there.length * ordering);
      return Array.from({ length: count }, (_, place): Observation => {
        const id = `o-${month.index}-${place + 1}`;
        const draw = drawFor(id);
        const at = atWork(placedIn(month, place, count, draw));
        const code = draw.pick(inShop);
        const number = products.findIndex((product) => product.code === code);
        const { price = 0, cost = 0 } = products[number] ?? {};
        const amount = Math.round((price * (0.9 + 0.1 * draw.unit())) / 10) * 10;
        const { kind } = draw.share(kinds);
        const set = { customer: draw.pick(there).id, at: said(at), amount, cost, product: `p-${number + 1}`, kind };
        return { record: 'order', id, at, set };
      });
    });

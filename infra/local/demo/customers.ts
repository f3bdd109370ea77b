import { atWork, day, type Month, wholeSeconds } from './calendar.ts';
import { companyAt, type Region, regions, sellers } from './company.ts';
import { type Deal, wonAt } from './deal.ts';
import { firstCustomers, loyalCustomers } from './deals.ts';
import { type Draw, drawFor } from './draw.ts';

/** One customer of the hub. Instants are epoch milliseconds. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly industry: string;
  readonly region: string;
  /** The seller's id at the hub. */
  readonly owner: string;
  readonly source: string;
  readonly since: number;
  readonly until: number | null;
  readonly churnReason: string;
}

const churnReasons = [
  { name: 'Closed the business', share: 34 },
  { name: 'Price', share: 26 },
  { name: 'Service', share: 18 },
  { name: 'Went to a competitor', share: 22 },
];

/** Of the customers at a month's start, the share that leaves in it; the last is of the running month. */
const churnShares = [
  0.021, 0.026, 0.018, 0.03, 0.027, 0.022, 0.019, 0.024, 0.018, 0.023, 0.028, 0.025, 0.022, 0.017, 0.02,
];

const customerId = (number: number): string => `c-${String(number + 1).padStart(4, '0')}`;

const base = (number: number, start: number): Customer => {
  const draw = drawFor(`customer/${number}`);
  const region: Region = draw.share(regions);
  const owner = draw.pick(sellers.filter((seller) => seller.region === region.name));
  return {
    ...companyAt(number),
    id: customerId(number),
    region: region.name,
    owner: owner.id,
    source: draw.pick(['Referral', 'Partner', 'Trade fair', 'Website']),
    since: wholeSeconds(atWork(start - day * draw.whole(20, 1600))),
    until: null,
    churnReason: draw.share(churnReasons).name,
  };
};

const acquired = (deal: Deal, number: number, since: number): Customer => ({
  ...deal.company,
  id: customerId(number),
  region: deal.region,
  owner: deal.owner.id,
  source: deal.source,
  since,
  until: null,
  churnReason: drawFor(`customer/${number}`).share(churnReasons).name,
});

/** Ends customers month by month: of those who were there at a month's start, its share. */
const ended = (customers: readonly Customer[], months: readonly Month[], draw: Draw): Customer[] => {
  const untils = new Map<string, number>();
  let owed = 0;
  for (const { index, start, end } of months) {
    const there = customers.filter(({ id, since }) => since < start && !untils.has(id));
    owed += there.length * (churnShares[index] ?? 0);
    const leaving = there.filter(({ id }) => id > customerId(loyalCustomers - 1));
    for (; owed >= 1 && leaving.length > 0; owed -= 1) {
      const [customer] = leaving.splice(draw.whole(0, leaving.length - 1), 1);
      if (customer) untils.set(customer.id, wholeSeconds(atWork(start + draw.unit() * (end - start - 4 * day))));
    }
  }
  return customers.map((customer) => ({ ...customer, until: untils.get(customer.id) ?? null }));
};

/** Those who were customers when the first month began, and who became it by a deal that was won since. */
export interface Customers {
  readonly all: readonly Customer[];
  /** The id of the customer that a deal is of, if it is or became one. */
  idOf(deal: Deal): string | null;
}

export const customersOf = (deals: readonly Deal[], months: readonly Month[]): Customers => {
  const [first] = months.filter(({ index }) => index === 0);
  const start = first?.start ?? 0;
  const all = Array.from({ length: firstCustomers }, (_, number) => base(number, start));
  const byDeal = new Map<string, string>();
  const wins = deals
    .flatMap((deal) => ({ deal, at: wonAt(deal) }))
    .filter(
      (win): win is { deal: Deal; at: number } => win.deal.customer === null && win.at !== undefined && win.at >= start,
    )
    .sort((a, b) => a.at - b.at);
  for (const { deal, at } of wins) {
    const customer = acquired(deal, all.length, at);
    byDeal.set(deal.id, customer.id);
    all.push(customer);
  }
  return {
    all: ended(
      all,
      months.filter(({ index }) => index >= 0),
      drawFor('churn'),
    ),
    idOf: (deal) => (deal.customer === null ? (byDeal.get(deal.id) ?? null) : customerId(deal.customer)),
  };
};

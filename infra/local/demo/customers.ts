import { atWork, closedMonths, day, type Month, wholeSeconds } from './calendar.ts';
import { companyAt, type Region, regions, sellers, successor } from './company.ts';
import { type Deal, wonAt } from './deal.ts';
import { firstCustomers, formerCustomers, loyalCustomers } from './deals.ts';
import { type Draw, drawFor, evenly } from './draw.ts';

/** One customer of the hub. Instants are epoch milliseconds. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly industry: string;
  readonly region: string;
  /** The seller's id at the hub. */
  readonly owner: string;
  readonly source: string;
  /** The id of the customer that told them of Ipê Alto. */
  readonly referredBy: string | null;
  readonly since: number;
  readonly until: number | null;
  /** When it came back, if it did. */
  readonly returned: number | null;
  readonly churnReason: string;
}

/** Those who are customers at an instant. */
export const customersAt = (customers: readonly Customer[], instant: number): Customer[] =>
  customers.filter(
    ({ since, until, returned }) =>
      since < instant && (until === null || until > instant || (returned !== null && returned < instant)),
  );

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

/** Months in which one of those who left comes back. */
const returnMonths = new Set([closedMonths - 10, closedMonths - 7, closedMonths - 4, closedMonths - 1]);
/** After so long at least. */
const awayFor = 40 * day;

/** Of those who come, the share that another customer sent. */
const referred = 0.3;

/** Nobody leaves before. */
const stayFor = 60 * day;

const customerId = (number: number): string => `c-${String(number + 1).padStart(4, '0')}`;

const base = (number: number, start: number): Customer => {
  const draw = drawFor(`customer/${number}`);
  const region: Region = draw.share(regions);
  const owner = draw.pick(sellers.filter((seller) => seller.region === region.name && seller !== successor));
  return {
    ...companyAt(number),
    id: customerId(number),
    region: region.name,
    owner: owner.id,
    source: draw.pick(['Referral', 'Partner', 'Trade fair', 'Website']),
    referredBy: null,
    returned: null,
    since: wholeSeconds(atWork(start - day * draw.whole(20, 1600))),
    until: null,
    churnReason: draw.share(churnReasons).name,
  };
};

/** Left in one of the six months before the first: what a customer is worth is told by those, too. */
const former = (number: number, place: number, start: number): Customer => {
  const customer = base(number, start);
  const until = wholeSeconds(atWork(start - day * (3 + ((place + 0.5) / formerCustomers) * 180)));
  return { ...customer, since: customer.since - 400 * day, until };
};

const acquired = (deal: Deal, number: number, since: number, isReferred: boolean): Customer => {
  const draw = drawFor(`customer/${number}`);
  return {
    ...deal.company,
    id: customerId(number),
    region: deal.region,
    owner: deal.owner.id,
    source: deal.source,
    since,
    until: null,
    returned: null,
    churnReason: draw.share(churnReasons).name,
    referredBy: isReferred ? customerId(draw.whole(0, loyalCustomers - 1)) : null,
  };
};

/** One of those who had left long enough before an instant and have not come back. */
const homesick = (untils: ReadonlyMap<string, number>, returns: ReadonlyMap<string, number>, at: number) =>
  [...untils].find(([id, until]) => until < at - awayFor && !returns.has(id))?.[0];

/** Ends customers month by month: of those who were there at a month's start, its share. A few come back. */
const ended = (customers: readonly Customer[], months: readonly Month[], draw: Draw): Customer[] => {
  const untils = new Map<string, number>();
  const returns = new Map<string, number>();
  let owed = 0;
  for (const { index, start, end } of months) {
    const there = customers.filter(({ id, since, until }) => since < start && until === null && !untils.has(id));
    const returning = returnMonths.has(index) ? homesick(untils, returns, start) : undefined;
    if (returning) returns.set(returning, wholeSeconds(atWork(start + 9 * day)));
    owed += there.length * (churnShares[index] ?? 0);
    const leaving = there.filter(({ id, since }) => id > customerId(loyalCustomers - 1) && since < start - stayFor);
    for (; owed >= 1 && leaving.length > 0; owed -= 1) {
      const [customer] = leaving.splice(draw.whole(0, leaving.length - 1), 1);
      if (customer) untils.set(customer.id, wholeSeconds(atWork(start + draw.unit() * (end - start - 4 * day))));
    }
  }
  return customers.map((customer) => ({
    ...customer,
    until: untils.get(customer.id) ?? customer.until,
    returned: returns.get(customer.id) ?? null,
  }));
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
  const all = Array.from({ length: firstCustomers + formerCustomers }, (_, number) =>
    number < firstCustomers ? base(number, start) : former(number, number - firstCustomers, start),
  );
  const referral = evenly('referral');
  const byDeal = new Map<string, string>();
  const wins = deals
    .flatMap((deal) => ({ deal, at: wonAt(deal) }))
    .filter(
      (win): win is { deal: Deal; at: number } => win.deal.customer === null && win.at !== undefined && win.at >= start,
    )
    .sort((a, b) => a.at - b.at);
  for (const { deal, at } of wins) {
    const customer = acquired(deal, all.length, at, referral() < referred);
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

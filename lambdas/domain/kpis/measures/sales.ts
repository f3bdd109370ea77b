import { periodIndex } from '../../periods/points.ts';
import { subtractDecimals } from '../../records/decimal.ts';
import { hasPaidBefore, isCustomerAt, joinedAt } from '../accounts.ts';
import type { Keeps } from '../cell.ts';
import { courseOf } from '../deals.ts';
import { counting, type Found, leavingOut } from '../found.ts';
import { lastAsked } from '../lastAsked.ts';
import { flow, type Measure } from '../measure.ts';
import { type Account, amountOf, instantOf, type Subject, type Tools, textOf } from '../subject.ts';

/** When a sale was made: a deal closed, an order placed. */
export const soldAt = (sale: Subject): number | null =>
  sale.type === 'deal' ? courseOf(sale).closedAt : instantOf(sale, 'at');

interface Sales {
  readonly where?: (sale: Subject, tools: Tools) => boolean;
  readonly find?: (sale: Subject, tools: Tools, at: number) => Found;
  readonly keeps?: Keeps;
}

/** A flow over won deals and orders, by the instant they were won or placed. */
const salesFlow = (declared: Sales): Measure<Subject> => {
  const wonDeals = flow({ find: amountOf, ...declared, of: 'sale', by: 'closedAt', read: soldAt });
  const orders = flow({ find: amountOf, ...declared, of: 'sale', by: 'at' });
  return {
    ...wonDeals,
    observe: (sale, tools, sink) => (sale.type === 'deal' ? wonDeals : orders).observe(sale, tools, sink),
  };
};

/** Amounts of won deals and orders as last said, by the instant they were won or placed. */
export const saleAmounts = salesFlow({ keeps: 'sum' });

/** The same, each by itself. */
export const saleSpread = salesFlow({ keeps: 'distribution' });

/** Sales of the period that `chosen` lets through: what that asks depends on the period. */
const salesWhere = (
  of: 'sale' | 'newSale',
  chosen: (sale: Subject, tools: Tools) => ((start: number, end: number) => boolean) | null,
  find: (sale: Subject, tools: Tools, at: number) => Found,
): Measure<Subject> => ({
  of,
  keeps: 'sum',
  isFlow: true,
  observe: (sale, tools, sink) => {
    const at = soldAt(sale);
    if (at === null) {
      sink.leaveOut(sale.type === 'deal' ? 'noClosedAt' : 'noAt');
      return;
    }
    const places = tools.periodsAt(at);
    const isChosen = places.length > 0 ? chosen(sale, tools) : null;
    if (isChosen === null) return;
    for (const period of places) {
      const { start, end } = tools.periods[period] as { readonly start: number; readonly end: number };
      if (isChosen(start, end)) sink.put(period, { at, before: false }, find(sale, tools, at));
    }
  },
});

/** Whether somebody had bought or paid anything before an instant. */
export const isKnownBefore = (ref: string, account: Account | null, { dealingsOf }: Tools, instant: number): boolean =>
  dealingsOf(ref).paidFrom < instant || (account !== null && hasPaidBefore(account, instant));

const always = (): boolean => true;

/** Sales of kind `new`; of no kind those to a named customer that had neither bought nor paid anything before the period. */
export const newBusiness = salesWhere(
  'newSale',
  (sale, tools) => {
    if (textOf(sale, 'kind') !== null) return textOf(sale, 'kind') === 'new' ? always : null;
    const customer = tools.referred(sale, 'customer');
    if (customer === null) return null;
    const account = tools.accountOf(sale);
    return (start) => !isKnownBefore(customer, account, tools, start);
  },
  amountOf,
);

/** What a sale brought in beyond its cost, in minor units, converted and rounded once; `null` where its cost is unknown. */
export const profitOf = (sale: Subject, { money }: Pick<Tools, 'money'>, at: number): (Found & object) | null => {
  const cost = textOf(sale, 'cost');
  if (cost === null) return null;
  const amount = textOf(sale, 'amount');
  return money.minor(amount && subtractDecimals(amount, cost), textOf(sale, 'currency'), sale.source, at);
};

const inPart = ({ value, leftOut }: Found & object, part: string): Found & object =>
  leftOut === null ? counting(value, part) : leavingOut(leftOut);

/** What sales to customers new in the period brought in: beyond their cost where that is known, else their amount. */
export const salesToNewcomers = salesWhere(
  'sale',
  (sale, tools) => {
    const account = tools.accountOf(sale);
    const joined = account && joinedAt(account);
    return joined === null ? null : (start, end) => joined >= start && joined < end;
  },
  (sale, tools, at) => {
    const profit = profitOf(sale, tools, at);
    return profit === null ? inPart(amountOf(sale, tools, at), 'costUnknown') : inPart(profit, 'costKnown');
  },
);

/** What was sold to customers of the period's start. */
export const salesToCustomersAtStart = salesWhere(
  'sale',
  (sale, tools) => {
    const account = tools.accountOf(sale);
    return account && ((start) => isCustomerAt(account, start));
  },
  amountOf,
);

const hasCost = (sale: Subject): boolean => textOf(sale, 'cost') !== null;

/** Of a customer, and with a known cost. */
const measured = (find: (sale: Subject, tools: Tools, at: number) => Found): Measure<Subject> =>
  salesFlow({
    keeps: 'sum',
    find: (sale, tools, at) => {
      if (tools.referred(sale, 'customer') === null) return leavingOut('noCustomer');
      return hasCost(sale) ? find(sale, tools, at) : leavingOut('noCost');
    },
  });

export const measuredAmounts = measured(amountOf);

export const measuredProfits = measured(profitOf);

/** Sales that nobody's purchases are known by: they count nothing, and are left out where they lack an instant or a customer. */
export const purchasesUntold = (kind: string | null): Measure<Subject> =>
  salesFlow({
    where: (sale) => kind === null || textOf(sale, 'kind') === kind,
    find: (sale, tools) => (tools.referred(sale, 'customer') === null ? leavingOut('noCustomer') : null),
    keeps: 'count',
  });

/** The periods before whose ends an instant lies within six months, which follow each other. */
export const sixMonthsAt = lastAsked(({ sixMonths }: Tools['windows']) =>
  periodIndex(
    sixMonths.map((months) => ({
      start: Math.min(...months.map(({ start }) => start)),
      end: Math.max(...months.map(({ end }) => end)),
    })),
  ),
);

/** Sales of the six months before the period's end of which what they left cannot be told: none counts. */
export const marginsUntold: Measure<Subject> = {
  of: 'sale',
  keeps: 'count',
  observe: (sale, tools, sink) => {
    const at = soldAt(sale);
    if (at === null) return;
    const left = hasCost(sale) ? amountOf(sale, tools, at).leftOut : 'noCost';
    if (left === null) return;
    for (const period of sixMonthsAt(tools.windows)(at)) sink.put(period, { at, before: false }, leavingOut(left));
  },
};

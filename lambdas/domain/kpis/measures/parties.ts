import { isCustomerAt } from '../accounts.ts';
import { countWithin, type Dealings, firstWithin, nobody } from '../dealings.ts';
import { counted, counting, type Found } from '../found.ts';
import { type Measure, snapshot } from '../measure.ts';
import type { Account, Deciding, Tools } from '../subject.ts';
import { activeAt, activeCustomers } from './customers.ts';
import { sixMonthsAt } from './sales.ts';

/** What customers did in a period, and those of whom others speak. */

type Stretch = Tools['periods'][number];

/** Whoever did something in the period, as of the first time. */
const doers = (
  of: (dealings: Dealings) => readonly number[],
  find: (instants: readonly number[], stretch: Stretch) => Found,
): Measure<Account> => ({
  of: 'party',
  keeps: 'count',
  observe: (party, { periods, dealingsOf }, sink) => {
    const instants = of(dealingsOf(party.ref));
    if (instants.length === 0 || party.ref === nobody) return;
    periods.forEach((stretch, period) => {
      const at = firstWithin(instants, stretch.start, stretch.end);
      if (at !== null) sink.put(period, { at, before: false }, find(instants, stretch));
    });
  },
});

/** Who bought in the period: `again` where it was not the first purchase ever, or not the only one, else `once`. */
export const buyers = doers(
  ({ purchases }) => purchases,
  (purchases, { start, end }) => {
    const isAgain =
      countWithin(purchases, start, end) > 1 || countWithin(purchases, Number.NEGATIVE_INFINITY, start) > 0;
    return counting(0, isAgain ? 'again' : 'once');
  },
);

/** Who bought something of known cost. */
export const buyersMeasured = doers(
  ({ margins }) => margins.map(({ at }) => at),
  () => counted,
);

/** Sales of known cost in the six months before the period's end, each where its customer stands then. */
const ofSixMonths = (value: 'amount' | 'profit'): Measure<Account> => ({
  of: 'party',
  keeps: 'sum',
  observe: (party, { windows, dealingsOf }, sink) => {
    for (const margin of dealingsOf(party.ref).margins) {
      const deciding = { at: margin.at, before: false };
      for (const period of sixMonthsAt(windows)(margin.at)) sink.put(period, deciding, counting(margin[value]));
    }
  },
});

export const amountsOfSixMonths = ofSixMonths('amount');
export const profitsOfSixMonths = ofSixMonths('profit');

/** Customers at the period's start that bought more in it, of that kind. */
const soldMore = (of: (dealings: Dealings) => readonly number[]): Measure<Account> =>
  snapshot<Account>({
    of: 'account',
    at: 'start',
    find: (account, start, { dealingsOf }, { end }) => {
      const instants = of(dealingsOf(account.ref));
      return instants.length > 0 && countWithin(instants, start, end) > 0 && isCustomerAt(account, start)
        ? counted
        : null;
    },
  });

export const customersUpsold = soldMore(({ upsells }) => upsells);
export const customersCrossSold = soldMore(({ crossSells }) => crossSells);

/** Active customers that did something that counts as engagement. */
export const customersEngaged = activeCustomers(({ ref }, period, { dealingsOf }) =>
  (dealingsOf(ref).engagedIn & (1 << period)) === 0 ? null : counted,
);

/** Active customers that used enough of the features that count as adoption. */
export const customersAdopting = activeCustomers(({ ref }, period, { dealingsOf, rules }) =>
  (dealingsOf(ref).features[period]?.length ?? 0) >= rules.leastFeatures ? counted : null,
);

/** Tickets opened in the period, as of where their customer is counted; of who is no customer then, as of each ticket. */
export const ticketsOfParties: Measure<Account> = {
  of: 'party',
  keeps: 'sum',
  observe: (party, { periods, boundaries, dealingsOf }, sink) => {
    const { tickets } = dealingsOf(party.ref);
    if (tickets.length === 0) return;
    periods.forEach((stretch, period) => {
      const count = countWithin(tickets, stretch.start, stretch.end);
      if (count === 0) return;
      const deciding = activeAt(party, stretch, boundaries.start[period] as Deciding);
      if (deciding) {
        sink.put(period, deciding, counting(count));
        return;
      }
      for (const at of tickets)
        if (at >= stretch.start && at < stretch.end) sink.put(period, { at, before: false }, counting(1));
    });
  },
};

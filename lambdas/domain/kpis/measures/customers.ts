import { isCustomerAt, joinedAt, joinedWithin, memberSpan, untold } from '../accounts.ts';
import { counted, counting, type Found } from '../found.ts';
import { duration, flow, type Measure, type Span, snapshot } from '../measure.ts';
import { type Account, type Deciding, happened, instantOf, type Subject, type Tools, textOf } from '../subject.ts';

/** The measure, with what of an account tells no customer counted as left out. */
export const withUntold = (measure: Measure<Account>): Measure<Account> => ({
  ...measure,
  observe: (account, tools, sink) => {
    for (const { ref, code } of untold(account)) sink.leaveOut(code, ref);
    measure.observe(account, tools, sink);
  },
});

/** Customers at the period's start: those `retained` at its end, those `lost`. What cannot be told of any is left out. */
export const customersAtStart = withUntold(
  snapshot<Account>({
    of: 'account',
    at: 'start',
    within: memberSpan,
    find: (account, start, _tools, { end }) =>
      isCustomerAt(account, start) ? counting(0, isCustomerAt(account, end) ? 'retained' : 'lost') : null,
  }),
);

/** Of who is a customer no longer the start of a period may still tell. */
const fromJoining = (account: Account): Span => ({ after: memberSpan(account).after, until: Number.POSITIVE_INFINITY });

/** Customers at either end of the period, as of its end: those there at its `start`, at its `end`, at `both`. */
export const customersAtEnds = withUntold(
  snapshot<Account>({
    of: 'account',
    at: 'end',
    within: fromJoining,
    find: (account, end, _tools, { start }) => {
      const [before, after] = [isCustomerAt(account, start), isCustomerAt(account, end)];
      if (before && after) return counting(0, 'both');
      return before || after ? counting(0, before ? 'start' : 'end') : null;
    },
  }),
);

/** A customer's first joining ever, in the period that holds it. */
const newcomers = (found: (account: Account) => Found): Measure<Account> => ({
  of: 'account',
  keeps: 'count',
  observe: (account, { periodsAt }, sink) => {
    const at = joinedAt(account);
    if (at === null) return;
    for (const period of periodsAt(at)) sink.put(period, { at, before: false }, found(account));
  },
});

/** New customers, those `referred` by another apart. */
export const newCustomers = withUntold(
  newcomers(({ customer }) => counting(0, customer && textOf(customer, 'referredBy') !== null ? 'referred' : 'other')),
);

/** Where a customer that is active in a period is counted: at its start, or joined in it; `null` where it is not active. */
export const activeAt = (
  account: Account,
  { start, end }: Tools['periods'][number],
  boundary: Deciding,
): Deciding | null => {
  if (isCustomerAt(account, start)) return boundary;
  const at = joinedWithin(account, start, end);
  return at === null ? null : { at, before: false };
};

/**
 * Customers active in the period, and what is found of each as of where it is counted.
 *
 * @param find asked of those alone, with the place of the period
 */
export const activeCustomers = (
  find: (account: Account, period: number, tools: Tools) => Found,
  of: 'account' | 'party' = 'account',
): Measure<Account> => ({
  of,
  keeps: 'sum',
  observe: (account, tools, sink) => {
    const { periods, boundaries } = tools;
    const { after, until } = memberSpan(account);
    for (let index = 0; index < periods.length; index += 1) {
      const period = periods[index] as Tools['periods'][number];
      if (period.end <= after || period.start > until) continue;
      const deciding = activeAt(account, period, boundaries.start[index] as Deciding);
      if (deciding) sink.put(index, deciding, find(account, index, tools));
    }
  },
});

export const customersActive = withUntold(activeCustomers(() => counted));

export const onboardingsFinished = flow({ of: 'customer', by: 'onboardedAt', where: happened('onboardedAt') });

export const onboardingTimes = duration({
  of: 'customer',
  from: 'onboardingStartedAt',
  to: 'onboardedAt',
  where: happened('onboardedAt'),
});

/** Onboardings that had begun and were not finished just before the period's end, or now where it runs, with their age. */
export const onboardingsUnfinished = snapshot<Subject>({
  of: 'customer',
  at: 'end',
  keeps: 'distribution',
  find: (customer, end, { asOf }) => {
    const startedAt = instantOf(customer, 'onboardingStartedAt');
    const onboardedAt = instantOf(customer, 'onboardedAt');
    if (startedAt === null || startedAt >= end || (onboardedAt !== null && onboardedAt < end)) return null;
    return counting(Math.max(0, Math.min(end, asOf) - startedAt));
  },
});

import { hasPaidBefore, isPayingAt, mrrAt, payingSpan } from '../accounts.ts';
import { counting, type Found } from '../found.ts';
import { lastAsked } from '../lastAsked.ts';
import { type Measure, type Span, snapshot } from '../measure.ts';
import type { Account, Deciding, Tools } from '../subject.ts';
import { withUntold } from './customers.ts';

/** Accounts at the period's start: those `retained` at its end, those `lost`, whether or not a rate is known. */
export const accountsAtStart = withUntold(
  snapshot<Account>({
    of: 'account',
    at: 'start',
    within: payingSpan,
    find: (account, start, _tools, { end }) =>
      isPayingAt(account, start) ? counting(0, isPayingAt(account, end) ? 'retained' : 'lost') : null,
  }),
);

/** What was paid just before both ends of a period, in minor units; or why that cannot be told. */
const ends = (account: Account, start: number, end: number, tools: Tools): [number, number] | (Found & object) => {
  const before = mrrAt(account, start, tools);
  if (typeof before !== 'number') return before;
  const after = mrrAt(account, end, tools);
  return typeof after === 'number' ? [before, after] : after;
};

/** A sum over the accounts at the start, of what they paid at either end. */
const ofAccountsAtStart = (value: (before: number, after: number) => number): Measure<Account> =>
  withUntold(
    snapshot<Account>({
      of: 'account',
      at: 'start',
      keeps: 'sum',
      within: payingSpan,
      find: (account, start, tools, { end }) => {
        if (!isPayingAt(account, start)) return null;
        const paid = ends(account, start, end, tools);
        return Array.isArray(paid) ? counting(value(...paid)) : paid;
      },
    }),
  );

export const mrrAtStart = ofAccountsAtStart((before) => before);

/** No more of each than it paid at the start. */
export const mrrKept = ofAccountsAtStart((before, after) => Math.min(before, after));

/** What those of the start pay at the end. */
export const mrrOfThemAtEnd = ofAccountsAtStart((_before, after) => after);

type Movement = 'new' | 'expansion' | 'reactivation' | 'contraction' | 'churn';

/** `before` and `after` are told apart by whether anything is paid: a price may be less than the least unit. */
const movementOf = (account: Account, start: number, end: number, change: number): Movement | undefined => {
  if (!isPayingAt(account, start)) return hasPaidBefore(account, start) ? 'reactivation' : 'new';
  if (!isPayingAt(account, end)) return 'churn';
  if (change === 0) return undefined;
  return change > 0 ? 'expansion' : 'contraction';
};

/** Of who pays no longer the start of a period may still tell. */
const fromFirstPayment = (account: Account): Span => ({
  after: payingSpan(account).after,
  until: Number.POSITIVE_INFINITY,
});

/** A sum over the accounts at either end of the period, as of its end. */
const ofAccountsAtEnds = (
  find: (
    account: Account,
    before: number,
    after: number,
    stretch: { readonly start: number; readonly end: number },
  ) => Found,
): Measure<Account> =>
  withUntold(
    snapshot<Account>({
      of: 'account',
      at: 'end',
      keeps: 'sum',
      within: fromFirstPayment,
      find: (account, end, tools, { start }) => {
        if (!isPayingAt(account, start) && !isPayingAt(account, end)) return null;
        const paid = ends(account, start, end, tools);
        return Array.isArray(paid) ? find(account, ...paid, { start, end }) : paid;
      },
    }),
  );

/** How what they pay has changed, by kind of movement. */
export const mrrMovements = ofAccountsAtEnds((account, before, after, { start, end }) =>
  counting(after - before, movementOf(account, start, end, after - before)),
);

/** What they paid at the start. */
export const mrrBefore = ofAccountsAtEnds((_account, before) => counting(before));

/** What accounts at the period's end pay. */
export const mrrAtEnd = withUntold(
  snapshot<Account>({
    of: 'account',
    at: 'end',
    keeps: 'sum',
    within: payingSpan,
    find: (account, end, tools) => {
      if (!isPayingAt(account, end)) return null;
      const mrr = mrrAt(account, end, tools);
      return typeof mrr === 'number' ? counting(mrr) : mrr;
    },
  }),
);

/** MRR of customers at the start, as of it, for the period's whole calendar months. */
export const mrrOverMonths = snapshot<Account>({
  of: 'account',
  at: 'start',
  keeps: 'sum',
  within: payingSpan,
  find: (account, start, tools, period) => {
    if (!isPayingAt(account, start)) return null;
    const mrr = mrrAt(account, start, tools);
    return typeof mrr === 'number' ? counting(mrr * (tools.windows.months[tools.periods.indexOf(period)] ?? 0)) : mrr;
  },
});

const kept = counting(0, 'kept');
const lost = counting(0, 'lost');

/** A calendar month, and the periods among whose six it is. */
interface Month {
  readonly start: Deciding;
  readonly end: number;
  readonly periods: number[];
}

/** Each once: the six months of one period are mostly those of the next. */
const monthsIn = lastAsked(({ sixMonths }: Tools['windows']): readonly Month[] => {
  const byStart = new Map<number, Month>();
  for (const [period, months] of sixMonths.entries())
    for (const { start, end } of months) {
      const month = byStart.get(start) ?? { start: { at: start, before: true }, end, periods: [] };
      month.periods.push(period);
      byStart.set(start, month);
    }
  return [...byStart.values()];
});

/** Accounts at the start of each of the six months before the period's end: those `lost` in it, those `kept`. */
export const accountMonths: Measure<Account> = {
  of: 'account',
  keeps: 'count',
  observe: (account, { windows }, sink) => {
    const { after, until } = payingSpan(account);
    for (const { start, end, periods } of monthsIn(windows)) {
      if (start.at <= after || start.at > until || !isPayingAt(account, start.at)) continue;
      const found = isPayingAt(account, end) ? kept : lost;
      for (const period of periods) sink.put(period, start, found);
    }
  },
};

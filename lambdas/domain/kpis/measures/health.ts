import { isCustomerAt, memberSpan } from '../accounts.ts';
import { countWithin, type Dealings } from '../dealings.ts';
import { counting, leavingOut } from '../found.ts';
import { snapshot } from '../measure.ts';
import type { Account, Tools } from '../subject.ts';

const day = 86_400_000;

/** Scores are doubles: kept as whole trillionths of a point, so that their sum is the same in any order. */
export const pointUnits = 1e12;

const bitsIn = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

/** The last thing that it did, or bought, before `until`; the latter alone where there is nothing of the former. */
const lastSeen = ({ lastActive, purchases }: Dealings, period: number, known: number): number => {
  let last = lastActive[period] ?? Number.NEGATIVE_INFINITY;
  for (const at of purchases) if (at < known && at > last) last = at;
  return last;
};

/** An instant by which a score is told: windows reach back from `until`, and nothing is known from `known` on. */
interface Point {
  readonly period: number;
  readonly until: number;
  readonly known: number;
}

type Signal = (dealings: Dealings, point: Point, since: Tools['since']) => number | null;

/** Signals of health, 0 to 100 each, by name; `null` where there are none to tell it by. */
const signals = Object.entries<Signal>({
  engagement: ({ engagedDays }, { period, known }, since) =>
    since('activity') < known ? Math.min(100, 25 * bitsIn(engagedDays[period] ?? 0)) : null,
  tickets: ({ tickets }, { until, known }, since) =>
    since('ticket') < known ? Math.max(0, 100 - 25 * countWithin(tickets, until - 90 * day, known)) : null,
  survey: (dealings, { until, known }) => dealings.lastAnswer(until - 365 * day, known)?.points ?? null,
  recency: (dealings, { period, until, known }, since) => {
    if (Math.min(since('activity'), since('deal'), since('order')) >= known) return null;
    const days = Math.floor((until - lastSeen(dealings, period, known)) / day);
    return (100 * Math.max(0, 90 - days)) / 90;
  },
});

const scoreOf = (dealings: Dealings, point: Point, { rules, since }: Tools): number | null => {
  let [points, weights] = [0, 0];
  for (const [name, signal] of signals) {
    const weight = rules.weights[name] ?? 1;
    const score = weight > 0 ? signal(dealings, point, since) : null;
    if (score === null) continue;
    points += weight * score;
    weights += weight;
  }
  return weights === 0 ? null : points / weights;
};

/** `red` up to 50 points, `amber` up to 75, `green` above. */
const lightOf = (score: number): string => (score <= 50 ? 'red' : score <= 75 ? 'amber' : 'green');

/** Customers at the period's end, with the health of each in trillionths of a point. */
export const healthScores = snapshot<Account>({
  of: 'account',
  at: 'end',
  keeps: 'sum',
  within: memberSpan,
  find: (account, end, tools, period) => {
    if (!isCustomerAt(account, end)) return null;
    const place = tools.periods.indexOf(period);
    const point = { period: place, until: tools.windows.until[place] as number, known: Math.min(end, tools.asOf + 1) };
    const score = scoreOf(tools.dealingsOf(account.ref), point, tools);
    return score === null ? leavingOut('noSignals') : counting(Math.round(score * pointUnits), lightOf(score));
  },
});

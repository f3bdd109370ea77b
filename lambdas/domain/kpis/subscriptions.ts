import { isAboveZero } from '../records/decimal.ts';
import type { Said } from '../records/view.ts';
import { type Found, leavingOut } from './found.ts';
import { instantOf, type Subject, type Tools, textOf } from './subject.ts';

/** A monthly amount, and the stretch of time just before any instant of which it holds: `from` < instant ≤ `until`. */
export interface Price {
  readonly from: number;
  readonly until: number;
  /** A canonical decimal; `null` where none is known. */
  readonly mrr: string | null;
  /** From when on it holds without a break, whoever repeated it since: of that day is the rate that converts it. */
  readonly since: number;
}

const none: readonly Price[] = [];

const decimalOf = ({ value }: Said): string | null => (typeof value === 'string' ? value : null);

/**
 * What a subscription is paid, in order, without repeats. The first value said holds back to `startedAt`; there is nothing
 * after `endedAt`, nor without `startedAt`.
 */
const pricesOf = (subscription: Subject): readonly Price[] => {
  const startedAt = instantOf(subscription, 'startedAt');
  const endedAt = instantOf(subscription, 'endedAt') ?? Number.POSITIVE_INFINITY;
  const history = subscription.record.history('mrr');
  if (startedAt === null || endedAt <= startedAt || history.length === 0) return none;
  const prices: Price[] = [];
  for (let place = 0; place < history.length; place += 1) {
    const mrr = decimalOf(history[place] as Said);
    const from = place === 0 ? startedAt : Math.max(startedAt, (history[place] as Said).at);
    const until = Math.min(endedAt, history[place + 1]?.at ?? endedAt);
    if (until <= from) continue;
    const last = prices.at(-1);
    if (last && last.mrr === mrr) prices[prices.length - 1] = { ...last, until };
    else prices.push({ from, until, mrr, since: from });
  }
  return prices;
};

const isPaid = ({ mrr }: Price): boolean => mrr !== null && isAboveZero(mrr);

/** The prices at which somebody pays. */
export const paidPricesOf = (subscription: Subject): readonly Price[] => pricesOf(subscription).filter(isPaid);

/** The place of the price that holds just before an instant; -1 where none does. */
export const placeAt = (prices: readonly Price[], instant: number): number => {
  for (let place = 0; place < prices.length; place += 1) {
    const { from, until } = prices[place] as Price;
    if (from < instant && instant <= until) return place;
  }
  return -1;
};

const unpriced = leavingOut('noMrr');

/** A price in minor units of the workspace's currency, converted as of the day from which it holds. */
export const minorOf = (
  { mrr, since }: Price,
  subscription: Subject,
  { money }: Pick<Tools, 'money'>,
): Found & object =>
  mrr === null ? unpriced : money.minor(mrr, textOf(subscription, 'currency'), subscription.source, since);

/** What of a subscription cannot be believed, and why it is left out of what that would falsify. */
export const doubtsOf = (subscription: Subject): string[] => {
  const startedAt = instantOf(subscription, 'startedAt');
  const endedAt = instantOf(subscription, 'endedAt');
  if (startedAt === null) return ['noStartedAt'];
  if (endedAt !== null && endedAt < startedAt) return ['endedBeforeStarted'];
  const history = subscription.record.history('mrr');
  const amounts = history.map(decimalOf);
  if (amounts.every((amount) => amount === null)) return ['noMrr'];
  const isNegative = amounts.some((amount) => amount?.startsWith('-'));
  const raised = history.some(
    ({ at }, place) =>
      endedAt !== null &&
      at > endedAt &&
      amounts[place] !== amounts[place - 1] &&
      amounts[place] !== '0' &&
      amounts[place] !== null,
  );
  return [...(isNegative ? ['negativeMrr'] : []), ...(raised ? ['mrrAfterEnd'] : [])];
};

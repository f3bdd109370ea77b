import { compareText } from '../records/order.ts';

/** What somebody is known to have done, beside what its own records say. Mergeable: only sets, counts and extremes. */

/** An answer on a scale, told as points from 0 to 100. */
interface Answer {
  readonly at: number;
  readonly ref: string;
  readonly points: number;
}

/** What a sale brought in and left, in minor units of the workspace's currency. */
interface Margin {
  readonly at: number;
  readonly amount: number | bigint;
  readonly profit: number | bigint;
}

// Shared, so that somebody who did one thing costs little; never changed.
const none: number[] = [];
const noFeatureUsed: string[] = [];
const noAnswers: Answer[] = [];
const noMargins: Margin[] = [];
const noFeatures: string[][] = [];

/** Instants are epoch milliseconds; lists are in no order, and made only for who has something to put there. */
export class Dealings {
  /** Of won deals and orders. */
  purchases: number[] = none;
  upsells: number[] = none;
  crossSells: number[] = none;
  /** Sales that count with amount and cost. */
  margins: Margin[] = noMargins;
  /** Of the first purchase worth more than nothing. */
  paidFrom = Number.POSITIVE_INFINITY;
  /** Tickets opened. */
  tickets: number[] = none;
  answers: Answer[] = noAnswers;
  /** Periods, a bit each, in which it did what counts as engagement, or anything at all. */
  engagedIn = 0;
  presentIn = 0;
  /** By period: the days of its last thirty on which it did what counts as engagement, a bit each. */
  engagedDays: number[] = none;
  /** By period: the last instant at which it did anything within ninety days before that ends. */
  lastActive: number[] = none;
  /** Features used, by period, each once: so few that a list of them is smaller than a set, and as fast. */
  features: string[][] = noFeatures;
  /** When the write that last changed any of it was made. */
  changedAt = 0;

  merge(other: Dealings): void {
    this.purchases = joined(this.purchases, other.purchases);
    this.upsells = joined(this.upsells, other.upsells);
    this.crossSells = joined(this.crossSells, other.crossSells);
    for (const margin of other.margins) this.margin(margin);
    this.paidFrom = Math.min(this.paidFrom, other.paidFrom);
    this.tickets = joined(this.tickets, other.tickets);
    for (const answer of other.answers) this.answer(answer);
    this.engagedIn |= other.engagedIn;
    this.presentIn |= other.presentIn;
    for (const [period, days] of other.engagedDays.entries()) this.engage(period, days);
    for (const [period, at] of other.lastActive.entries()) this.act(period, at);
    for (const [period, features] of other.features.entries())
      for (const feature of features) this.use(period, feature);
    this.changedAt = Math.max(this.changedAt, other.changedAt);
  }

  /** Takes note of days, a bit each, of the last thirty of a period. */
  engage(period: number, days: number): void {
    this.engagedDays = filledTo(this.engagedDays, period, 0);
    this.engagedDays[period] = (this.engagedDays[period] as number) | days;
  }

  act(period: number, at: number): void {
    this.lastActive = filledTo(this.lastActive, period, Number.NEGATIVE_INFINITY);
    this.lastActive[period] = Math.max(this.lastActive[period] as number, at);
  }

  use(period: number, feature: string): void {
    this.features = filledTo(this.features, period, noFeatureUsed);
    const used = this.features[period] as string[];
    if (!used.includes(feature)) this.features[period] = added(used, feature);
  }

  margin(margin: Margin): void {
    this.margins = added(this.margins, margin);
  }

  answer(answer: Answer): void {
    this.answers = added(this.answers, answer);
  }

  /** The last answer in `[from, to)`, of one instant that of the greatest identity. */
  lastAnswer(from: number, to: number): Answer | null {
    let last: Answer | null = null;
    for (const answer of this.answers) {
      if (answer.at < from || answer.at >= to) continue;
      if (last === null || answer.at > last.at || (answer.at === last.at && compareText(answer.ref, last.ref) > 0))
        last = answer;
    }
    return last;
  }
}

/** Up to this length a list is made anew for each that is added; beyond it, that would take too long. */
const copiedUpTo = 16;

/**
 * The list with one more, to be kept in its place. Most people did one thing or two: a list that grows has room for 17 from
 * its first element on, one that is made anew has none to spare, and the empty ones are shared.
 */
export const added = <Item>(list: Item[], item: Item): Item[] => {
  if (list.length < copiedUpTo) return list.concat([item]);
  list.push(item);
  return list;
};

const joined = (list: number[], more: readonly number[]): number[] => {
  let all = list;
  for (const instant of more) all = added(all, instant);
  return all;
};

/** The list with a value at a place, and that value up to there from where it ended. */
const filledTo = <Item>(list: Item[], place: number, value: Item): Item[] =>
  list.length > place ? list : list.concat(new Array<Item>(place + 1 - list.length).fill(value));

/** How many instants lie in `[from, to)`. */
export const countWithin = (instants: readonly number[], from: number, to: number): number => {
  let count = 0;
  for (const instant of instants) if (instant >= from && instant < to) count += 1;
  return count;
};

/** The first instant in `[from, to)`; `null` where there is none. */
export const firstWithin = (instants: readonly number[], from: number, to: number): number | null => {
  let first: number | null = null;
  for (const instant of instants)
    if (instant >= from && instant < to && (first === null || instant < first)) first = instant;
  return first;
};

/** Who is meant where a record names no customer. */
export const nobody = '';

/** Of somebody of whom nothing is known. Not to be changed. */
export const noDealings: Dealings = new Dealings();

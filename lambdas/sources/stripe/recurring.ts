import { divideHalfEven, toUnits } from '../../domain/records/decimal.ts';
import { at, memberOf } from '../json.ts';
import type { Problem } from '../statement.ts';
import { exponentOf, majorOf } from './currency.ts';
import { illegible } from './object.ts';
import { itemsIn, pricingOf } from './pricing.ts';

/** Unit prices have up to twelve digits after the point of a minor unit. */
const priceScale = 12;
/** And a monthly amount up to six after the point of a major one. */
const mrrScale = 6;

const perYear: ReadonlyMap<string, bigint> = new Map([
  ['day', 365n],
  ['week', 52n],
  ['month', 12n],
  ['year', 1n],
]);

/** What one item of a subscription costs every `count` intervals, in `10 ** -12` minor units. */
interface Part {
  readonly units: bigint;
  /** How many intervals a year has. */
  readonly perYear: bigint;
  readonly count: bigint;
}

/** Why an item is no part of the monthly amount. */
type LeftOut = 'metered' | 'tiered' | 'once' | 'foreign' | typeof illegible;

const wholeOf = (value: unknown): bigint | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;

const unitOf = (value: unknown): bigint | undefined => {
  if (typeof value === 'string')
    return /^\d{1,20}(?:\.\d{1,12})?$/.test(value) ? toUnits(value, priceScale) : undefined;
  const whole = wholeOf(value);
  return whole === undefined ? undefined : whole * 10n ** BigInt(priceScale);
};

/** How many units are paid for: a price may be for packages of several. Nobody subscribes to none, so one at least. */
const billedOf = (quantity: bigint | undefined, packages: unknown): bigint | undefined => {
  if (quantity === undefined || packages === null || quantity === 0n) return quantity;
  const size = wholeOf(memberOf(packages, 'divide_by'));
  if (size === undefined || size === 0n) return undefined;
  const full = quantity / size;
  const billed = memberOf(packages, 'round') === 'up' && full * size < quantity ? full + 1n : full;
  return billed === 0n ? 1n : billed;
};

const partOf = (item: unknown, currency: string | undefined): Part | LeftOut => {
  const pricing = pricingOf(item, currency);
  if (!pricing) return illegible;
  const { unit, interval, count, isMetered, isTiered, packages } = pricing;
  if (isMetered) return 'metered';
  if (isTiered || unit === null) return 'tiered';
  if (interval === undefined || interval === null) return 'once';
  if (unit === undefined) return 'foreign';
  const intervals = typeof interval === 'string' ? perYear.get(interval) : undefined;
  const every = wholeOf(count);
  const price = unitOf(unit);
  const billed = billedOf(wholeOf(memberOf(item, 'quantity') ?? 1), packages);
  // The longest that Stripe has is three years, in days at the most: a limit keeps the sum of many items small.
  if (intervals === undefined || every === undefined || every < 1n || every > 1100n) return illegible;
  return price === undefined || billed === undefined
    ? illegible
    : { units: price * billed, perYear: intervals, count: every };
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** The sum of parts a month, in units of `10 ** -6` of the major unit, rounded once. */
const monthly = (parts: readonly Part[], exponent: number): bigint => {
  const byCount = new Map<bigint, bigint>();
  for (const { units, perYear: times, count } of parts) byCount.set(count, (byCount.get(count) ?? 0n) + units * times);
  const common = [...byCount.keys()].reduce((a, b) => (a / gcd(a, b)) * b, 1n);
  const total = [...byCount].reduce((sum, [count, units]) => sum + units * (common / count), 0n);
  return divideHalfEven(total * 10n ** BigInt(mrrScale), 12n * common * 10n ** BigInt(priceScale + exponent));
};

/** The parts of what a subscription costs, and what of it could not be told. */
export interface Recurring {
  readonly parts: readonly Part[];
  readonly problems: readonly Problem[];
  /** Every item is a part, or costs nothing that recurs. */
  readonly isWhole: boolean;
}

const reasons: Readonly<Record<Exclude<LeftOut, 'once'>, string>> = {
  metered: 'is billed by usage: what it will cost is not told, so that `mrr` is without it',
  tiered: 'is priced by tiers, which are not told: `mrr` is without it',
  foreign: 'has a price that is told in another currency than the subscription: `mrr` is without it',
  illegible: 'has a price, interval or quantity that cannot be read: `mrr` is not said',
};

/** @param currency of the subscription, in capitals */
export const recurringOf = (subscription: unknown, currency: string | undefined): Recurring => {
  const parts: Part[] = [];
  const problems: Problem[] = [];
  const items = itemsIn(subscription);
  items.forEach((item, index) => {
    const part = partOf(item, currency);
    if (typeof part !== 'string') parts.push(part);
    else if (part !== 'once') problems.push({ path: `items.data.${index}`, message: reasons[part] });
  });
  if (items.length === 0 || at(subscription, 'items', 'has_more') === true)
    problems.push({ path: 'items', message: 'are not all told: `mrr` is not said' });
  return { parts, problems, isWhole: problems.length === 0 };
};

const isUnreadable = ({ problems }: Recurring): boolean =>
  problems.some(({ message, path }) => message === reasons.illegible || path === 'items');

/** The monthly amount in major units; `null` where it cannot be told, because all of it is by usage or by tiers. */
export const mrrOf = (recurring: Recurring, currency: string): string | null | undefined => {
  if (isUnreadable(recurring)) return undefined;
  if (recurring.parts.length === 0) return recurring.isWhole ? undefined : null;
  return majorOf(monthly(recurring.parts, exponentOf(currency)), mrrScale);
};

/** What one period costs, in major units; `undefined` where items have periods of their own, or not all is told. */
export const periodAmountOf = ({ parts, isWhole }: Recurring, currency: string): string | undefined => {
  const [first] = parts;
  if (!first || !isWhole) return undefined;
  if (parts.some(({ perYear: times, count }) => times !== first.perYear || count !== first.count)) return undefined;
  const units = parts.reduce((sum, part) => sum + part.units, 0n);
  const exponent = exponentOf(currency);
  return majorOf(divideHalfEven(units, 10n ** BigInt(priceScale)), exponent);
};

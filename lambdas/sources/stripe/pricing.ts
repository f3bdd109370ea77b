import { at, listAt, memberOf, textAt } from '../json.ts';
import { currencyAt, idAt } from './object.ts';

/** A price, or what was there before there were prices: a plan. */
export interface Pricing {
  /** `undefined` where it is not told in the currency of the subscription. */
  readonly unit: unknown;
  readonly interval: unknown;
  readonly count: unknown;
  readonly isMetered: boolean;
  readonly isTiered: boolean;
  readonly packages: unknown;
}

/** Before there were prices an item had a plan, and before there were items the subscription itself had one. */
export const itemsIn = (subscription: unknown): readonly unknown[] => {
  const items = listAt(subscription, 'items', 'data');
  const isOnePlan = items.length === 0 && textAt(subscription, 'plan', 'id') !== undefined;
  return isOnePlan ? [subscription] : items;
};

const priceOf = (item: unknown): unknown => memberOf(item, 'price') ?? memberOf(item, 'plan');

/** A price in several currencies has its amount in the first of them, and the others only where they are asked for. */
const amountsOf = (price: unknown, currency: string | undefined): unknown =>
  currency === undefined || [currency, undefined].includes(currencyAt(price))
    ? price
    : at(price, 'currency_options', currency.toLowerCase());

/**
 * The price of an item; `undefined` where it has none.
 *
 * @param currency of the subscription, in capitals
 */
export const pricingOf = (item: unknown, currency: string | undefined): Pricing | undefined => {
  const price = priceOf(item);
  if (price === undefined || price === null) return undefined;
  const isPlan = price !== memberOf(item, 'price');
  const recurring = isPlan ? price : memberOf(price, 'recurring');
  const unit = isPlan ? 'amount' : 'unit_amount';
  const amounts = amountsOf(price, currency);
  return {
    unit: amounts ? (memberOf(amounts, `${unit}_decimal`) ?? memberOf(amounts, unit) ?? null) : undefined,
    interval: memberOf(recurring, 'interval'),
    count: memberOf(recurring, 'interval_count') ?? 1,
    isMetered: memberOf(recurring, 'usage_type') === 'metered',
    isTiered: memberOf(price, 'billing_scheme') === 'tiered',
    packages: memberOf(price, isPlan ? 'transform_usage' : 'transform_quantity') ?? null,
  };
};

/** The price and the product of the first item, which stand for the subscription. */
export const planOf = (
  subscription: unknown,
): { readonly plan: string | undefined; readonly product: string | undefined } => {
  const price = priceOf(itemsIn(subscription)[0]);
  return { plan: textAt(price, 'id'), product: idAt(price, 'product') };
};

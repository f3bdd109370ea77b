import { type Scaled, scaled, toUnits } from '../records/decimal.ts';
import { counting, type Found, leavingOut } from './found.ts';

/** The rate of one currency that holds from an instant on, a decimal. */
export interface RateFrom {
  readonly from: number;
  readonly rate: string;
}

/** Digits after the point in a currency's amounts, as ISO 4217 has them: 2 for BRL, 0 for JPY, 3 for KWD. */
const exponentOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const noAmount = leavingOut('noAmount');
const noRate = leavingOut('noRate');

/** So many digits are exact in a double, which costs a tenth of a bigint. */
const exactDigits = 15;

/** A decimal in units of `10 ** -exponent`, rounded once, halves to even. */
const unitsOf = (decimal: string, exponent: number): number | bigint => {
  const point = decimal.indexOf('.');
  const places = point === -1 ? 0 : decimal.length - point - 1;
  return places <= exponent && decimal.length - places + exponent <= exactDigits
    ? Math.round(Number(decimal) * 10 ** exponent)
    : toUnits(decimal, exponent);
};

/**
 * Amounts as integer minor units of the workspace's currency. Converted at the latest rate on or before the local
 * day of the event, rounded once, after conversion, halves to even.
 */
export class Money {
  readonly currency: string;
  readonly exponent: number;
  readonly #rates: ReadonlyMap<string, readonly { readonly from: number; readonly factor: Scaled }[]>;
  readonly #defaults: Readonly<Record<string, string>>;
  /** Several measures ask for the same amount of one record. */
  #lastAmount: string | null = null;
  #lastFound: Found & object = noAmount;

  /** `defaults` is each source's own currency, where it has one; rates are into `currency`, ascending. */
  constructor(
    currency: string,
    defaults: Readonly<Record<string, string>>,
    rates: Readonly<Record<string, readonly RateFrom[]>>,
  ) {
    this.currency = currency;
    this.exponent = exponentOf(currency);
    this.#defaults = defaults;
    this.#rates = new Map(
      Object.entries(rates).map(([foreign, list]) => [
        foreign,
        list.map(({ from, rate }) => ({ from, factor: scaled(rate) })),
      ]),
    );
  }

  /** In minor units, or why it cannot be had. `said` is the currency that the record states, if any; `at` the event's instant. */
  minor(amount: string | null, said: string | null, source: string, at: number): Found & object {
    if (amount === null) return noAmount;
    const currency = said ?? this.#defaults[source] ?? this.currency;
    if (currency === this.currency) return this.#own(amount);
    const rate = this.#rates.get(currency)?.findLast(({ from }) => from <= at);
    return rate ? counting(toUnits(amount, this.exponent, rate.factor)) : noRate;
  }

  #own(amount: string): Found & object {
    if (this.#lastAmount !== amount) {
      this.#lastFound = counting(unitsOf(amount, this.exponent));
      this.#lastAmount = amount;
    }
    return this.#lastFound;
  }

  /** Minor units, or a mean of them, in major units. */
  major(minor: number): number {
    return minor / 10 ** this.exponent;
  }
}

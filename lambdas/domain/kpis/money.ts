import { type Scaled, scaled, toUnits } from '../records/decimal.ts';

/** An amount in minor units, or why it cannot be had. */
export type Amount = { readonly value: bigint } | { readonly leftOut: 'noAmount' | 'noRate' };

/** The rate of one currency that holds from an instant on, a decimal. */
export interface RateFrom {
  readonly from: number;
  readonly rate: string;
}

/** Digits after the point in a currency's amounts, as ISO 4217 has them: 2 for BRL, 0 for JPY, 3 for KWD. */
const exponentOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/**
 * Amounts as integer minor units of the workspace's currency. Converted at the latest rate on or before the local
 * day of the event, rounded once, after conversion, halves to even.
 */
export class Money {
  readonly currency: string;
  readonly exponent: number;
  readonly #rates: ReadonlyMap<string, readonly { readonly from: number; readonly factor: Scaled }[]>;
  readonly #defaults: Readonly<Record<string, string>>;

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

  /** `said` is the currency that the record states, if any; `at` the event's instant. */
  minor(amount: string | null, said: string | null, source: string, at: number): Amount {
    if (amount === null) return { leftOut: 'noAmount' };
    const currency = said ?? this.#defaults[source] ?? this.currency;
    if (currency === this.currency) return { value: toUnits(amount, this.exponent) };
    const rate = this.#rates.get(currency)?.findLast(({ from }) => from <= at);
    return rate ? { value: toUnits(amount, this.exponent, rate.factor) } : { leftOut: 'noRate' };
  }

  /** Minor units, or a mean of them, in major units. */
  major(minor: number): number {
    return minor / 10 ** this.exponent;
  }
}

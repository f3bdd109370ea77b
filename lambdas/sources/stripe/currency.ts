/**
 * Currencies whose amounts Stripe does not count in hundredths. It is ISO 4217 but for those that Stripe counts otherwise: MGA in
 * whole ariary, ISK and UGX in hundredths, which are always whole.
 *
 * @see https://docs.stripe.com/currencies#minor-units
 */
const exponents: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map(
    (code): [string, number] => [code, 0],
  ),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

/** Digits after the point in a currency's amounts, by its code in capitals. */
export const exponentOf = (currency: string): number => exponents.get(currency) ?? 2;

/** Units of `10 ** -exponent` in major units: 1250 of exponent 2 is `12.50`. */
export const majorOf = (units: bigint, exponent: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const size = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return units < 0n ? `-${size}` : size;
};

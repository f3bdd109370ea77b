import { Temporal } from 'temporal-polyfill';
import type { Configuration } from '../../../../lambdas/domain/workspaces/schema.ts';

/** Rule 12, in fractions of whole numbers. */

const exponents: Readonly<Record<string, number>> = { USD: 2, KWD: 3, CLP: 0 };

const fraction = (decimal: string): [over: bigint, under: bigint] => {
  const [whole = '', rest = ''] = decimal.split('.');
  return [BigInt(whole + rest), 10n ** BigInt(rest.length)];
};

/** Halves to the even one. */
const nearest = (over: bigint, under: bigint): bigint => {
  const candidates = [over / under - 1n, over / under, over / under + 1n];
  const distance = (whole: bigint): bigint => {
    const apart = 2n * (whole * under - over);
    return apart < 0n ? -apart : apart;
  };
  return candidates.reduce((best, one) =>
    distance(one) < distance(best) || (distance(one) === distance(best) && one % 2n === 0n) ? one : best,
  );
};

/** What an amount is worth at an instant, in minor units of the workspace's currency; `null` without a rate. */
export const minorUnits = (
  { currency, rates, sources, timeZone }: Configuration,
  amount: string,
  said: string | null,
  source: string,
  at: number,
): number | null => {
  const own = said ?? sources.find(({ id }) => id === source)?.currency ?? currency;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const day = Object.keys(rates[own] ?? {})
    .filter((from) => from <= today)
    .sort()
    .at(-1);
  const rate = own === currency ? '1' : day === undefined ? null : String(rates[own]?.[day]);
  if (rate === null) return null;
  const [amountOver, amountUnder] = fraction(amount);
  const [rateOver, rateUnder] = fraction(rate);
  const scale = 10n ** BigInt(exponents[currency] as number);
  return Number(nearest(amountOver * rateOver * scale, amountUnder * rateUnder));
};

export const majorUnits = ({ currency }: Configuration, minor: number): number =>
  minor / 10 ** (exponents[currency] as number);

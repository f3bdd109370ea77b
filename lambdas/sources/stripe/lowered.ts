import { forAllTime } from '../../domain/records/observation.ts';
import type { Statement } from '../statement.ts';
import { exponentOf, majorOf } from './currency.ts';
import { illegible } from './object.ts';

/**
 * The amount of an order as one event knows it. What is given back only ever lowers it, and an event that repeats the whole may be
 * the later one: so all are said for all time, and placed the later the lower they are.
 *
 * @param amount in minor units
 */
export const lowered = (id: string, amount: bigint | typeof illegible, currency: string | undefined): Statement => {
  if (amount === illegible || currency === undefined)
    return { record: 'order', id, at: forAllTime, set: { amount: amount === illegible ? illegible : undefined } };
  return {
    record: 'order',
    id,
    at: forAllTime,
    seq: String(BigInt(Number.MAX_SAFE_INTEGER) - amount),
    set: { amount: majorOf(amount, exponentOf(currency)) },
  };
};

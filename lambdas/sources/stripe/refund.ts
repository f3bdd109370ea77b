import { memberOf } from '../json.ts';
import type { Told } from '../statement.ts';
import type { Event } from './event.ts';
import { lowered } from './lowered.ts';
import { currencyAt, idAt } from './object.ts';

const untold = (path: string, message: string): Omit<Told, 'path'> => ({
  statements: [],
  problems: [{ path, message }],
});

/**
 * A charge of which something was given back. Charges tell their invoice in versions before 2025 only, and never their tax: what
 * a part of it is without tax cannot be told, and of the whole nothing remains.
 */
export const refunded = ({ object }: Event): Omit<Told, 'path'> => {
  const invoice = idAt(object, 'invoice');
  if (memberOf(object, 'invoice') === null) return { statements: [] };
  if (invoice === undefined)
    return untold('invoice', 'is not told: the order that the refund is of keeps its amount. Refund by a credit note.');
  if (memberOf(object, 'refunded') !== true)
    return untold('amount_refunded', 'is a part, of which the tax is not told: the order keeps its amount.');
  return { statements: [lowered(invoice, 0n, currencyAt(object))] };
};

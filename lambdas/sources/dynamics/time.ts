import { type Attributes, attributeIn } from './attribute.ts';
import type { Context } from './context.ts';

const minute = 60_000;

export const modifiedOn = (attributes: Attributes): number | undefined =>
  attributeIn(attributes, 'modifiedon')?.instant;

/** When the row came to be as it is told, by its own column. */
const changedAt = ({ written, after }: Context): number | undefined => modifiedOn(written) ?? modifiedOn(after);

/** Whether the receipt has a part in the time of an operation. */
export const needsReceipt = (context: Context): boolean =>
  changedAt(context) === undefined && (context.created === undefined || context.created.offset !== 0);

/**
 * When an operation was done, epoch milliseconds: what the row itself says, else when its job was made.
 *
 * The latter has an offset, `/Date(1506409448000-0700)/`, and by the format its milliseconds count in UTC all the same. In
 * the sample of Microsoft's documentation they count in local time, and are seven hours late. So of the two that
 * is meant which is nearer to the receipt.
 *
 * @param receipt when it was first received, epoch milliseconds
 */
export const timeOf = (context: Context, receipt: number): number => {
  const changed = changedAt(context);
  if (changed !== undefined) return changed;
  if (!context.created) return receipt;
  const { at, offset } = context.created;
  const shifted = at + offset * minute;
  return Math.abs(shifted - receipt) < Math.abs(at - receipt) ? shifted : at;
};

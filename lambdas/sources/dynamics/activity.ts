import type { Said } from '../statement.ts';
import { tables } from './customer.ts';
import { type Row, referenceOf, textOf } from './row.ts';
import type { Table } from './telling.ts';

const completed = '1';

/** When it was over; `undefined` where it is not, or where an edit of what was over before does not tell. */
const endedAt = (row: Row): number | undefined => {
  if (textOf(row, 'statecode') !== completed) return undefined;
  return row.get('actualend')?.instant ?? (row.isChanged('statecode') ? row.at : undefined);
};

/** What a customer wrote is the customer's alone; all else is the owner's, too. */
const reply = 'reply';

/** An activity is told once it is over, and whole: nothing of it is changed or taken back. */
const activity = (kindOf: (row: Row) => string): Table => ({
  record: 'activity',
  tell: (row, { customers }) => {
    const at = endedAt(row);
    const kind = kindOf(row);
    const customer = referenceOf(row, tables[customers], 'regardingobjectid') ?? undefined;
    const user = kind === reply ? undefined : (referenceOf(row, 'systemuser', 'ownerid') ?? undefined);
    const isTold = at !== undefined && (customer !== undefined || user !== undefined);
    const said: Said = isTold ? { at: new Date(at), kind, customer, user } : {};
    return { said, from: {} };
  },
});

export const appointment = activity(() => 'meeting');
export const phonecall = activity(() => 'call');
export const email = activity((row) => (textOf(row, 'directioncode') === 'false' ? reply : 'email'));

import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { flagOf, textOf, type Value } from './fields.ts';
import { customerOf, instantIn, owned, type Sayer } from './saying.ts';

/** The status of a closed case that an organisation has from the start. */
const closed = 'Closed';

const isClosed = ({ fields, isRepeated }: Change): boolean | undefined => {
  const told = flagOf(fields('IsClosed'));
  if (told !== undefined) return told;
  const closedAt = fields('ClosedDate');
  if (closedAt !== undefined) return closedAt !== null;
  const status = textOf(fields('Status')) ?? undefined;
  if (status === undefined) return undefined;
  // Any other is taken for open when the case comes to have it; what only repeats it may have been closed by more than that.
  return status === closed || (isRepeated('Status') ? undefined : false);
};

/** Of a change alone its own instant is that of the closing. */
const solvedAt = ({ fields, at, isNew }: Change): Date | Value => {
  const told = instantIn(fields, 'ClosedDate');
  return told ?? (isNew('Status') || isNew('IsClosed') ? instant(at) : undefined);
};

/** A Case is a ticket. */
export const ticket: Sayer = (change, settings) => {
  const { fields } = change;
  const isSolved = isClosed(change);
  const { owner } = owned(change);
  return {
    record: 'ticket',
    set: {
      owner,
      createdAt: instantIn(fields, 'CreatedDate'),
      status: isSolved === undefined ? undefined : isSolved ? 'solved' : 'open',
      solvedAt: isSolved === undefined ? undefined : isSolved ? solvedAt(change) : null,
      priority: fields('Priority'),
      channel: fields('Origin'),
      customer: customerOf(fields, settings),
    },
  };
};

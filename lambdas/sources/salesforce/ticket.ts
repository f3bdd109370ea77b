import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { flagOf, type Value } from './fields.ts';
import { customerOf, instantIn, owned, type Sayer } from './saying.ts';

/** The status of a closed case that an organisation has from the start. */
const closed = 'Closed';

const isClosed = ({ fields }: Change): boolean | undefined => {
  const told = flagOf(fields('IsClosed'));
  if (told !== undefined) return told;
  const closedAt = fields('ClosedDate');
  if (closedAt !== undefined) return closedAt !== null;
  return fields('Status') === closed ? true : undefined;
};

/** Of a change alone its own instant is that of the closing. */
const solvedAt = ({ fields, at, isNew }: Change): Date | Value => {
  const told = instantIn(fields, 'ClosedDate');
  return told ?? (isNew ? instant(at) : undefined);
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

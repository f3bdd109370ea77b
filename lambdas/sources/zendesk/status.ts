import { memberOf, textAt } from '../json.ts';
import type { Said, Statement } from '../statement.ts';
import type { Event } from './event.ts';

type Status = 'open' | 'solved' | 'deleted' | 'kept';

/** What becomes of a ticket whose data is stored away is nothing, and what is scrubbed was deleted. */
const statuses: Readonly<Record<string, Status>> = {
  NEW: 'open',
  OPEN: 'open',
  PENDING: 'open',
  HOLD: 'open',
  SOLVED: 'solved',
  CLOSED: 'solved',
  DELETED: 'deleted',
  SCRUBBED: 'deleted',
  ARCHIVED: 'kept',
};

const statusAt = (object: unknown, name: string): Status | undefined => {
  const status = textAt(object, name)?.toUpperCase();
  return status !== undefined && Object.hasOwn(statuses, status) ? statuses[status] : undefined;
};

/** What the detail of any event says of the status. When it was solved only the change itself tells. */
export const statusIn = (detail: unknown): Said => {
  const status = statusAt(detail, 'status');
  if (status === 'open') return { status, solvedAt: null };
  return status === 'solved' ? { status } : {};
};

/** Whether the detail of any event says that the ticket is no more. */
export const isDeletedIn = (detail: unknown): boolean => statusAt(detail, 'status') === 'deleted';

/** That a ticket was made solved is all there is of its solving. */
export const statusWhenMade = (detail: unknown, madeAt: string | Date): Said => ({
  ...statusIn(detail),
  ...(statusAt(detail, 'status') === 'solved' && { solvedAt: madeAt }),
});

/** What a change of the status says; `undefined` where the new one is none that is known. */
export const statusChanged = ({ event, at }: Event): Pick<Statement, 'set' | 'deleted'> | undefined => {
  const [current, previous] = [statusAt(event, 'current'), statusAt(event, 'previous')];
  const restored = previous === 'deleted' ? { deleted: false } : {};
  switch (current) {
    case undefined:
      return undefined;
    case 'kept':
      return {};
    case 'deleted':
      return { deleted: true };
    case 'open':
      return { set: { status: current, solvedAt: null }, ...restored };
    case 'solved': {
      const isSolving = previous === 'open';
      return { set: { status: current, solvedAt: isSolving ? new Date(at) : undefined }, ...restored };
    }
  }
};

/** Whether a change opens a solved ticket again. */
export const isReopening = ({ event }: Event): boolean =>
  statusAt(event, 'previous') === 'solved' && statusAt(event, 'current') === 'open';

export const hasCurrent = ({ event }: Event): boolean => memberOf(event, 'current') !== undefined;

import { duration, flow, has, snapshot } from '../measure.ts';
import { instantOf, type Subject } from '../subject.ts';

export const ticketsOpened = flow({ id: 'tickets.opened', of: 'ticket', by: 'createdAt' });

const answered = { of: 'ticket', from: 'createdAt', to: 'respondedAt', where: has('respondedAt') } as const;

export const firstResponses = duration({ id: 'tickets.firstResponse', ...answered });

/** The same in business hours; elapsed time where none are configured, and then not shown. */
export const firstResponsesInBusinessHours = duration({
  id: 'tickets.firstResponseInBusinessHours',
  ...answered,
  elapsed: ({ businessMilliseconds }) => businessMilliseconds,
});

const solvedBefore = (ticket: Subject, instant: number): boolean => {
  const solvedAt = instantOf(ticket, 'solvedAt');
  return solvedAt !== null && solvedAt < instant;
};

/** Tickets that still wait for a first answer just before the period's end, with their age; solved ones do not wait. */
export const ticketsUnanswered = snapshot<Subject>({
  id: 'tickets.unanswered',
  of: 'ticket',
  at: 'end',
  keeps: 'distribution',
  find: (ticket, end) => {
    const createdAt = instantOf(ticket, 'createdAt');
    const respondedAt = instantOf(ticket, 'respondedAt');
    const waits = createdAt !== null && createdAt < end && !(respondedAt !== null && respondedAt < end) && !solvedBefore(ticket, end);
    return waits ? { value: end - createdAt } : null;
  },
});

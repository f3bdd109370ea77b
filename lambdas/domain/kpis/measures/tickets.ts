import { counting } from '../found.ts';
import { duration, flow, snapshot } from '../measure.ts';
import { happened, instantOf, type Subject } from '../subject.ts';

export const ticketsOpened = flow({ of: 'ticket', by: 'createdAt' });

const answered = { of: 'ticket', from: 'createdAt', to: 'respondedAt', where: happened('respondedAt') } as const;

export const firstResponses = duration(answered);

/** The same in business hours; nothing where none are configured. */
export const firstResponsesInBusinessHours = duration({
  ...answered,
  elapsed: ({ businessMilliseconds }) => businessMilliseconds,
});

const isBefore = (ticket: Subject, field: string, instant: number): boolean => {
  const at = instantOf(ticket, field);
  return at !== null && at < instant;
};

/** By its status then, or by `solvedAt`, which may have been told long after. */
const isSolved = (ticket: Subject, instant: number): boolean =>
  isBefore(ticket, 'solvedAt', instant) || ticket.record.before('status', instant) === 'solved';

/**
 * Tickets that wait for a first answer just before the period's end, or now where it still runs, with their age.
 * Solved ones do not wait.
 */
export const ticketsUnanswered = snapshot<Subject>({
  of: 'ticket',
  at: 'end',
  keeps: 'distribution',
  find: (ticket, end, { asOf }) => {
    const createdAt = instantOf(ticket, 'createdAt');
    if (createdAt === null || createdAt >= end || isBefore(ticket, 'respondedAt', end) || isSolved(ticket, end))
      return null;
    return counting(Math.max(0, Math.min(end, asOf) - createdAt));
  },
});

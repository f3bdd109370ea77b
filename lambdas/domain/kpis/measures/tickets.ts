import { counting, leavingOut } from '../found.ts';
import { duration, flow, snapshot } from '../measure.ts';
import { happened, instantOf, type Subject, type Tools, textOf } from '../subject.ts';

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

/** One that was reopened after it was solved runs on, whether or not `solvedAt` was taken back. */
const isReopened = (ticket: Subject, solvedAt: number): boolean =>
  ticket.record.current('status') === 'open' && (ticket.record.history('status').at(-1)?.at ?? solvedAt) > solvedAt;

const wasSolved = (ticket: Subject, { asOf }: Tools): boolean => {
  const solvedAt = instantOf(ticket, 'solvedAt');
  return solvedAt !== null && solvedAt <= asOf && !isReopened(ticket, solvedAt);
};

/** From creation to the last solution. */
export const resolutions = duration({ of: 'ticket', from: 'createdAt', to: 'solvedAt', where: wasSolved });

/** Solved tickets: `atOnce` with one human reply at most and no reopening, or `later`. Of unknown replies nobody knows. */
export const ticketsSolved = flow({
  of: 'ticket',
  by: 'solvedAt',
  where: wasSolved,
  find: (ticket) => {
    const replies = textOf(ticket, 'replies');
    if (replies === null) return leavingOut('noReplies');
    const isAtOnce = Number(replies) <= 1 && Number(textOf(ticket, 'reopens') ?? 0) === 0;
    return counting(0, isAtOnce ? 'atOnce' : 'later');
  },
});

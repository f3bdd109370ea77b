import { shareOfPart } from './formula.ts';
import { kpi } from './kpi.ts';
import { ticketsSolved } from './measures/tickets.ts';

const day = 86_400_000;

/**
 * Tickets solved with one human reply at most and no reopening ÷ tickets solved in the period. Of unknown replies a ticket
 * stands on neither side, and is counted; unknown reopenings are none. `stillOpen` until five days after the period, in which
 * tickets come back. Of four solved, one took two replies, another was reopened: 0.5.
 */
export const firstContactResolution = kpi({
  id: 'firstContactResolution',
  name: 'First contact resolution',
  definition: 'Of the tickets solved in the period, the share solved by the first reply and not reopened.',
  formula: 'solved with one reply at most and never reopened ÷ solved',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: ['service'],
  requires: [[['ticket.solvedAt']], [['ticket.replies']]],
  source: 'common practice of service desks',
  computed: shareOfPart(ticketsSolved, 'atOnce'),
  movesFor: () => 5 * day,
});

import { count } from './formula.ts';
import { kpi } from './kpi.ts';
import { ticketsOpened } from './measures/tickets.ts';

/** Tickets opened in the period, by `createdAt`. One at its first instant, one at the first instant after it: 1. */
export const tickets = kpi({
  id: 'tickets',
  name: 'Tickets',
  definition: 'How many tickets were opened in the period.',
  formula: 'number of tickets opened',
  unit: 'count',
  better: 'lower',
  category: 'perception',
  audiences: ['service'],
  requires: [[['ticket.createdAt']]],
  source: 'common practice of service desks',
  computed: count(ticketsOpened),
});

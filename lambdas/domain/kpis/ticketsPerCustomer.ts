import { quotient } from './formula.ts';
import { kpi } from './kpi.ts';
import { customersActive } from './measures/customers.ts';
import { ticketsOfParties } from './measures/parties.ts';
import { ticketsOpened } from './measures/tickets.ts';
import { membership } from './needs.ts';

/**
 * Tickets opened in the period ÷ customers active in it. By segment a ticket stands where its customer is counted; one of
 * nobody, or of who is no customer then, counts too. 30 tickets, 100 at the start and 20 that joined: 0.25.
 */
export const ticketsPerCustomer = kpi({
  id: 'ticketsPerCustomer',
  name: 'Tickets per customer',
  definition: 'How many tickets were opened in the period for each of its customers.',
  formula: 'tickets opened ÷ customers active in the period',
  unit: 'ratio',
  toldAs: 'number',
  better: 'lower',
  category: 'perception',
  audiences: ['service'],
  requires: [membership, [['ticket.createdAt']]],
  source: 'common practice of service desks, contact rate',
  computed: {
    // The tickets themselves tell which of them are left out.
    measures: [ticketsOfParties, customersActive, ticketsOpened],
    over: customersActive,
    beside: [ticketsOfParties],
    above: { measures: [ticketsOfParties, ticketsOpened] },
    outcome: ({ cell }) => quotient(Number(cell(ticketsOfParties).sum), cell(customersActive).count),
  },
});

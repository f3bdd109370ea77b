import { median, secondsAt } from './formula.ts';
import { kpi, spread } from './kpi.ts';
import { firstResponses, firstResponsesInBusinessHours, ticketsUnanswered } from './measures/tickets.ts';

/**
 * Median of first public human reply − created, over tickets first answered in the period, exact elapsed seconds.
 * Robots never count. `businessHours` is the same median in business hours, where they are configured. Asked at 18:00
 * when the desk closes, answered at 08:00, an hour after it opened: 14 hours, 1 of business.
 */
export const firstResponseTime = kpi({
  id: 'firstResponseTime',
  name: 'First response time',
  definition: 'How long a ticket waited for the first public answer from a person: half waited less, half more.',
  formula: 'median of first reply − created',
  unit: 'duration',
  better: 'lower',
  category: 'performance',
  audiences: ['service'],
  requires: [[['ticket.createdAt']], [['ticket.respondedAt']]],
  source: 'keeping.com help, first response time',
  computed: median(firstResponses),
  companions: [
    ...spread(firstResponses),
    {
      id: 'unanswered',
      unit: 'count',
      measures: [ticketsUnanswered],
      value: ({ cell }) => cell(ticketsUnanswered).count,
    },
    {
      id: 'unansweredMedianAge',
      unit: 'duration',
      measures: [ticketsUnanswered],
      value: ({ cell }) => secondsAt(cell(ticketsUnanswered), 0.5),
    },
    {
      id: 'businessHours',
      unit: 'duration',
      measures: [firstResponsesInBusinessHours],
      value: ({ cell }) => secondsAt(cell(firstResponsesInBusinessHours), 0.5),
      wantsBusinessHours: true,
    },
  ],
});

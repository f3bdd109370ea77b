/** Events as Zendesk sends them; their contents are made up. */

type Members = Readonly<Record<string, unknown>>;

const begun = Date.parse('2026-10-05T09:00:00.000Z');

/** An instant of records, so many seconds after the ticket was made. */
export const at = (seconds: number): number => begun + seconds * 1000;

/** To the nanosecond, as Zendesk writes it. */
const written = (seconds: number, nanos: string): string =>
  new Date(at(seconds)).toISOString().replace('Z', `${nanos}Z`);

export const detailOf = (change: Members = {}): Members => ({
  actor_id: '31',
  assignee_id: '77',
  brand_id: '5',
  created_at: '2026-10-05T09:00:00Z',
  custom_status: '11',
  description: 'The jib is torn',
  external_id: null,
  form_id: '6',
  group_id: '8',
  id: '900',
  is_public: true,
  organization_id: '600',
  priority: 'HIGH',
  requester_id: '31',
  status: 'OPEN',
  subject: 'Jib',
  submitter_id: '31',
  tags: ['sails'],
  type: 'INCIDENT',
  updated_at: '2026-10-05T09:00:00Z',
  via: { channel: 'email' },
  ...change,
});

interface Place {
  /** What the time has beyond milliseconds, six digits. */
  readonly nanos?: string;
  readonly position?: number;
}

/** @param seconds after the ticket was made */
export const eventOf = (
  type: string,
  event: Members,
  seconds = 0,
  detail: Members = detailOf(),
  { nanos = '000000', position = 1, ...change }: Place & Members = {},
): string =>
  JSON.stringify({
    account_id: 4400,
    detail,
    event: { ...event, meta: { sequence: { id: '39313930383633353634323835', position } } },
    id: `8f0c2f9e-0000-4000-8000-${String(seconds).padStart(12, '0')}`,
    subject: `zen:${type.split('.')[0]?.replace('messaging_', '')}:${detail.id}`,
    time: written(seconds, nanos),
    type: `zen:event-type:${type}`,
    zendesk_event_version: '2022-11-06',
    ...change,
  });

export const created = (change: Members = {}): string => eventOf('ticket.created', {}, 0, detailOf(change));

export const moved = (previous: string, current: string, seconds: number, place: Place = {}): string =>
  eventOf('ticket.status_changed', { previous, current }, seconds, detailOf({ status: current }), { ...place });

/** A comment on a ticket; by an agent and for the customer to see, unless said otherwise. */
export const commented = (seconds: number, change: Members = {}, author: Members = {}): string =>
  eventOf(
    'ticket.comment_added',
    {
      comment: {
        id: String(seconds),
        author: { id: '77', is_staff: true, name: 'Ben', ...author },
        body: 'We sew it',
        is_public: true,
        ...change,
      },
    },
    seconds,
  );

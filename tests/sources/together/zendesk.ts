import { detailOf, eventOf } from '../zendesk/events.ts';
import { signed } from '../zendesk/fixture.ts';
import { on, type Sending } from './sending.ts';

/** Zendesk's side of a story: each event repeats the ticket as it is then. */

type Members = Readonly<Record<string, unknown>>;

export const secret = 'bQ3mN8vKx2Lp7ZsRt5Yw1Ac9Ed4Fg6Hj0==';

const told = (type: string, event: Members, day: string, detail: Members, ties = false): Sending => {
  const id = `8f0c2f9e-0000-4000-8000-${String(on(day) / 1000).padStart(12, '0')}`;
  const time = new Date(on(day)).toISOString().replace('Z', '672717Z');
  return {
    system: 'desk',
    body: Buffer.from(eventOf(type, event, 0, detail, { id, time })),
    send: (body, _, now) => ({ ...signed(Buffer.from(body).toString(), secret, now), token: null }),
    ties,
  };
};

const timesOf = (day: string): Members => ({
  created_at: new Date(on(day)).toISOString(),
  updated_at: new Date(on(day)).toISOString(),
});

/** @param externalId what it is called elsewhere, where that is known from the beginning */
export const organization = (id: string, day: string, externalId: string | null = null): Sending =>
  told(
    'organization.created',
    {},
    day,
    { id, name: `Org ${id}`, external_id: externalId, ...timesOf(day) },
    externalId !== null,
  );

export const calledElsewhere = (id: string, day: string, externalId: string): Sending =>
  told(
    'organization.external_id_changed',
    { previous: null, current: externalId },
    day,
    { id, name: `Org ${id}`, external_id: externalId, ...timesOf(day) },
    true,
  );

export const user = (id: string, day: string, email: string): Sending =>
  told(
    'user.created',
    {},
    day,
    { id, name: 'Somebody', email, external_id: null, role: 'end-user', ...timesOf(day) },
    true,
  );

/** What happens to a ticket. */
type Happening =
  | readonly [what: 'answered' | 'noted' | 'asked' | 'solved' | 'reopened' | 'deleted', day: string]
  | readonly [what: 'rated', day: string, score: 'GOOD' | 'BAD' | number]
  | readonly [what: 'mergedInto' | 'movedTo', day: string, id: string];

const comments: Readonly<Record<'answered' | 'noted' | 'asked', readonly [isStaff: boolean, isPublic: boolean]>> = {
  answered: [true, true],
  noted: [true, false],
  asked: [false, true],
};

const commentOf = (what: keyof typeof comments): Members => {
  const [is_staff, is_public] = comments[what];
  return { comment: { id: '1', author: { id: '77', is_staff, name: 'Ben' }, body: 'We sew it', is_public } };
};

/** The type of the event, what it says, and what it changes of the ticket. */
const eventFor = (happening: Happening, ticket: Members): [type: string, event: Members, change: Members] => {
  const [what, , more] = happening;
  switch (what) {
    case 'solved':
    case 'reopened': {
      const status = what === 'solved' ? 'SOLVED' : 'OPEN';
      return ['status_changed', { previous: ticket.status, current: status }, { status }];
    }
    case 'rated':
      return typeof more === 'number'
        ? ['csat_received', { survey_response: { answers: [{ rating: more }] } }, {}]
        : ['csat_received', { satisfaction_score: { score: more } }, {}];
    case 'movedTo':
      return ['organization_changed', { previous: ticket.organization_id, current: more }, { organization_id: more }];
    case 'mergedInto':
      return ['merged', { target_ticket_id: more }, {}];
    case 'deleted':
      return ['soft_deleted', {}, {}];
    default:
      return ['comment_added', commentOf(what), {}];
  }
};

/** @param of the organization, or nobody, and who asks */
export const ticket = (
  id: string,
  day: string,
  of: { readonly organization?: string; readonly requester?: string },
  ...happenings: readonly Happening[]
): Sending[] => {
  const [organization_id, requester_id] = [of.organization ?? null, of.requester ?? '31'];
  let state: Members = detailOf({ id, organization_id, requester_id, ...timesOf(day) });
  const first = told('ticket.created', {}, day, state);
  const rest = happenings.map((happening) => {
    const [type, event, change] = eventFor(happening, state);
    state = { ...state, ...change, updated_at: new Date(on(happening[1])).toISOString() };
    return told(`ticket.${type}`, event, happening[1], state);
  });
  return [first, ...rest];
};

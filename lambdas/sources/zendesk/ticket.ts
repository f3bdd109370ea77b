import { forAllTime } from '../../domain/records/observation.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { listAt, memberOf, textAt } from '../json.ts';
import { unmapped } from '../mapped.ts';
import { type Problem, parted, type Said, type Statement, type Told } from '../statement.ts';
import { answered } from './answer.ts';
import { aliases, mapped, referenceAt } from './detail.ts';
import { type Event, seqOf } from './event.ts';
import { hasCurrent, isDeletedIn, isReopening, statusChanged, statusIn, statusWhenMade } from './status.ts';

/** An event of a ticket that it names. */
interface Happening {
  readonly id: string;
  readonly event: Event;
  readonly settings: SourceSettings;
}

/** What an event is about, and what of it cannot be read. */
type Tells = Pick<Statement, 'set' | 'deleted'> | Problem;

const customerMember = { company: 'organization_id', person: 'requester_id' } as const;

const priorityAt = (object: unknown, name: string): string | null | undefined =>
  memberOf(object, name) === null ? null : textAt(object, name)?.toLowerCase();

/** What the detail of any event of a ticket repeats. */
const repeated = ({ event: { detail }, settings }: Happening): Said => ({
  createdAt: textAt(detail, 'created_at'),
  customer: referenceAt(detail, customerMember[settings.customers]),
  owner: referenceAt(detail, 'assignee_id'),
  channel: textAt(detail, 'via', 'channel'),
  priority: priorityAt(detail, 'priority'),
  ...statusIn(detail),
});

const created = (happening: Happening): Tells => {
  const { detail, at: told } = happening.event;
  const createdAt = textAt(detail, 'created_at') ?? new Date(told);
  return { set: { ...repeated(happening), createdAt, ...statusWhenMade(detail, createdAt) } };
};

const unknownCurrent: Problem = { path: 'event.current', message: 'is missing, or none that is known' };

/** A change of what one member of the event says. */
const changed =
  (field: string, read: (event: unknown, name: string) => string | number | null | undefined) =>
  (happening: Happening): Tells =>
    hasCurrent(happening.event) ? { set: { [field]: read(happening.event.event, 'current') } } : unknownCurrent;

/** A change of who a ticket is of, where these are the customers. */
const customerChanged =
  (customers: SourceSettings['customers']) =>
  (happening: Happening): Tells =>
    happening.settings.customers === customers ? changed('customer', referenceAt)(happening) : {};

const subjects: ReadonlyMap<string, (happening: Happening) => Tells> = new Map([
  ['created', created],
  ['status_changed', ({ event }) => statusChanged(event) ?? unknownCurrent],
  ['agent_assignment_changed', changed('owner', referenceAt)],
  ['priority_changed', changed('priority', priorityAt)],
  ['organization_changed', customerChanged('company')],
  ['requester_changed', customerChanged('person')],
  ['marked_as_spam', () => ({ deleted: true })],
  ['soft_deleted', () => ({ deleted: true })],
  ['permanently_deleted', () => ({ deleted: true })],
  ['undeleted', () => ({ deleted: false })],
]);

/** How often it was opened again no event tells; that it was ever is all that is asked. */
const reopened = ({ id, event }: Happening): Statement[] =>
  event.action === 'status_changed' && isReopening(event)
    ? [{ record: 'ticket', id, at: forAllTime, set: { reopens: '1' } }]
    : [];

/** Whether the event is of the ticket that was merged or of the one that it was merged into, no sample shows: both are read. */
const merged = ({ id, event: { at: told, event } }: Happening): Statement[] | Problem => {
  const winner =
    textAt(event, 'target_ticket_id') ?? textAt(event, 'target_ticket', 'id') ?? textAt(event, 'target_id');
  const sources = listAt(event, 'source_ticket_ids').map((_, index, list) => textAt(list, String(index)));
  const losers = sources.length > 0 ? sources : winner === undefined || winner === id ? [] : [id];
  if (losers.length === 0 || losers.includes(undefined))
    return { path: 'event', message: 'does not tell into which ticket it was merged: target_ticket_id is missing' };
  return losers
    .filter((loser) => loser !== (winner ?? id))
    .map((loser) => ({ record: 'ticket', id: loser as string, at: told, mergedInto: winner ?? id }));
};

const fields = (happening: Happening): { readonly statements: Statement[]; readonly problems: Problem[] } => {
  const { id, event, settings } = happening;
  const subject = subjects.get(event.action)?.(happening) ?? {};
  const isIllegible = 'message' in subject;
  const { set = {}, ...marks } = isIllegible ? {} : subject;
  const stamp = { record: 'ticket', id, at: event.at } as const;
  const { rest } = parted(repeated(happening), (name) => set[name] !== undefined);
  return {
    statements: [
      {
        ...stamp,
        seq: seqOf(event, false),
        set: { ...unmapped('ticket', rest, settings), ...mapped('ticket', event, settings) },
        same: aliases('ticket', event.detail, settings),
        ...(isDeletedIn(event.detail) && { deleted: true }),
      },
      { ...stamp, seq: seqOf(event, true), set: unmapped('ticket', set, settings), ...marks },
    ],
    problems: isIllegible ? [subject] : [],
  };
};

/** What an event of a ticket says. */
export const ticket = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const { id } = event;
  if (id === undefined) return { statements: [], problems: [{ path: 'subject', message: 'names no ticket' }] };
  const happening: Happening = { id, event, settings };
  const { statements, problems } = fields(happening);
  const merge = event.action === 'merged' ? merged(happening) : [];
  return {
    statements: [...statements, ...answered(id, event), ...reopened(happening), ...('message' in merge ? [] : merge)],
    problems: [...problems, ...('message' in merge ? [merge] : [])],
  };
};

import { parseInstant } from '../../domain/records/instant.ts';
import { at, memberOf, textAt } from '../json.ts';

const typePrefix = 'zen:event-type:';

/** What Zendesk tells of one thing that happened. */
export interface Event {
  /** Of what it is: `ticket`, `organization`, `user`, `messaging_ticket`. */
  readonly domain: string;
  /** What happened: `status_changed`. */
  readonly action: string;
  /** When, epoch milliseconds. */
  readonly at: number;
  /** What the instant has beyond whole milliseconds, and where the event stands among those of one update. */
  readonly nanos: number;
  readonly position: number;
  /** The object as it was after the event, or a little later. */
  readonly detail: unknown;
  /** What the event itself says. */
  readonly event: unknown;
  readonly id: string | undefined;
}

/** `zen:event-type:ticket.created` in its parts; `undefined` of anything else. */
export const typeOf = (body: unknown): Pick<Event, 'domain' | 'action'> | undefined => {
  const type = textAt(body, 'type');
  if (!type?.startsWith(typePrefix)) return undefined;
  const name = type.slice(typePrefix.length);
  const dot = name.indexOf('.');
  return { domain: name.slice(0, Math.max(0, dot)), action: name.slice(dot + 1) };
};

const subjectPrefix = /^zen:[a-z_]+:/;

/** The id of what it is about: it is in `subject`, `zen:ticket:5158`, and in the detail. */
const idOf = (body: unknown): string | undefined => {
  const subject = textAt(body, 'subject') ?? '';
  const [prefix = subject] = subjectPrefix.exec(subject) ?? [];
  return subject.slice(prefix.length) || textAt(body, 'detail', 'id');
};

const positionOf = (body: unknown): number => {
  const position = at(body, 'event', 'meta', 'sequence', 'position');
  return typeof position === 'number' && Number.isInteger(position) && position >= 0 ? Math.min(position, 999) : 0;
};

/** The event in a body; `undefined` where it does not say when it happened. */
export const eventOf = (body: unknown, type: Pick<Event, 'domain' | 'action'>): Event | undefined => {
  const time = parseInstant(memberOf(body, 'time'));
  return 'value' in time
    ? {
        domain: type.domain,
        action: type.action,
        at: time.value.at,
        nanos: time.value.nanos,
        position: positionOf(body),
        detail: memberOf(body, 'detail'),
        event: memberOf(body, 'event'),
        id: idOf(body),
      }
    : undefined;
};

/**
 * Several events of one millisecond stand by what Zendesk's clock has beyond it, then by their place in the update. What an event
 * is about stands before what others of the same instant repeat.
 */
export const seqOf = ({ nanos, position }: Event, isSubject: boolean): string =>
  String(nanos * 10_000 + (isSubject ? 1000 : 0) + position);

import type { Ledger, Preferences } from '../domain/ports.ts';
import type { Send, SendState } from '../domain/reviews/send.ts';
import type { SendReason } from '../domain/reviews/sendReason.ts';
import type { Metrics } from './metrics.ts';
import type { Services } from './services.ts';
import { unsubscribe } from './unsubscribed.ts';

/** What the mail system reports of a message that it was handed. */
export interface Reported {
  readonly workspace: string;
  readonly kind: 'sent' | 'delivered' | 'delayed' | 'bounced' | 'complained' | 'refused';
  readonly messageId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether the address will take no mail ever: of a bounce. */
  readonly permanent: boolean;
  /** The system's own, without an address. */
  readonly reason: string | null;
}

/** Of a send, by its id. */
export interface MailEvent extends Reported {
  readonly send: string;
}

/** Feedback in the order in which it supersedes: events come in any order. */
const ranks = ['delayed', 'delivered', 'bounced', 'complained'];

const feedbackOf = ({ kind }: MailEvent, { feedback }: Send): string | null => {
  const heard = ranks.indexOf(kind);
  return heard > (feedback === null ? -1 : ranks.indexOf(feedback)) ? kind : feedback;
};

/** From every state but `skipped`: that it was taken is known now, whatever was thought of it before. */
const taken: readonly SendState[] = ['queued', 'sending', 'uncertain', 'refused', 'sent'];

/** Moves the entry as the event says; false when other news of it came in between. */
const settle = (ledger: Ledger, event: MailEvent, send: Send): Promise<boolean> => {
  const { kind, messageId, at, reason } = event;
  const settled = { messageId, changedAt: at };
  if (kind === 'refused') {
    const own: SendReason = 'refused';
    return ledger.move(send, taken, { ...settled, state: 'refused', reason: reason ?? own });
  }
  const stopped = kind === 'bounced' || kind === 'complained';
  const change = {
    ...settled,
    state: 'sent',
    reason: stopped ? reason : null,
    feedback: feedbackOf(event, send),
  } as const;
  return ledger.move(send, taken, change, send.feedback);
};

/** Counts what ends the mails to an address. */
export const countStop = (metrics: Metrics, { kind, permanent }: Reported): void => {
  if (kind === 'bounced' && permanent) metrics.count('Bounces');
  if (kind === 'complained') metrics.count('Complaints');
};

/** Counts what somebody may have to look into; of news that comes twice, the first. */
const count = (metrics: Metrics, event: MailEvent, before: Send): void => {
  if (event.kind === 'refused' && before.state !== 'refused') metrics.count('SendsRefused');
  if (event.kind !== before.feedback) countStop(metrics, event);
};

/**
 * Ends the mails to an address that bounces for good, or whose owner complains, unless they have come back since: events
 * may come twice, and late.
 */
export const stopAfter = async (
  preferences: Preferences,
  { workspace, kind, permanent, at }: Reported,
  recipient: string,
): Promise<void> => {
  if (kind !== 'complained' && !(kind === 'bounced' && permanent)) return;
  const { subscribedAt = Number.NEGATIVE_INFINITY, unsubscribedAt } =
    (await preferences.get(workspace, recipient)) ?? {};
  // Whoever had left already is away since then.
  const since = Math.min(at, unsubscribedAt ?? at);
  if (at > subscribedAt) await unsubscribe(preferences, workspace, recipient, since, kind);
};

/** Events of one message come at once, from several invocations. */
const tries = 10;

/**
 * Enters in the ledger what became of a send, and so settles what was uncertain. An address that bounces for good, or
 * whose owner complains, gets no more mail.
 *
 * @throws when the entry kept changing under it: the event is to be delivered again
 */
export const feedback = async (
  { ledger, preferences, logger, metrics }: Pick<Services, 'ledger' | 'preferences' | 'logger' | 'metrics'>,
  event: MailEvent,
): Promise<void> => {
  const { workspace, kind, messageId } = event;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const send = await ledger.find(workspace, event.send);
    if (!send) {
      logger.warn('The mail system reports of a send that is not in the ledger.', {
        workspace,
        send: event.send,
        kind,
      });
      return;
    }
    await stopAfter(preferences, event, send.recipient);
    // News of a message that was refused since, and is perhaps queued again: the entry is of the next one.
    if (messageId === send.messageId && (send.state === 'refused' || send.state === 'queued')) return;
    if (send.state === 'skipped' || (await settle(ledger, event, send))) {
      count(metrics, event, send);
      return;
    }
  }
  throw new Error(`The ledger's entry ${event.send} kept changing while an event of the mail system was entered.`);
};

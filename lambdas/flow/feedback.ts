import type { Ledger, Preferences } from '../domain/ports.ts';
import type { Send, SendState } from '../domain/reviews/send.ts';
import type { Metrics } from './metrics.ts';
import type { Services } from './services.ts';
import { unsubscribe } from './unsubscribed.ts';

/** What the mail system reports of a message that it was handed. */
export interface MailEvent {
  readonly workspace: string;
  readonly send: string;
  readonly kind: 'sent' | 'delivered' | 'delayed' | 'bounced' | 'complained' | 'refused';
  readonly messageId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether the address will take no mail ever: of a bounce. */
  readonly permanent: boolean;
  /** The system's own, without an address. */
  readonly reason: string | null;
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
  if (kind === 'refused')
    return ledger.move(send, taken, { ...settled, state: 'refused', reason: reason ?? 'refused by the mail system' });
  const stopped = kind === 'bounced' || kind === 'complained';
  const change = {
    ...settled,
    state: 'sent',
    reason: stopped ? reason : null,
    feedback: feedbackOf(event, send),
  } as const;
  return ledger.move(send, taken, change, send.feedback);
};

/** Counts what somebody may have to look into; of news that comes twice, the first. */
const count = (metrics: Metrics, { kind, permanent }: MailEvent, before: Send): void => {
  if (kind === 'refused' && before.state !== 'refused') metrics.count('SendsRefused');
  if (kind === before.feedback) return;
  if (kind === 'bounced' && permanent) metrics.count('Bounces');
  if (kind === 'complained') metrics.count('Complaints');
};

/** Ends the mails to an address, unless its owner has come back since: events may come twice, and late. */
const stop = async (
  preferences: Preferences,
  { workspace, kind, permanent, at }: MailEvent,
  { recipient }: Send,
): Promise<void> => {
  if (kind !== 'complained' && !(kind === 'bounced' && permanent)) return;
  const { subscribedAt = Number.NEGATIVE_INFINITY } = (await preferences.get(workspace, recipient)) ?? {};
  if (at > subscribedAt) await unsubscribe(preferences, workspace, recipient, at, kind);
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
    await stop(preferences, event, send);
    // News of a message that was refused since, and is perhaps queued again: the entry is of the next one.
    if (messageId === send.messageId && (send.state === 'refused' || send.state === 'queued')) return;
    if (send.state === 'skipped' || (await settle(ledger, event, send))) {
      count(metrics, event, send);
      return;
    }
  }
  throw new Error(`The ledger's entry ${event.send} kept changing while an event of the mail system was entered.`);
};

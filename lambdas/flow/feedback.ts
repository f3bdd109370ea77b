import type { Send, SendState } from '../domain/reviews/send.ts';
import type { Services } from '../runtime/services.ts';
import { setUnsubscribed } from './unsubscribed.ts';

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

/**
 * Enters in the ledger what became of a send, and so settles what was uncertain. An address that bounces for good, or
 * whose owner complains, gets no more mail.
 */
export const feedback = async (
  { ledger, preferences, logger }: Pick<Services, 'ledger' | 'preferences' | 'logger'>,
  event: MailEvent,
): Promise<void> => {
  const { workspace, kind, messageId, at, permanent, reason } = event;
  const send = await ledger.find(workspace, event.send);
  if (!send) {
    logger.warn('The mail system reports of a send that is not in the ledger.', { workspace, send: event.send, kind });
    return;
  }
  if (kind === 'complained' || (kind === 'bounced' && permanent))
    await setUnsubscribed(preferences, workspace, send.recipient, at);
  // News of a message that was refused since, and is perhaps queued again: the entry is of the next one.
  if (messageId === send.messageId && (send.state === 'refused' || send.state === 'queued')) return;
  const settled = { messageId, changedAt: at };
  if (kind === 'refused') {
    await ledger.move(send, taken, { ...settled, state: 'refused', reason: reason ?? 'refused by the mail system' });
    return;
  }
  const stopped = kind === 'bounced' || kind === 'complained';
  await ledger.move(send, taken, {
    ...settled,
    state: 'sent',
    reason: stopped ? reason : null,
    feedback: feedbackOf(event, send),
  });
};

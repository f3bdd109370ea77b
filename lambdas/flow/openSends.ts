import type { MailMessage, ReviewAddress } from '../domain/ports.ts';
import type { Send, SendKey } from '../domain/reviews/send.ts';
import { sendId } from './sendId.ts';
import type { Services } from './services.ts';

/** One who is to have a review, or should have had it. */
export interface Addressee {
  readonly recipient: string;
  readonly address: ReviewAddress;
  /** `2026-10`, as people name it. */
  readonly period: string;
  readonly version: number;
}

interface Asked {
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** Somebody asks for it, so that what was skipped or refused is mailed after all. */
  readonly byHand: boolean;
}

const entryOf = ({ recipient, address, period, version }: Addressee, asOf: number): Send => {
  const key: SendKey = { ...address, recipient };
  return {
    ...key,
    id: sendId(key),
    period,
    state: 'queued',
    reason: null,
    version,
    messageId: null,
    subject: null,
    attempts: 0,
    queuedAt: asOf,
    changedAt: asOf,
    feedback: null,
  };
};

/**
 * Enters sends in the ledger and queues their mails. Those entered before are queued again: `mail` sends nothing whose
 * entry is not waiting to be sent, and a crash between the two leaves none out.
 */
export const openSends = async (
  { ledger, mailQueue }: Pick<Services, 'ledger' | 'mailQueue'>,
  addressees: readonly Addressee[],
  { asOf, byHand }: Asked,
): Promise<void> => {
  const messages: MailMessage[] = [];
  for (const addressee of addressees) {
    const send = entryOf(addressee, asOf);
    const { address, recipient, version } = addressee;
    const opened = await ledger.open(send);
    if (!opened && byHand)
      await ledger.move(send, ['skipped', 'refused'], {
        state: 'queued',
        reason: null,
        version,
        queuedAt: asOf,
        changedAt: asOf,
        feedback: null,
      });
    messages.push({ send: { ...address, recipient }, asOf });
  }
  await mailQueue.add(messages);
};

/** Enters in the ledger for whom a review comes too late, so that it is seen and is not asked for again. */
export const openLate = async (
  { ledger }: Pick<Services, 'ledger'>,
  addressees: readonly Addressee[],
  asOf: number,
): Promise<void> => {
  for (const addressee of addressees)
    await ledger.open({ ...entryOf(addressee, asOf), state: 'skipped', reason: 'late' });
};

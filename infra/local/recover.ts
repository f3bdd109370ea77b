import type { MailMessage } from '../../lambdas/domain/ports.ts';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { resumeReplays } from '../../lambdas/flow/replay/resume.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import type { Mailbox } from './mailbox.ts';

export interface RecoverSettings {
  readonly services: Pick<
    Services,
    | 'workspaces'
    | 'ledger'
    | 'mailQueue'
    | 'replayQueue'
    | 'deliveries'
    | 'records'
    | 'sources'
    | 'clock'
    | 'pause'
    | 'logger'
    | 'metrics'
  >;
  readonly mailbox: Pick<Mailbox, 'tagged'>;
  /** Whether no other process works with the same database: then what is being sent is sent by nobody any more. */
  readonly alone: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

const messageOf = ({ workspace, cadence, start, scope, recipient }: Send, asOf: number): MailMessage => ({
  send: { workspace, cadence, start, scope, recipient },
  asOf,
});

/** Whether a send is to be mailed. One that a crash cut off is settled first: the mailbox tells if it was taken. */
const isWaiting = async (
  { services: { ledger }, mailbox, alone, now }: RecoverSettings,
  send: Send,
): Promise<boolean> => {
  if (send.state !== 'sending' || !alone) return send.state === 'queued';
  const mail = mailbox.tagged('send', send.id);
  if (mail) await ledger.move(send, ['sending'], { state: 'sent', messageId: mail.id, changedAt: now });
  else await ledger.move(send, ['sending'], { state: 'queued', changedAt: now });
  return mail === undefined;
};

/**
 * Takes up what an earlier process left behind. In the cloud a stream, a queue and the events of the mail system keep
 * what was not seen to; those here do not outlive their process, and the tick would come to it a quarter of an hour
 * later.
 */
export const recover = async (settings: RecoverSettings): Promise<void> => {
  const { services, alone, now } = settings;
  const { workspaces, ledger, mailQueue } = services;
  for (const workspace of await workspaces.list()) {
    await sweepWorkspace(services, workspace, now + 1);
    const messages: MailMessage[] = [];
    for (const send of await ledger.list(workspace))
      if (await isWaiting(settings, send)) messages.push(messageOf(send, now));
    if (messages.length > 0) await mailQueue.add(messages);
    if (alone) await resumeReplays(services, workspace, now);
  }
};

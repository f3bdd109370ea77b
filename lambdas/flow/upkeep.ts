import type { MailMessage } from '../domain/ports.ts';
import type { Send } from '../domain/reviews/send.ts';
import type { Services } from './services.ts';

const minuteMs = 60_000;
const queuedAgainMs = 15 * minuteMs;
const answerLostMs = 5 * minuteMs;
const reportedMs = 30 * minuteMs;

/** How many sends were found in each state for longer than they should be. */
export interface Upkeep {
  readonly queuedAgain: number;
  /** Moved from `sending` to `uncertain`: whoever sent them is gone. */
  readonly becameUncertain: number;
  /** Uncertain for over half an hour, with no word from the mail system. */
  readonly uncertain: number;
}

/** Takes care of the sends that were left behind: by a lost message, by a crash while sending, by a lost answer. */
export const upkeepOf = async (
  { ledger, mailQueue, logger, metrics }: Pick<Services, 'ledger' | 'mailQueue' | 'logger' | 'metrics'>,
  workspace: string,
  sends: readonly Send[],
  now: number,
): Promise<Upkeep> => {
  const since = (state: Send['state'], ageMs: number): Send[] =>
    sends.filter((send) => send.state === state && now - send.changedAt > ageMs);
  const waiting = since('queued', queuedAgainMs);
  const messages = waiting.map(
    ({ cadence, start, scope, recipient }): MailMessage => ({
      send: { workspace, cadence, start, scope, recipient },
      asOf: now,
    }),
  );
  if (messages.length > 0) await mailQueue.add(messages);
  let becameUncertain = 0;
  for (const send of since('sending', answerLostMs)) {
    const change = { state: 'uncertain', reason: 'the sender was cut off', changedAt: now } as const;
    if (await ledger.move(send, ['sending'], change)) becameUncertain += 1;
  }
  const uncertain = since('uncertain', reportedMs);
  // At every tick until somebody has decided, so that the alarm goes on for as long as there is something to decide.
  metrics.count('SendsUncertain', uncertain.length);
  for (const { id, period, reason } of uncertain)
    logger.error(
      'It is not known whether a mail was sent. Look at the mailbox, or repeat it with "quarterdeck send --uncertain".',
      {
        workspace,
        send: id,
        period,
        reason,
      },
    );
  return { queuedAgain: waiting.length, becameUncertain, uncertain: uncertain.length };
};

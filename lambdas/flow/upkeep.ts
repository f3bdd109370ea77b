import type { MailMessage, Workspace } from '../domain/ports.ts';
import { isLate } from '../domain/reviews/due.ts';
import type { Send } from '../domain/reviews/send.ts';
import type { SendReason } from '../domain/reviews/sendReason.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'ledger' | 'mailQueue' | 'logger' | 'metrics'>;

const minuteMs = 60_000;
/** What waits has a message in the queue, which is worked off in less; or it has none, and the next tick makes one. */
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

/** Tells the operator of a review that is not mailed by itself any more, once for all its recipients. */
export const tellLate = (
  { logger, metrics }: Pick<Services, 'logger' | 'metrics'>,
  workspace: string,
  period: string,
  count: number,
): void => {
  metrics.count('ReviewsLate');
  logger.warn('A review was missed and is now too late to be mailed by itself.', { workspace, period, count });
};

const messageOf = ({ workspace, cadence, start, scope, recipient }: Send, asOf: number): MailMessage => ({
  send: { workspace, cadence, start, scope, recipient },
  asOf,
});

/** Gives up the sends that waited until it was too late for them. */
const giveUp = async (services: Needs, workspace: string, late: readonly Send[], now: number): Promise<void> => {
  const periods = new Map<string, number>();
  for (const send of late) {
    const change = { state: 'skipped', reason: 'late', changedAt: now } as const;
    if (await services.ledger.move(send, ['queued'], change))
      periods.set(send.period, (periods.get(send.period) ?? 0) + 1);
  }
  for (const [period, count] of periods) tellLate(services, workspace, period, count);
};

/**
 * Takes care of the sends that were left behind: by a lost message, by a mail system that took nothing for hours, by a
 * crash while sending, by a lost answer.
 */
export const upkeepOf = async (
  services: Needs,
  { configuration }: Workspace,
  sends: readonly Send[],
  now: number,
): Promise<Upkeep> => {
  const { ledger, mailQueue, logger, metrics } = services;
  const { workspace } = configuration;
  const since = (state: Send['state'], ageMs: number): Send[] =>
    sends.filter((send) => send.state === state && now - send.changedAt > ageMs);
  const waiting = sends.filter(({ state, changedAt }) => state === 'queued' && now - changedAt >= queuedAgainMs);
  const late = waiting.filter((send) => isLate(send, now, configuration));
  await giveUp(services, workspace, late, now);
  const again = waiting.filter((send) => !late.includes(send));
  if (again.length > 0) await mailQueue.add(again.map((send) => messageOf(send, now)));
  let becameUncertain = 0;
  for (const send of since('sending', answerLostMs)) {
    const change = { state: 'uncertain', reason: 'cutOff' satisfies SendReason, changedAt: now } as const;
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
  return { queuedAgain: again.length, becameUncertain, uncertain: uncertain.length };
};

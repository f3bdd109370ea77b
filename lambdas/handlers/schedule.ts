import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { schedule } from '../flow/schedule.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import { clock, logger, metrics, pause } from '../runtime/parts/process.ts';
import { mailQueue, reviewQueue } from '../runtime/parts/queues.ts';
import { sources } from '../runtime/parts/sources.ts';
import { deliveries, ledger, preferences, records, workspaces } from '../runtime/parts/stores.ts';

const services = compose({
  deliveries,
  records,
  workspaces,
  ledger,
  preferences,
  reviewQueue,
  mailQueue,
  sources,
  clock,
  pause,
  logger,
  metrics,
});

const tick = z.object({ time: z.iso.datetime({ offset: true }) });

/** Of the time that an invocation has, what translating a backlog may take up; the rest is for the step it is at. */
const sweepShare = 0.75;

/** What a tick came to, in numbers. */
interface Summary {
  readonly workspaces: number;
  readonly swept: number;
  readonly due: number;
  readonly queuedAgain: number;
  readonly becameUncertain: number;
  readonly uncertain: number;
}

/**
 * A tick of EventBridge Scheduler: `{"time": "2026-11-03T08:15:00Z"}`, the instant for which it was scheduled.
 *
 * @throws Error when the tick of a workspace broke off, once all others are done, so that it is repeated and alarmed on
 */
export const handler = invocation(async (event: unknown, context?: Context): Promise<Summary> => {
  const { time } = tick.parse(event);
  const deadline = context && services.clock() + sweepShare * context.getRemainingTimeInMillis();
  const { ticks, failed } = await schedule(services, Date.parse(time), deadline);
  if (failed.length > 0) throw new Error(`The tick of ${time} broke off for ${failed.join(', ')}. The log says why.`);
  const sum = (of: (one: (typeof ticks)[number]) => number): number => ticks.reduce((total, one) => total + of(one), 0);
  return {
    workspaces: ticks.length,
    swept: sum(({ swept }) => swept),
    due: sum(({ due }) => due.length),
    queuedAgain: sum(({ queuedAgain }) => queuedAgain),
    becameUncertain: sum(({ becameUncertain }) => becameUncertain),
    uncertain: sum(({ uncertain }) => uncertain),
  };
});

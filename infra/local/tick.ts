import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { preferredOf } from '../../lambdas/flow/preferred.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import type { Activity } from './activity.ts';
import { type Invoke, invocationContext } from './lambda.ts';
import { whyNothing } from './whyNothing.ts';

/** What EventBridge Scheduler hands to the function. */
export interface ScheduleEvent {
  /** ISO 8601. */
  readonly time: string;
}

/** What a tick led to, once everything that followed from it was done. */
export interface TickReport {
  readonly now: string;
  readonly sent: readonly {
    workspace: string;
    period: string;
    recipient: string;
    subject: string | null;
    messageId: string | null;
  }[];
  readonly skipped: readonly { workspace: string; period: string; recipient: string; reason: string | null }[];
  /** Ids of reviews that were not there before. */
  readonly reviews: readonly string[];
  /** Where nothing was sent or skipped, why that is: a sentence for each workspace. */
  readonly why: readonly string[];
}

export interface TickSettings {
  readonly services: Pick<Services, 'workspaces' | 'ledger' | 'reviews' | 'preferences'>;
  readonly handler: Invoke<ScheduleEvent, unknown>;
  readonly activity: Activity;
}

/** Ticks as of an instant, in epoch milliseconds, and waits until all that follows is done. */
export type Tick = (now: number) => Promise<TickReport>;

interface Snapshot {
  readonly sends: ReadonlyMap<string, Send>;
  readonly reviews: ReadonlySet<string>;
}

const reviewsAtOnce = 100;
/** What the function has in the cloud. */
const timeoutInSeconds = 15 * 60;

const reviewIds = async ({ reviews }: TickSettings['services'], workspace: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const listed = await reviews.list(workspace, reviewsAtOnce, cursor);
    ids.push(...listed.items.map(({ id }) => id));
    cursor = listed.cursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
};

const snapshot = async (services: TickSettings['services']): Promise<Snapshot> => {
  const names = await services.workspaces.list();
  const sends = (await Promise.all(names.map((name) => services.ledger.list(name)))).flat();
  const reviews = (await Promise.all(names.map((name) => reviewIds(services, name)))).flat();
  return { sends: new Map(sends.map((send) => [`${send.workspace}/${send.id}`, send])), reviews: new Set(reviews) };
};

const changes = (before: Snapshot, after: Snapshot, now: number): Omit<TickReport, 'why'> => {
  const moved = (state: Send['state']): Send[] =>
    [...after.sends]
      .filter(([key, send]) => send.state === state && before.sends.get(key)?.state !== state)
      .map(([, send]) => send);
  return {
    now: new Date(now).toISOString(),
    sent: moved('sent').map(({ workspace, period, recipient, subject, messageId }) => ({
      workspace,
      period,
      recipient,
      subject,
      messageId,
    })),
    skipped: moved('skipped').map(({ workspace, period, recipient, reason }) => ({
      workspace,
      period,
      recipient,
      reason,
    })),
    reviews: [...after.reviews].filter((id) => !before.reviews.has(id)),
  };
};

const reasons = async (services: TickSettings['services'], now: number): Promise<string[]> => {
  const names = await services.workspaces.list();
  const told = names.map(async (name) => {
    const workspace = await services.workspaces.get(name);
    if (!workspace) return [];
    const [ledger, preferred] = await Promise.all([
      services.ledger.list(name),
      preferredOf(services, workspace.configuration),
    ]);
    return [whyNothing(workspace, now, ledger, preferred)];
  });
  return (await Promise.all(told)).flat();
};

/** Ticks one after another, whoever asks: each report is of its own tick. */
export const createTick = ({ services, handler, activity }: TickSettings): Tick => {
  const tick: Tick = async (now) => {
    const before = await snapshot(services);
    await handler({ time: new Date(now).toISOString() }, invocationContext('schedule', timeoutInSeconds));
    await activity.idle();
    const report = changes(before, await snapshot(services), now);
    const isNothing = report.sent.length === 0 && report.skipped.length === 0;
    return { ...report, why: isNothing ? await reasons(services, now) : [] };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return (now) => {
    const mine = turn.then(() => tick(now));
    turn = mine.catch(() => undefined);
    return mine;
  };
};

const quarterHour = 15 * 60_000;

/** Ticks at every quarter of an hour by the clock, until stopped. */
export const runClock = (tick: Tick, onError: (error: unknown) => void): (() => void) => {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        tick(Date.now()).catch(onError);
        wait();
      },
      quarterHour - (Date.now() % quarterHour),
    );
  };
  wait();
  return () => clearTimeout(timer);
};

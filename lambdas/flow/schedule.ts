import type { ReviewMessage, Workspace } from '../domain/ports.ts';
import { dueSends, type PeriodSends } from '../domain/reviews/due.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { sweepSource } from './sweep.ts';
import { unsubscribedOf } from './unsubscribed.ts';
import { type Upkeep, upkeepOf } from './upkeep.ts';

type Needs = Pick<
  Services,
  | 'deliveries'
  | 'records'
  | 'workspaces'
  | 'ledger'
  | 'preferences'
  | 'reviewQueue'
  | 'mailQueue'
  | 'sources'
  | 'clock'
  | 'pause'
  | 'logger'
  | 'metrics'
>;

const workspacesAtOnce = 4;
/** A stream takes seconds; what is pending for longer was lost by it. */
const pendingMs = 5 * 60_000;

/** What a tick found to do in one workspace. */
interface Tick extends Upkeep {
  readonly workspace: string;
  /** Pending deliveries that were translated. */
  readonly swept: number;
  readonly due: readonly PeriodSends[];
}

export interface Ticks {
  readonly ticks: readonly Tick[];
  /** Workspaces whose tick broke off; the others' did not. */
  readonly failed: readonly string[];
}

const sweep = async (services: Needs, { configuration, createdAt }: Workspace): Promise<number> => {
  let swept = 0;
  const until = services.clock() - pendingMs;
  for (const { id: source } of configuration.sources)
    swept += await sweepSource(services, { workspace: configuration.workspace, source, createdAt, until });
  return swept;
};

const messageOf = (workspace: string, asOf: number, { period, recipients, late }: PeriodSends): ReviewMessage => ({
  workspace,
  period: period.name,
  asOf,
  scopes: [null],
  recipients,
  late,
  job: null,
});

const tick = async (services: Needs, name: string, now: number): Promise<Tick | undefined> => {
  const { workspaces, ledger, reviewQueue, logger, metrics } = services;
  const workspace = await workspaces.get(name);
  if (!workspace) return undefined;
  let broken: { readonly error: unknown } | undefined;
  // Reviews of what has arrived, so this comes first; where it fails the sends are due all the same.
  const swept = await sweep(services, workspace).catch((error: unknown) => {
    broken = { error };
    return 0;
  });
  const sends = await ledger.list(name);
  const upkeep = await upkeepOf(services, name, sends, now);
  const addresses = workspace.configuration.recipients.map(({ email }) => email);
  const due = dueSends(workspace, now, sends, await unsubscribedOf(services, name, addresses));
  await reviewQueue.add(due.map((sending) => messageOf(name, now, sending)));
  for (const { period, late } of due) {
    if (late.length === 0) continue;
    metrics.count('ReviewsLate');
    logger.warn('A review was missed and is now too late to be mailed by itself.', {
      workspace: name,
      period: period.name,
      count: late.length,
    });
  }
  if (broken) throw broken.error;
  return { workspace: name, swept, due, ...upkeep };
};

/**
 * Asks of every workspace what is due, what is left behind and what is pending, as of an instant, and sees to it. All
 * is computed from what is stored: a second tick finds nothing more to do, and the first after an outage finds all.
 *
 * @param now epoch milliseconds
 */
export const schedule = async (services: Needs, now: number): Promise<Ticks> => {
  const failed: string[] = [];
  const ticks = await inParallel(await services.workspaces.list(), workspacesAtOnce, async (name) => {
    try {
      return await tick(services, name, now);
    } catch (error) {
      services.logger.error('The tick of a workspace broke off; the next one goes on.', { workspace: name, error });
      failed.push(name);
      return undefined;
    }
  });
  return { ticks: ticks.filter((one) => one !== undefined), failed };
};

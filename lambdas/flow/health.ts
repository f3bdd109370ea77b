import { dayMs } from '../domain/periods/utcDay.ts';
import type { DayCount, Receipt } from '../domain/ports.ts';
import { countsOf, unsettledFrom } from './counts.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { firstGeneration } from './translate.ts';

/** How one source of a workspace is doing; instants are epoch milliseconds. */
export interface SourceHealth {
  readonly id: string;
  readonly system: string;
  readonly generation: number;
  /** When the latest delivery was received, `null` when none was in the last 30 days. */
  readonly lastAt: number | null;
  /** Deliveries not translated yet, counted up to 1,000. */
  readonly pending: number;
  /** Nothing was received for three days, nor is the workspace younger than that. */
  readonly silent: boolean;
  /** Whether any of what was refused is still set aside: what verifies once a secret is changed is not. */
  readonly setAside: boolean;
  readonly totals: Omit<DayCount, 'day' | 'firstAt' | 'lastAt'>;
  /** Of the last 30 UTC days, the oldest first; days without any are absent. */
  readonly days: readonly DayCount[];
  readonly failures: readonly { readonly receivedAt: number; readonly reason: string }[];
  /** References that lead nowhere, as the latest review found them. */
  readonly unresolved: number;
}

type Needs = Pick<Services, 'workspaces' | 'deliveries' | 'refused' | 'reviews' | 'clock'>;

const daysShown = 30;
const silentMs = 3 * dayMs;
const mostPending = 1_000;
const sourcesAtOnce = 4;

const pendingIn = async (receipts: AsyncIterable<Receipt>): Promise<number> => {
  let count = 0;
  for await (const { outcome } of receipts) {
    if (outcome === null) count += 1;
    if (count === mostPending) break;
  }
  return count;
};

const totalsOf = (days: readonly DayCount[]): SourceHealth['totals'] => {
  const sum = (name: keyof SourceHealth['totals']): number => days.reduce((total, day) => total + day[name], 0);
  return {
    deliveries: sum('deliveries'),
    failed: sum('failed'),
    refused: sum('refused'),
    observations: sum('observations'),
    rejected: sum('rejected'),
  };
};

/** When a delivery that was taken in last came; refused ones are no sign of life of the source. */
const lastReceipt = (days: readonly DayCount[]): number | null =>
  days.findLast(({ lastAt }) => lastAt !== null)?.lastAt ?? null;

const anySetAside = async ({ refused }: Needs, workspace: string, source: string): Promise<boolean> => {
  for await (const _ of refused.list(workspace, source)) return true;
  return false;
};

const unresolvedBySource = async ({ reviews }: Needs, workspace: string): Promise<Map<string, number>> => {
  const {
    items: [latest],
  } = await reviews.list(workspace, 1);
  if (!latest) return new Map();
  const [, cadence, start] = latest.id.split('/');
  const document =
    cadence && start
      ? await reviews.get({ workspace, cadence: latest.cadence, start, scope: latest.scope }, latest.version)
      : undefined;
  return new Map(document?.coverage.map(({ source, unresolved }) => [source, unresolved]));
};

/** The health of every source of a workspace, in the configuration's order; undefined when there is no such workspace. */
export const healthOf = async (services: Needs, workspace: string): Promise<SourceHealth[] | undefined> => {
  const { workspaces, deliveries, clock } = services;
  const found = await workspaces.get(workspace);
  if (!found) return undefined;
  const now = clock();
  const unresolved = await unresolvedBySource(services, workspace);
  return inParallel(found.configuration.sources, sourcesAtOnce, async ({ id, system }): Promise<SourceHealth> => {
    const of = { workspace, source: id, createdAt: found.createdAt };
    const [state, since, days, failures] = await Promise.all([
      workspaces.sourceState(workspace, id),
      unsettledFrom(services, of),
      countsOf(services, of, now - (daysShown - 1) * dayMs, now + 1),
      workspaces.failures(workspace, id),
    ]);
    const lastAt = lastReceipt(days);
    const totals = totalsOf(days);
    return {
      id,
      system,
      generation: state?.generation ?? firstGeneration,
      lastAt,
      pending: await pendingIn(deliveries.received(workspace, id, since, now + 1)),
      silent: now - (lastAt ?? found.createdAt) > silentMs,
      setAside: totals.refused > 0 && (await anySetAside(services, workspace, id)),
      totals,
      days,
      failures: failures.map(({ key: { receivedAt }, reason }) => ({ receivedAt, reason })),
      unresolved: unresolved.get(id) ?? 0,
    };
  });
};

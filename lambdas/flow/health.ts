import { usualInterval } from '../domain/health/interval.ts';
import { type MappedField, neverSeen } from '../domain/health/mapped.ts';
import { byReason } from '../domain/health/reasons.ts';
import { dayMs, dayOf } from '../domain/periods/utcDay.ts';
import type { DayCount, Failure, Receipt, SameReason } from '../domain/ports.ts';
import type { SourceConfiguration } from '../domain/workspaces/schema.ts';
import { hooksOf } from './apply.ts';
import { countsOf, type SourceOf, unsettledFrom } from './counts.ts';
import { type IdentitiesFound, identitiesFound } from './identities.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { type SetAside, setAsideOf } from './setAside.ts';
import { firstGeneration } from './translate.ts';

type Totals = Pick<DayCount, 'deliveries' | 'failed' | 'wrongAccount' | 'refused' | 'observations' | 'rejected'>;

/** How one source of a workspace is doing; instants are epoch milliseconds. */
export interface SourceHealth extends IdentitiesFound {
  readonly id: string;
  readonly system: string;
  /** Where its webhooks are to be sent; `{token}` stands for the token. */
  readonly url: string;
  readonly generation: number;
  /** When the latest delivery was received, `null` when none was in the last 30 days. */
  readonly lastAt: number | null;
  /** Milliseconds since then. */
  readonly quietFor: number | null;
  /** Milliseconds from one delivery to the next, as is usual for it: see `usualInterval`. */
  readonly usualInterval: number | null;
  /** Deliveries not translated yet, counted up to 1,000. */
  readonly pending: number;
  /** Nothing was received for three days, nor is the workspace younger than that. */
  readonly silent: boolean;
  /** What was refused and does not verify with the secrets of now; `null` where there is none. */
  readonly setAside: SetAside | null;
  readonly totals: Totals;
  /** Of the last 30 UTC days, the oldest first; days without any are absent. */
  readonly days: readonly DayCount[];
  /** Why the last hundred that failed did, those of another account included. */
  readonly failures: readonly SameReason[];
  /** Why observations were refused in the deliveries of the last 30 days, by the first of each delivery. */
  readonly rejections: readonly SameReason[];
  /** Mapped fields to which no webhook gave a value in the last 30 days; none until one came that tells of records. */
  readonly neverSeen: readonly MappedField[];
}

type Needs = Pick<Services, 'workspaces' | 'deliveries' | 'refused' | 'reviews' | 'sources' | 'publicUrl' | 'clock'>;

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

const totalsOf = (days: readonly DayCount[]): Totals => {
  const sum = (name: keyof Totals): number => days.reduce((total, day) => total + day[name], 0);
  return {
    deliveries: sum('deliveries'),
    failed: sum('failed'),
    wrongAccount: sum('wrongAccount'),
    refused: sum('refused'),
    observations: sum('observations'),
    rejected: sum('rejected'),
  };
};

/** When a delivery that was taken in last came; refused ones are no sign of life of the source. */
const lastReceipt = (days: readonly DayCount[]): number | null =>
  days.findLast(({ lastAt }) => lastAt !== null)?.lastAt ?? null;

const failureOf = ({ key: { receivedAt, hash }, reason, size, wrongAccount }: Failure): SameReason => ({
  reason,
  deliveries: 1,
  firstAt: receivedAt,
  receivedAt,
  hash,
  size: size ?? null,
  ...(wrongAccount && { wrongAccount }),
});

const healthOfSource = async (services: Needs, of: SourceOf, configured: SourceConfiguration, url: string) => {
  const { workspaces, deliveries, clock } = services;
  const { workspace, source } = of;
  const now = clock();
  const from = now - (daysShown - 1) * dayMs;
  const [state, since, days, failures, seen] = await Promise.all([
    workspaces.sourceState(workspace, source),
    unsettledFrom(services, of),
    countsOf(services, of, from, now + 1),
    workspaces.failures(workspace, source),
    workspaces.seen(workspace, source, dayOf(from), dayOf(now)),
  ]);
  const lastAt = lastReceipt(days);
  const totals = totalsOf(days);
  return {
    id: source,
    system: configured.system,
    url,
    generation: state?.generation ?? firstGeneration,
    lastAt,
    quietFor: lastAt === null ? null : Math.max(0, now - lastAt),
    usualInterval: usualInterval(days),
    pending: await pendingIn(deliveries.received(workspace, source, since, now + 1)),
    silent: now - (lastAt ?? of.createdAt) > silentMs,
    setAside: totals.refused > 0 ? await setAsideOf(services, workspace, configured) : null,
    totals,
    days,
    failures: byReason(failures.map(failureOf)),
    rejections: byReason(days.flatMap(({ rejections = [] }) => rejections)),
    neverSeen: neverSeen(configured, seen),
  };
};

/** The health of every source of a workspace, in the configuration's order; undefined when there is no such workspace. */
export const healthOf = async (services: Needs, workspace: string): Promise<SourceHealth[] | undefined> => {
  const found = await services.workspaces.get(workspace);
  if (!found) return undefined;
  const { configuration, createdAt } = found;
  const hooks = new Map(hooksOf(services, configuration).map(({ source, url }) => [source, url]));
  const identities = await identitiesFound(services, workspace);
  return inParallel(configuration.sources, sourcesAtOnce, async (configured): Promise<SourceHealth> => {
    const { id: source } = configured;
    const of = { workspace, source, createdAt };
    return { ...(await healthOfSource(services, of, configured, hooks.get(source) ?? '')), ...identities(source) };
  });
};

import { fewReasons } from '../domain/health/reasons.ts';
import { dayMs, dayOf } from '../domain/periods/utcDay.ts';
import type { CountedDay, DayCount, Outcome, Receipt, SameReason, Tally } from '../domain/ports.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'deliveries' | 'workspaces' | 'clock'>;

/** A source, and the instant at which its workspace was created. */
export interface SourceOf {
  readonly workspace: string;
  readonly source: string;
  readonly createdAt: number;
}

/** Clocks of different machines may differ, and a source may be used in the moment its workspace is created. */
const beforeCreationMs = dayMs;
const clocksDifferMs = 60_000;

/** Before any delivery of a workspace, in epoch milliseconds. */
export const beforeAll = ({ createdAt }: Pick<SourceOf, 'createdAt'>): number =>
  Math.max(0, createdAt - beforeCreationMs);

/** From when on deliveries of a source may be neither settled nor counted, in epoch milliseconds. */
export const unsettledFrom = async ({ workspaces }: Pick<Services, 'workspaces'>, of: SourceOf): Promise<number> => {
  const state = await workspaces.sourceState(of.workspace, of.source);
  return state?.settledUntil ?? beforeAll(of);
};

const longestReason = 300;

/** What was left out of a good delivery: refused, or, although nothing is to be mended then, of another account. */
const rejectionIn = ({ key, outcome }: Pick<Receipt, 'key' | 'outcome'>): SameReason[] => {
  if (outcome?.status !== 'translated' || outcome.reason === undefined) return [];
  const { receivedAt, hash } = key;
  const reason = outcome.reason.slice(0, longestReason);
  return [{ reason, deliveries: 1, firstAt: receivedAt, receivedAt, hash, size: outcome.size ?? null }];
};

/** The rejections of a day, as a member of its counts: none where there are none. */
const rejectionsOf = (
  known: readonly SameReason[] = [],
  more: readonly SameReason[] = [],
): Pick<DayCount, 'rejections'> => {
  const rejections = more.length > 0 ? fewReasons([...known, ...more]) : known;
  return rejections.length > 0 ? { rejections } : {};
};

/** Whether a delivery failed for it could not be read, and not for it is of another account. */
export const isUnread = (outcome: Pick<Outcome, 'status' | 'wrongAccount'> | null): boolean =>
  outcome?.status === 'failed' && !outcome.wrongAccount;

/** With what is settled of a day added. */
export const withReceipt = (
  sum: Tally | undefined,
  day: string,
  { key, outcome }: Pick<Receipt, 'key' | 'outcome'>,
): Tally | undefined => {
  if (outcome === null) return sum;
  const { receivedAt } = key;
  const { observations, rejected, wrongAccount } = outcome;
  return {
    day,
    deliveries: (sum?.deliveries ?? 0) + 1,
    failed: (sum?.failed ?? 0) + (isUnread(outcome) ? 1 : 0),
    wrongAccount: (sum?.wrongAccount ?? 0) + (wrongAccount ? 1 : 0),
    observations: (sum?.observations ?? 0) + observations,
    rejected: (sum?.rejected ?? 0) + rejected,
    firstAt: Math.min(sum?.firstAt ?? receivedAt, receivedAt),
    lastAt: Math.max(sum?.lastAt ?? receivedAt, receivedAt),
    ...rejectionsOf(sum?.rejections, rejectionIn({ key, outcome })),
  };
};

/** Adds up what was settled of what was received in `[from, to)` and is not in `counted` yet, by UTC day. */
const tallied = async (
  { deliveries }: Pick<Services, 'deliveries'>,
  { workspace, source }: SourceOf,
  { from, to, counted }: { readonly from: number; readonly to: number; readonly counted: readonly CountedDay[] },
): Promise<Map<string, Tally>> => {
  const reach = new Map(counted.map(({ day, countedUntil }) => [day, countedUntil ?? 0]));
  const tallies = new Map<string, Tally>();
  for await (const receipt of deliveries.received(workspace, source, from, to)) {
    const { receivedAt } = receipt.key;
    const day = dayOf(receivedAt);
    const sum = receivedAt < (reach.get(day) ?? 0) ? undefined : withReceipt(tallies.get(day), day, receipt);
    if (sum) tallies.set(day, sum);
  }
  return tallies;
};

/**
 * Counts what was received in `[from, to)`, all of which is settled. Each day is added to under the condition that
 * nobody else counted further, so that a crash, or another who does the same, counts nothing twice.
 *
 * @returns false when another was counting at the same time
 */
export const countSettled = async (
  services: Pick<Services, 'deliveries' | 'workspaces'>,
  of: SourceOf,
  from: number,
  to: number,
): Promise<boolean> => {
  const { workspaces } = services;
  const { workspace, source } = of;
  const counted = await workspaces.counts(workspace, source, dayOf(from), dayOf(to - 1));
  for (const tally of (await tallied(services, of, { from, to, counted })).values()) {
    const { countedUntil = null, recounts = 0, rejections } = counted.find(({ day }) => day === tally.day) ?? {};
    const whole = { ...tally, ...rejectionsOf(rejections, tally.rejections) };
    if (!(await workspaces.count(workspace, source, whole, countedUntil, to, recounts))) return false;
  }
  return true;
};

const plus = ({ countedUntil: _, recounts: __, ...count }: CountedDay, tally: Tally | undefined): DayCount =>
  tally
    ? {
        ...count,
        deliveries: count.deliveries + tally.deliveries,
        failed: count.failed + tally.failed,
        wrongAccount: count.wrongAccount + tally.wrongAccount,
        observations: count.observations + tally.observations,
        rejected: count.rejected + tally.rejected,
        firstAt: Math.min(count.firstAt ?? tally.firstAt, tally.firstAt),
        lastAt: Math.max(count.lastAt ?? tally.lastAt, tally.lastAt),
        ...rejectionsOf(count.rejections, tally.rejections),
      }
    : count;

/**
 * Counts of the UTC days that `[from, to)` touches, of all that is settled: as they are kept, and what was received
 * since then added. Days without any are absent.
 */
export const countsOf = async (services: Needs, of: SourceOf, from: number, to: number): Promise<DayCount[]> => {
  const { workspace, source } = of;
  const [first, last] = [dayOf(from), dayOf(to - 1)];
  // In this order: what is counted in between is then still among what is added.
  const since = await unsettledFrom(services, of);
  const counted = await services.workspaces.counts(workspace, source, first, last);
  const tallies = await tallied(services, of, {
    from: Math.max(since, Date.parse(first)),
    to: Math.min(Date.parse(last) + dayMs, services.clock() + clocksDifferMs),
    counted,
  });
  const kept = counted.map((count) => plus(count, tallies.get(count.day)));
  const only = [...tallies.values()]
    .filter(({ day }) => !counted.some((count) => count.day === day))
    .map((tally): DayCount => ({ ...tally, refused: 0 }));
  return [...kept, ...only].sort((a, b) => (a.day < b.day ? -1 : 1));
};

import type { DayCount, DeliveryKey, Outcome } from '../domain/ports.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';

/** What became of a delivery whose observations are in the records. */
export interface Settlement {
  readonly key: DeliveryKey;
  readonly outcome: Outcome;
}

type Needs = Pick<Services, 'deliveries' | 'workspaces' | 'logger'>;
type Added = Pick<DayCount, 'deliveries' | 'failed' | 'observations' | 'rejected'>;

const settlesAtOnce = 12;
const dayMs = 86_400_000;

const countOf = ({ status, observations, rejected }: Outcome): Added => ({
  deliveries: 1,
  failed: status === 'failed' ? 1 : 0,
  observations,
  rejected,
});

const plus = (a: Added, b: Added): Added => ({
  deliveries: a.deliveries + b.deliveries,
  failed: a.failed + b.failed,
  observations: a.observations + b.observations,
  rejected: a.rejected + b.rejected,
});

/** What is added for the deliveries of one source and one UTC day, and the first and last instant of receipt. */
interface Tally {
  readonly key: DeliveryKey;
  added: Added;
  first: number;
  last: number;
}

const tallied = (settlements: readonly Settlement[]): Tally[] => {
  const tallies = new Map<string, Tally>();
  for (const { key, outcome } of settlements) {
    const { workspace, source, receivedAt } = key;
    const name = `${workspace}/${source}/${Math.floor(receivedAt / dayMs)}`;
    const tally = tallies.get(name);
    if (tally) {
      tally.added = plus(tally.added, countOf(outcome));
      tally.first = Math.min(tally.first, receivedAt);
      tally.last = Math.max(tally.last, receivedAt);
    } else tallies.set(name, { key, added: countOf(outcome), first: receivedAt, last: receivedAt });
  }
  return [...tallies.values()];
};

/** Only those who settle a delivery count it, so that it is counted once, however often it was translated. */
const count = async ({ workspaces, logger }: Needs, settlements: readonly Settlement[]): Promise<void> => {
  for (const { key, added, first, last } of tallied(settlements)) {
    const { workspace, source } = key;
    try {
      if (first === last) await workspaces.count(workspace, source, last, added);
      else {
        // One of them at the first instant, the others at the last, so that both are known.
        await workspaces.count(workspace, source, last, { ...added, deliveries: added.deliveries - 1 });
        await workspaces.count(workspace, source, first, { deliveries: 1 });
      }
    } catch (error) {
      // They are settled, so a repetition would not count them either.
      logger.error('Deliveries were translated but not counted.', { workspace, source, ...added, error });
    }
  }
};

/**
 * Lists the failed, so that the health of their source shows why. Before they are settled: a crash in between then
 * leaves one listed twice at one place, rather than one that nobody ever hears of.
 */
const report = async ({ workspaces, logger }: Needs, settlements: readonly Settlement[]): Promise<void> => {
  for (const { key, outcome } of settlements) {
    if (outcome.status !== 'failed') continue;
    const reason = outcome.reason ?? 'It holds nothing that could be read.';
    logger.error('A delivery failed.', { ...key, reason });
    try {
      await workspaces.failed({ key, reason });
    } catch (error) {
      // The delivery itself holds the reason.
      logger.error('A failed delivery could not be listed.', { ...key, error });
    }
  }
};

/** Settles deliveries and counts those that nobody settled before. Answers those that could not be settled, and why. */
export const settleAll = async (
  services: Needs,
  settlements: readonly Settlement[],
): Promise<{ readonly key: DeliveryKey; readonly error: unknown }[]> => {
  const { deliveries } = services;
  const failures: { key: DeliveryKey; error: unknown }[] = [];
  await report(services, settlements);
  const settled = await inParallel(settlements, settlesAtOnce, async (settlement): Promise<Settlement[]> => {
    try {
      return (await deliveries.settle(settlement.key, settlement.outcome)) ? [settlement] : [];
    } catch (error) {
      failures.push({ key: settlement.key, error });
      return [];
    }
  });
  await count(services, settled.flat());
  return failures;
};

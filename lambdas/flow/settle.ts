import type { DeliveryKey, Outcome } from '../domain/ports.ts';
import { isUnread } from './counts.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';

/** What became of a delivery whose observations are in the records. */
export interface Settlement {
  readonly key: DeliveryKey;
  readonly outcome: Outcome;
}

type Needs = Pick<Services, 'deliveries' | 'workspaces' | 'logger' | 'metrics'>;

const settlesAtOnce = 12;

/**
 * Lists the failed, so that the health of their source shows why. Before they are settled: a crash in between then
 * leaves one listed twice at one place, rather than one that nobody ever hears of.
 */
export const reportFailed = async (
  { workspaces, logger }: Pick<Needs, 'workspaces' | 'logger'>,
  settlements: readonly Settlement[],
): Promise<void> => {
  for (const { key, outcome } of settlements) {
    if (outcome.status !== 'failed') continue;
    const { reason = 'It holds nothing that could be read.', size, wrongAccount } = outcome;
    // Where one address serves several accounts this is as it should be.
    if (wrongAccount) logger.info('A delivery is of another account.', { ...key, reason });
    else logger.error('A delivery failed.', { ...key, reason });
    try {
      await workspaces.failed({
        key,
        reason,
        ...(size !== undefined && { size }),
        ...(wrongAccount && { wrongAccount }),
      });
    } catch (error) {
      // The delivery itself holds the reason.
      logger.error('A failed delivery could not be listed.', { ...key, error });
    }
  }
};

/** What became of a batch of settlements. */
export interface Settled {
  /** Those that nobody settled before. */
  readonly settled: readonly Settlement[];
  /** Those that could not be settled, and why. */
  readonly failures: readonly { readonly key: DeliveryKey; readonly error: unknown }[];
}

/** Settles deliveries, each by one conditional write. */
export const settleAll = async (services: Needs, settlements: readonly Settlement[]): Promise<Settled> => {
  const { deliveries } = services;
  const failures: { key: DeliveryKey; error: unknown }[] = [];
  await reportFailed(services, settlements);
  const settled = await inParallel(settlements, settlesAtOnce, async (settlement): Promise<Settlement[]> => {
    try {
      return (await deliveries.settle(settlement.key, settlement.outcome)) ? [settlement] : [];
    } catch (error) {
      failures.push({ key: settlement.key, error });
      return [];
    }
  });
  const here = settled.flat();
  services.metrics.count('DeliveriesFailed', here.filter(({ outcome }) => isUnread(outcome)).length);
  return { settled: here, failures };
};

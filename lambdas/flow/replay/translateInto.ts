import type { DeliveryKey, Outcome, Revision, StoredDelivery } from '../../domain/ports.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { foldDeliveries } from '../foldDeliveries.ts';
import { inParallel } from '../parallel.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger'>;

/** A generation of a source, and the settings that it is translated with. */
export interface Generation {
  readonly workspace: string;
  readonly source: string;
  readonly generation: number;
  readonly settings: SourceSettings;
}

export interface Reach {
  readonly from: number;
  readonly to: number;
  /** From this instant on, by the clock, no further lot is begun. */
  readonly deadline: number;
}

export const lotSize = 50;
const revisionsAtOnce = 12;

const isSame = (one: Outcome, other: Outcome | null): boolean =>
  one.status === other?.status &&
  one.observations === other.observations &&
  one.rejected === other.rejected &&
  one.wrongAccount === other.wrongAccount &&
  one.reason === other.reason;

/** What will have become of a delivery once this generation is read and its revision adopted. */
const expected = ({ outcome, revision }: StoredDelivery, generation: number): Outcome | null =>
  revision?.generation === generation ? revision.outcome : outcome;

/** What was kept beside the outcome of a delivery. */
export interface Revised {
  readonly key: DeliveryKey;
  readonly revision: Revision;
}

/**
 * Translates deliveries into a generation, whatever became of them before. What becomes of them now is kept beside that
 * where it is something else.
 *
 * @throws Error when one of them could not be: nothing is skipped
 */
export const translateLot = async (
  services: Needs,
  { settings, generation }: Pick<Generation, 'settings' | 'generation'>,
  keys: readonly DeliveryKey[],
): Promise<readonly Revised[]> => {
  const { folded, again } = await foldDeliveries(services, keys, {
    isWanted: () => true,
    targetOf: async () => ({ settings, generation }),
  });
  if (again.length > 0)
    throw new Error(`${again.length} of ${keys.length} deliveries could not be translated for now.`);
  const revised = folded
    .filter(({ delivery, outcome }) => !isSame(outcome, expected(delivery, generation)))
    .map(({ delivery: { key }, outcome }): Revised => ({ key, revision: { generation, outcome } }));
  await inParallel(revised, revisionsAtOnce, ({ key, revision }) => services.deliveries.revise(key, revision));
  return revised;
};

/**
 * Translates what was received in `[from, to)`, the oldest first. It looks at the deadline after a lot and never before
 * the first, so that it always comes further.
 *
 * @returns from where on it is to go on, null when all is done; and how many deliveries there were
 */
export const translateInto = async (
  services: Needs,
  into: Generation,
  { from, to, deadline }: Reach,
): Promise<{ readonly next: number | null; readonly translated: number }> => {
  const { deliveries, clock } = services;
  let lot: DeliveryKey[] = [];
  let translated = 0;
  const translate = async (): Promise<void> => {
    await translateLot(services, into, lot);
    translated += lot.length;
    lot = [];
  };
  for await (const { key } of deliveries.received(into.workspace, into.source, from, to)) {
    if (lot.length === lotSize) {
      await translate();
      if (clock() >= deadline) return { next: key.receivedAt, translated };
    }
    lot.push(key);
  }
  await translate();
  return { next: null, translated };
};

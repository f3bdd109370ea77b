import type { DeliveryKey, Outcome, StoredDelivery } from '../domain/ports.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';
import { inParallel } from './parallel.ts';
import { rememberSeen } from './seen.ts';
import type { Services } from './services.ts';
import { type Translated, translationOf } from './translation.ts';
import { type Addition, nameOf, writeRecords } from './writeRecords.ts';

type Needs = Pick<Services, 'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger'>;

/** With which settings deliveries of a source are translated, and into which generation. */
export interface Target {
  readonly settings: SourceSettings | undefined;
  readonly generation: number;
}

export interface Folding {
  /** Those that are left out are neither folded nor to be tried again. */
  isWanted(delivery: StoredDelivery): boolean;
  /** Asked once the delivery is read. */
  targetOf(key: DeliveryKey): Promise<Target>;
}

/** What came of a delivery that is in the records. */
export interface Folded {
  readonly delivery: StoredDelivery;
  readonly outcome: Outcome;
}

interface Read {
  readonly delivery: StoredDelivery;
  readonly generation: number;
  readonly translated: Translated;
}

const readsAtOnce = 8;

const additionsOf = (reads: readonly Read[]): Addition[] => {
  const additions = new Map<string, Addition>();
  reads.forEach(({ delivery: { workspace, source }, generation, translated }, delivery) => {
    for (const { type, id, state } of translated.changes) {
      const key = { workspace, source, generation, type, id };
      const name = nameOf(key);
      const addition = additions.get(name) ?? { key, parts: [] };
      addition.parts.push({ delivery, state });
      additions.set(name, addition);
    }
  });
  return [...additions.values()];
};

/** With the size of the body beside a reason, so that whoever looks for the fault knows which one it is. */
const withSize = (outcome: Outcome, { body }: StoredDelivery): Outcome =>
  outcome.reason === undefined ? outcome : { ...outcome, size: body.byteLength };

const withTooLarge = (outcome: Outcome, records: number): Outcome =>
  records === 0
    ? outcome
    : {
        ...outcome,
        status: 'failed',
        rejected: outcome.rejected + records,
        reason: `${records} of its records would grow too large to be stored. Shorten their texts or their history at the source.`,
      };

/**
 * Translates deliveries and folds them into the records; what became of them is for the caller to write down. One that
 * fails never keeps back the rest.
 *
 * @returns what was folded, and what is to be tried again
 */
export const foldDeliveries = async (
  services: Needs,
  keys: readonly DeliveryKey[],
  { isWanted, targetOf }: Folding,
): Promise<{ readonly folded: readonly Folded[]; readonly again: readonly DeliveryKey[] }> => {
  const again = new Set<DeliveryKey>();
  const putOff = (key: DeliveryKey, error: unknown): void => {
    again.add(key);
    services.logger.warn('A delivery is to be translated again.', { ...key, error });
  };

  const read = async (key: DeliveryKey): Promise<Read[]> => {
    try {
      const delivery = await services.deliveries.get(key);
      if (!delivery || !isWanted(delivery)) return [];
      const { settings, generation } = await targetOf(key);
      return [{ delivery, generation, translated: await translationOf(services, delivery, settings) }];
    } catch (error) {
      putOff(key, error);
      return [];
    }
  };

  const reads = (await inParallel(keys, readsAtOnce, read)).flat();
  const additions = additionsOf(reads);
  const written = await writeRecords(services, additions);
  const tooLarge = new Map<number, number>();
  additions.forEach(({ parts }, index) => {
    const { error, tooLarge: deliveries = [] } = written[index] ?? {};
    if (error !== undefined) for (const { delivery } of parts) putOff((reads[delivery] as Read).delivery.key, error);
    for (const delivery of deliveries) tooLarge.set(delivery, (tooLarge.get(delivery) ?? 0) + 1);
  });
  await rememberSeen(services, reads);
  const folded = reads.flatMap(({ delivery, translated }, index): Folded[] => {
    const outcome = withTooLarge(translated.outcome, tooLarge.get(index) ?? 0);
    return again.has(delivery.key) ? [] : [{ delivery, outcome: withSize(outcome, delivery) }];
  });
  return { folded, again: [...again] };
};

import type { Delivery, DeliveryKey, Outcome, StoredDelivery } from '../domain/ports.ts';
import { type SourceSettings, settingsOf } from '../domain/workspaces/settings.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { type Settlement, settleAll } from './settle.ts';
import { type Translated, translationOf } from './translation.ts';
import { type Addition, writeRecords } from './writeRecords.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

interface SourceNow {
  readonly settings: SourceSettings | undefined;
  readonly generation: number;
}

interface Read {
  readonly delivery: StoredDelivery;
  readonly generation: number;
  readonly translated: Translated;
}

/** What came of deliveries. One that was settled before, or by another at the same time, is in neither list. */
export interface Translations {
  /** To be tried again. */
  readonly again: readonly DeliveryKey[];
  /** Settled here. */
  readonly settled: readonly Settlement[];
}

const readsAtOnce = 8;

/** The generation of a source that has never been rebuilt. */
export const firstGeneration = 1;

const readSource = async ({ workspaces }: Needs, workspace: string, source: string): Promise<SourceNow> => {
  const [found, state] = await Promise.all([workspaces.get(workspace), workspaces.sourceState(workspace, source)]);
  return {
    settings: found && settingsOf(found.configuration, source),
    generation: state?.generation ?? firstGeneration,
  };
};

/** Remembers answers by name for the length of a batch, the ones under way too. */
const remembered = <Answer>(ask: (workspace: string, source: string) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>();
  return ({ workspace, source }: DeliveryKey): Promise<Answer> => {
    const name = `${workspace}/${source}`;
    const answer = answers.get(name) ?? ask(workspace, source);
    answers.set(name, answer);
    return answer;
  };
};

const additionsOf = (reads: readonly Read[]): Addition[] => {
  const additions = new Map<string, Addition>();
  reads.forEach(({ delivery: { workspace, source }, generation, translated }, delivery) => {
    for (const { type, id, state } of translated.changes) {
      const name = JSON.stringify([workspace, source, type, id]);
      const addition = additions.get(name) ?? { key: { workspace, source, generation, type, id }, parts: [] };
      addition.parts.push({ delivery, state });
      additions.set(name, addition);
    }
  });
  return [...additions.values()];
};

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
 * Folds deliveries into the records and settles them. Any of them may have been translated before, and any may be
 * translated by another process at the same time: the fold and the settling take both. One that fails never keeps
 * back the rest.
 *
 * @param kinds those of other kinds are left as they are
 */
export const translate = async (
  services: Needs,
  keys: readonly DeliveryKey[],
  kinds: readonly Delivery['kind'][] = ['webhook', 'observations'],
): Promise<Translations> => {
  const again = new Set<DeliveryKey>();
  const putOff = (key: DeliveryKey, error: unknown): void => {
    again.add(key);
    services.logger.warn('A delivery is to be translated again.', { ...key, error });
  };
  const sourceOf = remembered((workspace, source) => readSource(services, workspace, source));

  const read = async (key: DeliveryKey): Promise<Read[]> => {
    try {
      const delivery = await services.deliveries.get(key);
      if (!delivery || delivery.outcome !== null || !kinds.includes(delivery.kind)) return [];
      const { settings, generation } = await sourceOf(key);
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
  const settlements = reads.flatMap(({ delivery: { key }, translated }, index): Settlement[] =>
    again.has(key) ? [] : [{ key, outcome: withTooLarge(translated.outcome, tooLarge.get(index) ?? 0) }],
  );
  const { settled, failures } = await settleAll(services, settlements);
  for (const { key, error } of failures) putOff(key, error);
  return { again: [...again], settled };
};

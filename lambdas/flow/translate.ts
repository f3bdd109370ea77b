import type { Delivery, DeliveryKey } from '../domain/ports.ts';
import { settingsOf } from '../domain/workspaces/settings.ts';
import { foldDeliveries, type Target } from './foldDeliveries.ts';
import type { Services } from './services.ts';
import { type Settlement, settleAll } from './settle.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

/** What came of deliveries. One that was settled before, or by another at the same time, is in neither list. */
export interface Translations {
  /** To be tried again. */
  readonly again: readonly DeliveryKey[];
  /** Settled here. */
  readonly settled: readonly Settlement[];
}

/** The generation of a source that has never been rebuilt. */
export const firstGeneration = 1;

/**
 * One after the other: whoever finds a generation current then translates with settings no older than those that it was
 * built with.
 */
const readSource = async ({ workspaces }: Needs, workspace: string, source: string): Promise<Target> => {
  const state = await workspaces.sourceState(workspace, source);
  const found = await workspaces.get(workspace);
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

/**
 * Folds deliveries into the records and settles them. Any of them may have been translated before, and any may be
 * translated by another process at the same time: the fold and the settling take both. One that fails never keeps
 * back the rest.
 *
 * The generation is read when all of them have been stored: a rebuild that makes another one current counts on it.
 *
 * @param kinds those of other kinds are left as they are
 */
export const translate = async (
  services: Needs,
  keys: readonly DeliveryKey[],
  kinds: readonly Delivery['kind'][] = ['webhook', 'observations'],
): Promise<Translations> => {
  const { folded, again } = await foldDeliveries(services, keys, {
    isWanted: ({ outcome, kind }) => outcome === null && kinds.includes(kind),
    targetOf: remembered((workspace, source) => readSource(services, workspace, source)),
  });
  const settlements = folded.map(({ delivery: { key }, outcome }): Settlement => ({ key, outcome }));
  const { settled, failures } = await settleAll(services, settlements);
  for (const { key, error } of failures)
    services.logger.warn('A delivery is to be translated again.', { ...key, error });
  return { again: [...again, ...failures.map(({ key }) => key)], settled };
};

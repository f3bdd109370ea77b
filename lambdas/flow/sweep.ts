import type { DeliveryKey } from '../domain/ports.ts';
import { countSettled, type SourceOf, unsettledFrom } from './counts.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { translate } from './translate.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

/** How much is read, and of that translated, before it is remembered how far that came. */
const mostRead = 1_000;
const mostPending = 50;
export const sourcesAtOnce = 4;
/** What was received this long ago has certainly been stored: a receipt is stamped before it is written. */
export const slackMs = 10 * 60_000;

export interface Sweep extends SourceOf {
  /** What was received before this instant is looked at. */
  readonly until: number;
  /** From this instant on, by the clock, no further step is begun. Default: however long it takes. */
  readonly deadline?: number;
}

/** Takes the steps of a sweep from `from` on, and knows how many deliveries they translated. */
const stepping = (services: Needs, { until, deadline: _, ...of }: Sweep, from: number) => {
  const { workspaces, clock } = services;
  const settled = Math.min(until, clock() - slackMs);
  let remembered = from;
  /** The earliest receipt of those that could not be translated. */
  let leftFrom = Number.POSITIVE_INFINITY;
  let translated = 0;
  return {
    translated: () => translated,
    /** Translates what is pending of what was received before `reached`, and remembers that all of it is settled. */
    async step(pending: readonly DeliveryKey[], reached: number): Promise<void> {
      const { again } = await translate(services, pending);
      translated += pending.length - again.length;
      leftFrom = Math.min(leftFrom, ...again.map(({ receivedAt }) => receivedAt));
      const to = Math.min(reached, settled, leftFrom);
      if (to <= remembered || !(await countSettled(services, of, remembered, to))) return;
      await workspaces.settledUntil(of.workspace, of.source, to);
      remembered = to;
    },
  };
};

/**
 * Translates what of a source was received before `until` and is still pending, the oldest first, so that a lost stream
 * loses nothing. As it goes it counts what is settled and remembers how far, ten minutes short of now; begins there the
 * next time. It looks at the deadline after a step and never before the first, so that it always comes further.
 *
 * @returns how many deliveries it translated
 */
export const sweepSource = async (services: Needs, sweep: Sweep): Promise<number> => {
  const { workspace, source, until, deadline = Number.POSITIVE_INFINITY } = sweep;
  const { deliveries, clock, logger } = services;
  const from = await unsettledFrom(services, sweep);
  if (from >= until) return 0;
  const { step, translated } = stepping(services, sweep, from);
  let pending: DeliveryKey[] = [];
  let read = 0;
  let cut = false;
  for await (const { key, outcome } of deliveries.received(workspace, source, from, until)) {
    if (pending.length === mostPending || read === mostRead) {
      await step(pending, key.receivedAt);
      pending = [];
      read = 0;
      cut = clock() >= deadline;
      if (cut) break;
    }
    if (outcome === null) pending.push(key);
    read += 1;
  }
  if (cut) logger.warn('A sweep ran out of time; the next tick goes on.', { workspace, source });
  else await step(pending, until);
  if (translated() > 0)
    logger.info('Pending deliveries were swept up.', { workspace, source, translated: translated() });
  return translated();
};

/** Sweeps every source of a workspace, however long it takes; false when there is no such workspace. */
export const sweepWorkspace = async (services: Needs, workspace: string, until: number): Promise<boolean> => {
  const found = await services.workspaces.get(workspace);
  if (!found) return false;
  const { configuration, createdAt } = found;
  await inParallel(configuration.sources, sourcesAtOnce, ({ id: source }) =>
    sweepSource(services, { workspace, source, createdAt, until }),
  );
  return true;
};

import type { DeliveryKey } from '../domain/ports.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { translate } from './translate.ts';

type Needs = Pick<Services, 'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger'>;

const batchSize = 50;
const sourcesAtOnce = 4;
/** What was received this long ago has certainly been stored: a receipt is stamped before it is written. */
const slackMs = 10 * 60_000;
/** Clocks of different machines may differ, and a source may be used in the moment its workspace is created. */
const beforeCreationMs = 86_400_000;

interface Swept {
  /** How many were translated here. */
  readonly translated: number;
  /** The earliest receipt of those that could not be; undefined when all could. */
  readonly leftFrom: number | undefined;
}

const sweepPending = async (services: Needs, keys: AsyncIterable<DeliveryKey>): Promise<Swept> => {
  let translated = 0;
  const left: DeliveryKey[] = [];
  let batch: DeliveryKey[] = [];
  const flush = async (): Promise<void> => {
    const again = await translate(services, batch);
    translated += batch.length - again.length;
    left.push(...again);
    batch = [];
  };
  for await (const key of keys) {
    batch.push(key);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return {
    translated,
    leftFrom: left.reduce<number | undefined>(
      (least, { receivedAt }) => Math.min(least ?? receivedAt, receivedAt),
      undefined,
    ),
  };
};

/**
 * Translates what of a source was received before `until` and is still pending, so that a lost stream loses nothing.
 * Remembers how far everything is settled, ten minutes short of now, and begins there the next time.
 *
 * @returns how many deliveries it translated
 */
export const sweepSource = async (
  services: Needs,
  { workspace, source, createdAt, until }: { workspace: string; source: string; createdAt: number; until: number },
): Promise<number> => {
  const { deliveries, workspaces, clock, logger } = services;
  const state = await workspaces.sourceState(workspace, source);
  const from = state?.settledUntil ?? Math.max(0, createdAt - beforeCreationMs);
  if (from >= until) return 0;
  const settled = Math.min(until, clock() - slackMs);
  const { translated, leftFrom } = await sweepPending(services, deliveries.pending(workspace, source, from, until));
  if (translated > 0) logger.info('Pending deliveries were swept up.', { workspace, source, translated });
  const reached = Math.min(settled, leftFrom ?? settled);
  if (reached > from) await workspaces.settledUntil(workspace, source, reached);
  return translated;
};

/** Sweeps every source of a workspace; false when there is no such workspace. */
export const sweepWorkspace = async (services: Needs, workspace: string, until: number): Promise<boolean> => {
  const found = await services.workspaces.get(workspace);
  if (!found) return false;
  const { configuration, createdAt } = found;
  await inParallel(configuration.sources, sourcesAtOnce, ({ id: source }) =>
    sweepSource(services, { workspace, source, createdAt, until }),
  );
  return true;
};

import type { DeliveryKey, Receipt } from '../domain/ports.ts';
import { countSettled, type SourceOf, unsettledFrom } from './counts.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { translate } from './translate.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

const batchSize = 50;
const sourcesAtOnce = 4;
/** What was received this long ago has certainly been stored: a receipt is stamped before it is written. */
export const slackMs = 10 * 60_000;

interface Swept {
  /** How many were translated here. */
  readonly translated: number;
  /** The earliest receipt of those that could not be; undefined when all could. */
  readonly leftFrom: number | undefined;
}

const sweepPending = async (services: Needs, receipts: AsyncIterable<Receipt>): Promise<Swept> => {
  let translated = 0;
  let leftFrom: number | undefined;
  let batch: DeliveryKey[] = [];
  const flush = async (): Promise<void> => {
    const { again } = await translate(services, batch);
    translated += batch.length - again.length;
    for (const { receivedAt } of again) leftFrom = Math.min(leftFrom ?? receivedAt, receivedAt);
    batch = [];
  };
  for await (const { key, outcome } of receipts) {
    if (outcome !== null) continue;
    batch.push(key);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return { translated, leftFrom };
};

/**
 * Translates what of a source was received before `until` and is still pending, so that a lost stream loses nothing.
 * Counts what is settled and remembers how far, ten minutes short of now; begins there the next time.
 *
 * @returns how many deliveries it translated
 */
export const sweepSource = async (
  services: Needs,
  { until, ...of }: SourceOf & { readonly until: number },
): Promise<number> => {
  const { deliveries, workspaces, clock, logger } = services;
  const { workspace, source } = of;
  const from = await unsettledFrom(services, of);
  if (from >= until) return 0;
  const settled = Math.min(until, clock() - slackMs);
  const { translated, leftFrom } = await sweepPending(services, deliveries.received(workspace, source, from, until));
  if (translated > 0) logger.info('Pending deliveries were swept up.', { workspace, source, translated });
  const reached = Math.min(settled, leftFrom ?? settled);
  if (reached > from && (await countSettled(services, of, from, reached)))
    await workspaces.settledUntil(workspace, source, reached);
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

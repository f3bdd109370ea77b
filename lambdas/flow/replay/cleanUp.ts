import type { CleanUp } from '../../domain/ports.ts';
import { readMs } from '../../domain/replay.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'records' | 'workspaces' | 'replayQueue' | 'clock' | 'logger'>;

/** What deletes generations that nobody is to read any more, once whoever reads them now has ended. */
export const cleanUps = (
  of: { readonly workspace: string; readonly source: string },
  outdated: readonly number[],
  now: number,
): CleanUp[] =>
  outdated.map((generation) => ({
    kind: 'cleanUp',
    workspace: of.workspace,
    source: of.source,
    generation,
    notBefore: now + readMs,
  }));

/** Has them deleted when it is time. */
export const queueCleanUps = async (
  { replayQueue }: Pick<Services, 'replayQueue'>,
  messages: readonly CleanUp[],
  now: number,
): Promise<void> => {
  for (const message of messages) {
    const seconds = Math.ceil((message.notBefore - now) / 1000);
    await replayQueue.add([message], Math.max(0, seconds));
  }
};

/**
 * Deletes the records of a generation, as far as time allows; what is left at the next message. Whether it is outdated
 * is looked up: a message may come twice, and is believed in nothing.
 */
export const cleanUp = async (services: Needs, message: CleanUp, deadline: number): Promise<void> => {
  const { records, workspaces, clock, logger } = services;
  const { workspace, source, generation, notBefore } = message;
  if (clock() < notBefore) return queueCleanUps(services, [message], clock());
  const state = await workspaces.sourceState(workspace, source);
  if (!state?.outdated.includes(generation)) return;
  let deleted = 0;
  for await (const count of records.drop(workspace, source, generation)) {
    deleted += count;
    if (clock() < deadline) continue;
    logger.info('Some records of an outdated generation were deleted.', {
      workspace,
      source,
      generation,
      records: deleted,
    });
    return queueCleanUps(services, [message], clock());
  }
  await workspaces.forgetOutdated(workspace, source, generation);
  logger.info('An outdated generation was deleted.', { workspace, source, generation, records: deleted });
};

import type { Services } from '../services.ts';
import { stepOf } from './ask.ts';
import { cleanUps, queueCleanUps } from './cleanUp.ts';

/**
 * Queues the messages again that were in a queue which is gone: of the replay that is under way in each source of a
 * workspace, else of what is left to be deleted.
 */
export const resumeReplays = async (
  services: Pick<Services, 'workspaces' | 'replayQueue'>,
  workspace: string,
  now: number,
): Promise<void> => {
  const { workspaces, replayQueue } = services;
  const found = await workspaces.get(workspace);
  for (const { id: source } of found?.configuration.sources ?? []) {
    const { replay = null, outdated = [] } = (await workspaces.sourceState(workspace, source)) ?? {};
    if (replay) await replayQueue.add([stepOf({ workspace, source }, replay)]);
    else await queueCleanUps(services, cleanUps({ workspace, source }, outdated, now), now);
  }
};

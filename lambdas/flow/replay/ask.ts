import type { Job, Replay, ReplayStep } from '../../domain/ports.ts';
import { begin, isAbandoned } from '../../domain/replay.ts';
import type { Services } from '../services.ts';
import { changeJob } from './job.ts';
import { replayCounts } from './replayCounts.ts';
import { configuredOf } from './settings.ts';
import { freshState } from './state.ts';

type Needs = Pick<Services, 'deliveries' | 'workspaces' | 'jobs' | 'replayQueue' | 'clock' | 'randomId' | 'logger'>;

export interface ReplayWanted {
  readonly workspace: string;
  readonly source: string;
  /** Only what failed; otherwise everything, in a new generation. */
  readonly failed: boolean;
}

/** The job, or the replay that is under way and has to end first; undefined when there is no such source. */
export type Asked = { readonly job: Job } | { readonly underWay: Replay } | undefined;

export const stepOf = (
  { workspace, source }: Pick<ReplayWanted, 'workspace' | 'source'>,
  { job, step, cursor }: Replay,
): ReplayStep => ({ kind: 'replay', workspace, source, job, step, cursor });

/** Whether a replay has to be waited for. One that is done may not have been taken from the state yet. */
const isUnderWay = async ({ jobs, clock }: Needs, replay: Replay): Promise<boolean> =>
  !isAbandoned(replay, clock()) && ((await jobs.get(replay.job))?.status ?? 'queued') === 'queued';

const tellAbandoned = (services: Needs, abandoned: string, by: string): Promise<void> =>
  changeJob(services, abandoned, ({ status, reason }) =>
    status === 'queued'
      ? { status: 'failed', reason: `It came no further, and was taken over by the job ${by}.` }
      : { reason },
  );

/** Has a source replayed, unless that is under way. What was abandoned is taken over. */
export const askReplay = async (services: Needs, wanted: ReplayWanted): Promise<Asked> => {
  const { workspaces, jobs, replayQueue, clock, randomId, logger } = services;
  const { workspace, source, failed } = wanted;
  const configured = await configuredOf(services, workspace, source);
  if (!configured) return undefined;
  const { earliest, fingerprint: settings } = configured;
  const before = await replayCounts(services, wanted);
  // After the counts, so that what is decided here is decided on what is so now.
  const state = (await workspaces.sourceState(workspace, source)) ?? freshState(earliest);
  if (state.replay && (await isUnderWay(services, state.replay))) return { underWay: state.replay };
  const job: Job = {
    id: randomId(),
    workspace,
    status: 'queued',
    createdAt: clock(),
    result: null,
    reason: null,
    progress: { done: 0, of: failed ? before.failed + before.wrongAccount : before.deliveries },
    counts: { before, after: null },
  };
  await jobs.put(job);
  const change = begin(state, { job: job.id, failed, at: clock(), earliest, settings });
  await workspaces.changeReplay(workspace, source, change);
  // Whether it was made is read: the answer to a write that was made may have been lost.
  const begun = (await workspaces.sourceState(workspace, source))?.replay;
  if (begun?.job !== job.id) {
    await jobs.put({
      ...job,
      status: 'failed',
      reason: 'Another replay of the source was asked for at the same time.',
    });
    if (begun) return { underWay: begun };
    throw new Error('A replay of the source began and ended at the same time. Ask again.');
  }
  const { replay: abandoned } = state;
  if (abandoned) await tellAbandoned(services, abandoned.job, job.id);
  logger.info('A replay begins.', { workspace, source, job: job.id, generation: begun.generation });
  try {
    await replayQueue.add([stepOf(wanted, begun)]);
  } catch (error) {
    // Nobody works on it: it is not to keep back the next one.
    await jobs.put({ ...job, status: 'failed', reason: 'The queue did not take it. Ask again.' });
    throw error;
  }
  return { job };
};

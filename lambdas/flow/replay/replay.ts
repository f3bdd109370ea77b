import type { ReplayCounts, ReplayMessage, ReplayStep } from '../../domain/ports.ts';
import { end } from '../../domain/replay.ts';
import type { Services } from '../services.ts';
import { advance, SourceGone } from './advance.ts';
import { cleanUp, cleanUps, queueCleanUps } from './cleanUp.ts';
import { changeJob } from './job.ts';
import { replayCounts } from './replayCounts.ts';
import { changed, release, replayed, Superseded } from './state.ts';

type Needs = Pick<
  Services,
  | 'deliveries'
  | 'records'
  | 'workspaces'
  | 'jobs'
  | 'replayQueue'
  | 'sources'
  | 'clock'
  | 'pause'
  | 'logger'
  | 'metrics'
>;

const failedOnce =
  'A step of it failed. It is tried again by itself; if this does not change, see the logs of the function "review".';

const tellProgress = (services: Needs, { job: id }: ReplayStep, translated: number): Promise<void> =>
  changeJob(services, id, ({ progress }) => ({
    reason: null,
    ...(progress && { progress: { ...progress, done: Math.min(progress.of, progress.done + translated) } }),
  }));

/** Ends a replay. What it has left over is deleted when nobody can be reading it any more. */
const finish = async (
  services: Needs,
  step: ReplayStep,
  outcome: { readonly reason: string } | { readonly after: ReplayCounts },
): Promise<void> => {
  const { workspace, job: id } = step;
  const state = await replayed(services, step);
  const { outdated } = end(state, state.replay);
  const now = services.clock();
  const left = [...state.outdated, ...(outdated === undefined ? [] : [outdated])];
  await queueCleanUps(services, cleanUps(step, left, now), now);
  await changeJob(services, id, ({ progress, counts }) =>
    'reason' in outcome
      ? { status: 'failed', reason: outcome.reason }
      : {
          status: 'done',
          result: `/v1/workspaces/${workspace}/sources`,
          reason: null,
          ...(progress && { progress: { ...progress, done: progress.of } }),
          ...(counts && { counts: { ...counts, after: outcome.after } }),
        },
  );
  // Last, so that a step that is cut off before comes again.
  await release(services, step);
};

/** Works until the deadline, and answers the step that goes on; null when the replay is done. */
const work = async (services: Needs, step: ReplayStep, deadline: number): Promise<ReplayStep | null> => {
  let { cursor } = step;
  let translated = 0;
  do {
    const advanced = await advance(services, step, cursor, deadline);
    translated += advanced.translated;
    if (advanced.next === null) return null;
    cursor = advanced.next;
  } while (services.clock() < deadline);
  await tellProgress(services, step, translated);
  return { ...step, step: step.step + 1, cursor };
};

/**
 * A step of a replay, and the message for the next. Steps are numbered, and the state of the source holds the latest:
 * the message goes first and the state follows, so that no crash ends the chain; a message that comes twice finds that
 * the replay is further, so that no chain becomes two.
 */
const takeStep = async (services: Needs, step: ReplayStep, deadline: number): Promise<void> => {
  const { clock, replayQueue } = services;
  const at = clock();
  const begun = await changed(services, step, ({ replay }) => {
    const to = { ...replay, step: step.step, cursor: step.cursor, at };
    return replay.step > step.step || (replay.step === step.step && replay.at >= at) ? null : { to };
  });
  if (begun.replay.step > step.step) throw new Superseded(`The step ${step.step} was taken before.`);
  const next = await work(services, step, deadline);
  if (next === null) return finish(services, step, { after: await replayCounts(services, step) });
  if ((await replayed(services, step)).replay.step > step.step) throw new Superseded('Another took the same step.');
  await replayQueue.add([next]);
  await changed(services, step, ({ replay }) =>
    replay.step > step.step ? null : { to: { ...replay, step: next.step, cursor: next.cursor, at: clock() } },
  );
};

const replayStep = async (services: Needs, step: ReplayStep, deadline: number): Promise<void> => {
  const { workspace, source, job } = step;
  try {
    await takeStep(services, step, deadline);
  } catch (error) {
    if (error instanceof Superseded) {
      services.logger.info('A step of a replay was left out.', { workspace, source, job, reason: error.message });
    } else if (error instanceof SourceGone) {
      services.logger.error('A replay ended.', { workspace, source, job, reason: error.message });
      await finish(services, step, { reason: error.message });
    } else {
      await changeJob(services, job, () => ({ reason: failedOnce }));
      throw error;
    }
  }
};

/**
 * Works on a message of a replay. It may come twice, and be cut off anywhere.
 *
 * @param deadline instant by the clock from which on no further piece of work is begun
 */
export const replay = (services: Needs, message: ReplayMessage, deadline: number): Promise<void> =>
  message.kind === 'cleanUp' ? cleanUp(services, message, deadline) : replayStep(services, message, deadline);

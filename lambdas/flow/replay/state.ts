import type { Replay, SourceState } from '../../domain/ports.ts';
import { type Change, end } from '../../domain/replay.ts';
import type { Services } from '../services.ts';
import { firstGeneration } from '../translate.ts';

/** A replay of a source, by its job. */
export interface ReplayOf {
  readonly workspace: string;
  readonly source: string;
  readonly job: string;
}

/** The state of a source whose replay is a given one. */
export interface Replayed extends SourceState {
  readonly replay: Replay;
}

/** The replay is over, or another has taken its place: whoever worked on it stops. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

const mostAttempts = 10;

/** The state of a source that has none yet. */
export const freshState = (settledUntil: number): SourceState => ({
  generation: firstGeneration,
  settledUntil,
  begun: firstGeneration,
  replay: null,
  outdated: [],
});

/** @throws Superseded when there is no such replay any more */
export const replayed = async (
  { workspaces }: Pick<Services, 'workspaces'>,
  { workspace, source, job }: ReplayOf,
): Promise<Replayed> => {
  const state = await workspaces.sourceState(workspace, source);
  if (state?.replay?.job !== job) throw new Superseded(`The replay ${job} is over.`);
  return { ...state, replay: state.replay };
};

/**
 * Changes a replay, by one conditional write, and reads what it is then: that of whoever has written it, as an answer may
 * be lost.
 *
 * @param decide answers null where all is as it should be
 * @returns the state after the change
 * @throws Superseded when there is no such replay any more
 */
export const changed = async (
  services: Pick<Services, 'workspaces'>,
  of: ReplayOf,
  decide: (state: Replayed) => Change | null,
): Promise<Replayed> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const state = await replayed(services, of);
    const change = decide(state);
    if (change === null) return state;
    const { replay: from, settledUntil } = state;
    await services.workspaces.changeReplay(of.workspace, of.source, { ...change, from, settledUntil });
  }
  throw new Error(`The replay ${of.job} was changed by others ${mostAttempts} times while it was to be changed.`);
};

/** Takes a replay that is over from the state of its source, if it is still there. */
export const release = async (services: Pick<Services, 'workspaces'>, of: ReplayOf): Promise<void> => {
  try {
    await changed(services, of, (state) => end(state, state.replay));
  } catch (error) {
    // It is gone: be it by this.
    if (!(error instanceof Superseded)) throw error;
  }
};

import type { Replay, ReplayChange, ReplayCursor, SourceState } from './ports.ts';

/** What is decided of a replay, given what is known and an instant. */

const minuteMs = 60_000;
/** A step takes a quarter of an hour at most: of one that gave no sign of life for as long there is none any more. */
const abandonedMs = 30 * minuteMs;
/** A review that began to read a generation is done after as long. */
export const readMs = 15 * minuteMs;
/** Longer than any write takes, and than clocks of different machines differ. */
const aroundSwitchMs = 5 * minuteMs;
/** What came in while a pass took no longer than this is soon caught up with. */
const shortPassMs = minuteMs;
/** Where each pass takes long, since so much comes in, a further one gains nothing. */
const mostPasses = 4;

export const isAbandoned = ({ at }: Replay, now: number): boolean => now - at >= abandonedMs;

/** Begins before any delivery of a source. */
interface Beginning {
  readonly at: number;
  /** Before any delivery of the source. */
  readonly earliest: number;
  /** Of the source, as they are now. */
  readonly settings: string;
}

const firstPass = (generation: number, { at, earliest, settings }: Beginning): ReplayCursor => ({
  phase: 'translate',
  generation,
  settings,
  pass: 1,
  began: at,
  from: earliest,
});

/** Greater than any that was ever begun, so that what was left of another is never taken for a part of it. */
const nextGeneration = ({ generation, begun }: SourceState): number => Math.max(generation, begun) + 1;

/** Where what became of deliveries is seen to from an instant on. */
export const settling = (from: number): ReplayCursor => ({ phase: 'settle', from });

/** Where a replay of what failed begins: what an abandoned rebuild has left undone of the current generation comes first. */
const firstOfFailed = (abandoned: Replay | null, { earliest }: Beginning): ReplayCursor =>
  abandoned?.catchUp ? { phase: 'catchUp', from: abandoned.catchUp.from } : settling(earliest);

/** A generation that was begun and will never be current. */
const givenUp = (replay: Replay | null, { generation }: SourceState): Pick<ReplayChange, 'outdated'> =>
  replay && replay.generation !== generation ? { outdated: replay.generation } : {};

/** A new replay, in the place of one that was abandoned, if there is one. */
export const begin = (
  state: SourceState,
  { job, failed, ...beginning }: Beginning & { readonly job: string; readonly failed: boolean },
): ReplayChange => {
  const { replay: abandoned, settledUntil } = state;
  const generation = failed ? state.generation : nextGeneration(state);
  return {
    from: abandoned,
    to: {
      job,
      failed,
      generation,
      step: 1,
      cursor: failed ? firstOfFailed(abandoned, beginning) : firstPass(generation, beginning),
      at: beginning.at,
      catchUp: abandoned?.catchUp ?? null,
    },
    settledUntil,
    ...givenUp(abandoned, state),
  };
};

/** What a step changes; the rest is as it was read. */
export type Change = Pick<ReplayChange, 'to' | 'generation' | 'outdated'>;

/** The same rebuild once more from the beginning, as its settings have changed: two mappings are never folded together. */
export const beginAgain = (state: SourceState, replay: Replay, beginning: Beginning): Change => {
  const generation = nextGeneration(state);
  return {
    to: { ...replay, generation, cursor: firstPass(generation, beginning), at: beginning.at },
    outdated: replay.generation,
  };
};

export type Pass = Extract<ReplayCursor, { phase: 'translate' }>;

/** Whether few deliveries can have come in since a pass began that is complete now. */
export const hasCaughtUp = ({ began, pass }: Pass, now: number): boolean =>
  now - began <= shortPassMs || pass >= mostPasses;

/** Makes the generation current. What was received since the last pass began is to be translated once more. */
export const switchTo = (state: SourceState, replay: Replay, from: number, now: number): Change => ({
  to: { ...replay, at: now, catchUp: { from, to: now + aroundSwitchMs } },
  generation: replay.generation,
  outdated: state.generation,
});

/** Ends it. Of a rebuild that was not current yet nothing is kept. */
export const end = (state: SourceState, replay: Replay): Change => ({ to: null, ...givenUp(replay, state) });

/** Whether all that can have been received is settled. */
export const isSettled = ({ from }: { readonly from: number }, now: number): boolean => from > now + aroundSwitchMs;

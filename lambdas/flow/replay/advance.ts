import type { ReplayCursor } from '../../domain/ports.ts';
import { beginAgain, hasCaughtUp, isSettled, type Pass, settling, switchTo } from '../../domain/replay.ts';
import type { Services } from '../services.ts';
import { slackMs } from '../sweep.ts';
import { type Configured, configuredOf } from './settings.ts';
import { settleDay } from './settleDay.ts';
import { changed, type Replayed, type ReplayOf, replayed } from './state.ts';
import { translateInto } from './translateInto.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

/** How far a replay came by a piece of work. */
export interface Advance {
  /** Null when it is done. */
  readonly next: ReplayCursor | null;
  /** Deliveries that count towards its progress. */
  readonly translated: number;
}

/** What a replay was asked of is not there any more. */
export class SourceGone extends Error {
  override readonly name = 'SourceGone';
}

const configuredNow = async (services: Needs, { workspace, source }: ReplayOf): Promise<Configured> => {
  const found = await configuredOf(services, workspace, source);
  if (!found)
    throw new SourceGone(
      `The workspace has no source "${source}" any more. Apply a configuration that has it, and ask again.`,
    );
  return found;
};

const startAgain = async (services: Needs, of: ReplayOf, pass: Pass): Promise<Advance> => {
  const { workspace, source, job } = of;
  const { earliest, fingerprint: settings } = await configuredNow(services, of);
  const at = services.clock();
  const { replay } = await changed(services, of, (state) => {
    const { generation, cursor } = state.replay;
    // Nothing more to change where the answer to this very change was lost.
    const isDone = generation !== pass.generation && cursor.phase === 'translate' && cursor.began === at;
    return isDone && cursor.generation === generation
      ? null
      : beginAgain(state, state.replay, { at, earliest, settings });
  });
  const { generation, cursor } = replay;
  services.logger.info('A rebuild begins anew, as the settings of its source have changed.', {
    workspace,
    source,
    job,
    generation,
  });
  return { next: cursor, translated: 0 };
};

const isSwitched = ({ generation, replay }: Replayed): boolean => generation === replay.generation;

/** Makes the generation of a pass current, unless a step that was cut off has done it. */
const makeCurrent = async (services: Needs, of: ReplayOf, pass: Pass): Promise<Advance> => {
  const from = pass.began - slackMs;
  const state = await changed(services, of, (before) =>
    isSwitched(before) || before.replay.generation !== pass.generation
      ? null
      : switchTo(before, before.replay, from, services.clock()),
  );
  // Another step has begun anew meanwhile.
  if (!isSwitched(state)) return startAgain(services, of, pass);
  const { workspace, source, job } = of;
  services.logger.info('A generation became current.', { workspace, source, job, generation: state.generation });
  return { next: { phase: 'catchUp', from: state.replay.catchUp?.from ?? from }, translated: 0 };
};

const translatePass = async (services: Needs, of: ReplayOf, cursor: Pass, deadline: number): Promise<Advance> => {
  const state = await replayed(services, of);
  if (isSwitched(state)) return makeCurrent(services, of, cursor);
  const { replay } = state;
  const { settings, fingerprint } = await configuredNow(services, of);
  if (fingerprint !== cursor.settings || replay.generation !== cursor.generation)
    return startAgain(services, of, cursor);
  const reach = { from: cursor.from, to: cursor.began, deadline };
  const { next, translated } = await translateInto(services, { ...of, settings, generation: cursor.generation }, reach);
  const counted = cursor.pass === 1 ? translated : 0;
  if (next !== null) return { next: { ...cursor, from: next }, translated: counted };
  const now = services.clock();
  if (!hasCaughtUp(cursor, now)) {
    const further = { ...cursor, pass: cursor.pass + 1, began: now, from: cursor.began - slackMs };
    return { next: further, translated: counted };
  }
  const latest = await configuredNow(services, of);
  const isAsBuilt = latest.fingerprint === cursor.settings;
  const { next: after } = await (isAsBuilt ? makeCurrent : startAgain)(services, of, cursor);
  return { next: after, translated: counted };
};

/** What was translated by those who had read the state of the source before the switch, and what came in around it. */
const catchUp = async (services: Needs, of: ReplayOf, from: number, deadline: number): Promise<Advance> => {
  const { replay, generation } = await replayed(services, of);
  const configured = await configuredNow(services, of);
  if (replay.catchUp) {
    const reach = { from, to: replay.catchUp.to, deadline };
    const { next } = await translateInto(services, { ...of, generation, settings: configured.settings }, reach);
    if (next !== null) return { next: { phase: 'catchUp', from: next }, translated: 0 };
    await changed(services, of, (state) =>
      state.replay.catchUp === null ? null : { to: { ...state.replay, catchUp: null } },
    );
  }
  return { next: settling(configured.earliest), translated: 0 };
};

const settle = async (services: Needs, of: ReplayOf, from: number, deadline: number): Promise<Advance> => {
  if (isSettled({ from }, services.clock())) return { next: null, translated: 0 };
  const { replay, generation } = await replayed(services, of);
  const { settings } = await configuredNow(services, of);
  const { next, translated } = await settleDay(services, {
    generation: { ...of, generation, settings },
    from,
    failed: replay.failed,
    deadline,
  });
  return { next: settling(next), translated };
};

/**
 * Does the next piece of a replay: some lots, or a day. All of it may be done twice, and be cut off anywhere.
 *
 * @throws Superseded when the replay is not under way any more
 * @throws SourceGone
 */
export const advance = (services: Needs, of: ReplayOf, cursor: ReplayCursor, deadline: number): Promise<Advance> => {
  switch (cursor.phase) {
    case 'translate':
      return translatePass(services, of, cursor, deadline);
    case 'catchUp':
      return catchUp(services, of, cursor.from, deadline);
    case 'settle':
      return settle(services, of, cursor.from, deadline);
  }
};

import type { Job, ReplayMessage } from '../../lambdas/domain/ports.ts';
import { askReplay } from '../../lambdas/flow/replay/ask.ts';
import { replay } from '../../lambdas/flow/replay/replay.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import type { World } from './world.ts';

/**
 * The states of all records of a source of `acme`, by type and id, byte by byte as they are stored. The table is read as a
 * whole, once: tests ask for this after every write that there is.
 */
export const statesIn = async (world: World, source: string, generation: number): Promise<Record<string, string>> => {
  const prefix = `acme#${source}#${generation}#`;
  const states = (await world.recordItems()).flatMap(({ pk, sk, s }): [string, string][] =>
    pk?.S?.startsWith(prefix) && sk?.S !== undefined && s?.S !== undefined
      ? [[`${pk.S.slice(prefix.length).split('#')[0]} ${sk.S}`, s.S]]
      : [],
  );
  return Object.fromEntries(states.sort(([one], [other]) => (one < other ? -1 : 1)));
};

/** The generation of a source of `acme` that is read. */
export const generationOf = async ({ workspaces }: Services, source: string): Promise<number> =>
  (await workspaces.sourceState('acme', source))?.generation ?? 1;

/** The records of a source of `acme` that are read. */
export const currentStates = async (world: World, source: string): Promise<Record<string, string>> =>
  statesIn(world, source, await generationOf(world.services, source));

/** Asks for a replay of a source of `acme`; whoever asks is the first. */
export const asked = async (services: Services, source: string, failed = false): Promise<Job> => {
  const answer = await askReplay(services, { workspace: 'acme', source, failed });
  if (!answer || !('job' in answer)) throw new Error(`It was not begun: ${JSON.stringify(answer)}`);
  return answer.job;
};

/** Takes the messages of replays that are due, each as one short step, one after another; answers how many there were. */
export const step = async (world: World, services: Services = world.services): Promise<number> => {
  const due = world.replays.filter(({ due: at }) => at <= world.now);
  for (const later of due) {
    await replay(services, later.message, world.now);
    world.replays.splice(world.replays.indexOf(later), 1);
  }
  return due.length;
};

/** Asks for a replay of a source of `acme` and works until it is done; answers its job. */
export const replayed = async (world: World, source: string, failed = false): Promise<Job> => {
  const { id } = await asked(world.services, source, failed);
  await world.work();
  const job = await world.services.jobs.get(id);
  if (!job) throw new Error(`There is no job ${id}.`);
  return job;
};

/** What a message of a replay is at, to name a moment in it. */
export const phaseOf = (message: ReplayMessage): string =>
  message.kind === 'replay' ? message.cursor.phase : message.kind;

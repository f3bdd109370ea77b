import { expect } from 'vitest';
import { seededRandom } from '../../../infra/local/random.ts';
import { postObservations } from '../../../lambdas/flow/observations.ts';
import { receive } from '../../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { shuffled } from '../../support/shuffled.ts';
import type { World } from '../../support/world.ts';
import type { Sending, System } from './sending.ts';

const workspace = 'acme';

/** The ids of the sources that are the three systems. */
export type Names = Readonly<Record<System, string>>;

const sendOne = async ({ services, now }: World, { body, send }: Sending, source: string): Promise<void> => {
  if (!send) {
    const posted = await postObservations(services, { workspace, source, body, contentType: 'application/json' });
    expect(posted).toEqual({ accepted: 1, rejected: [] });
    return;
  }
  const target = `/hooks/${workspace}/${source}`;
  const hook = { workspace, source, method: 'POST', target, ...send(body, `${services.publicUrl}${target}`, now) };
  expect(await receive(services, hook)).toBeDefined();
};

/** Sends parts one after the other, each in any order; after each what is pending is swept up. */
export const deliver = async (
  world: World,
  parts: readonly (readonly Sending[])[],
  names: Names,
  seed: string,
): Promise<void> => {
  const random = seededRandom(seed);
  for (const part of parts) {
    for (const sending of shuffled(part, random)) {
      world.now += 1;
      await sendOne(world, sending, names[sending.system]);
    }
    expect(await sweepWorkspace(world.services, workspace, world.now + 1)).toBe(true);
  }
  for (const source of Object.values(names)) {
    const failures = await world.services.workspaces.failures(workspace, source);
    expect(failures, `what of ${source} could not be read`).toEqual([]);
  }
};

/** All of it twice and in any order, a tenth of it only after a sweep. */
const mixed = (all: readonly Sending[]): Sending[][] => {
  const some = shuffled(all, seededRandom('late'));
  const late = Math.ceil(some.length / 10);
  return [some.slice(0, -late), some.slice(-late)].map((part) => [...part, ...part]);
};

/** The orders in which a story may come. */
export const orders = {
  'in any order, twice, some of it late': mixed,
  'the ties first': (all) => [all.filter(({ ties }) => ties), all.filter(({ ties }) => !ties)],
  'the ties last': (all) => [all.filter(({ ties }) => !ties), all.filter(({ ties }) => ties)],
} as const satisfies Readonly<Record<string, (all: readonly Sending[]) => readonly (readonly Sending[])[]>>;

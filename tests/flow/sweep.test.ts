import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepSource, sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

const minute = 60_000;

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource] });
});

const received = (id: string): Promise<boolean> =>
  receive(world.services, signedHook(wonDeal(id, 5), { at: world.now }));
const sweep = (until = world.now + 1, services = world.services): Promise<number> =>
  sweepSource(services, { workspace: 'acme', source: 'standard', createdAt: start, until });
const deals = async (): Promise<number> => {
  let count = 0;
  for await (const page of world.services.records.scan('acme', 'standard', 1, 'deal')) count += page.length;
  return count;
};
const settledUntil = async () => (await world.services.workspaces.sourceState('acme', 'standard'))?.settledUntil;

describe('a sweep', () => {
  it('translates everything that no stream event came for', async () => {
    for (let index = 0; index < 120; index += 1) {
      world.now += 1;
      await received(String(index));
    }
    expect(await sweep()).toBe(120);
    expect(await deals()).toBe(120);
    expect(await sweep()).toBe(0);
  });

  it('leaves what came after the instant that it is asked for', async () => {
    await received('1');
    world.now += minute;
    await received('2');
    expect(await sweep(start + 1)).toBe(1);
    expect(await deals()).toBe(1);
  });

  it('remembers how far it came, but ten minutes short of now, for late writes', async () => {
    await received('1');
    world.now += 30 * minute;
    await sweep();
    expect(await settledUntil()).toBe(world.now - 10 * minute);
    await sweep(start);
    expect(await settledUntil()).toBe(world.now - 10 * minute);
  });

  it('never goes beyond what could not be translated', async () => {
    await received('1');
    world.now += 30 * minute;
    const broken = { records: { ...world.services.records, get: () => Promise.reject(new Error('out of reach')) } };
    expect(await sweep(world.now, withFaults(world, broken))).toBe(0);
    expect(await settledUntil()).toBe(start);
    expect(await sweep()).toBe(1);
  });

  it('finds what was received in the very moment in which the workspace was created', async () => {
    world.now = start - 2_000;
    await received('1');
    expect(await sweep(start)).toBe(1);
  });

  it('of a workspace takes in all its sources, and tells when there is no such workspace', async () => {
    await received('1');
    expect(await sweepWorkspace(world.services, 'acme', world.now + 1)).toBe(true);
    expect(await deals()).toBe(1);
    expect(await sweepWorkspace(world.services, 'nobody', world.now)).toBe(false);
  });
});

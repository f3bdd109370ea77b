import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../lambdas/domain/ports.ts';
import { receive } from '../../../lambdas/flow/receive.ts';
import { translate } from '../../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { kommoHook } from '../../support/posted.ts';
import { countsNear, pendingOf } from '../../support/received.ts';
import { asked, currentStates, generationOf, phaseOf, replayed, statesIn, step } from '../../support/replays.ts';
import { start, type World } from '../../support/world.ts';
import { configured, lead, many, minute, outcomes, right, takeIn, wrong } from './company.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

describe('a rebuild with the right mapping', () => {
  let always: World;
  let world: World;
  let job: Job;

  beforeAll(async () => {
    always = await configured(database, right);
    await takeIn(always);
    world = await configured(database, wrong);
    await takeIn(world);
    await world.apply({ sources: [right] });
    job = await replayed(world, 'kommo');
  });

  it('leaves the very records of a workspace that had it from the start', async () => {
    const states = await currentStates(world, 'kommo');
    expect(Object.keys(states).length).toBeGreaterThan(6);
    expect(states).toEqual(await currentStates(always, 'kommo'));
    expect(states).not.toEqual(await statesIn(world, 'kommo', 1));
    expect(await generationOf(world.services, 'kommo')).toBe(2);
  });

  it('and the same outcomes, counts and failures', async () => {
    expect(await outcomes(world)).toEqual(await outcomes(always));
    expect(await countsNear(world.services, 'kommo')).toEqual(await countsNear(always.services, 'kommo'));
    const failures = await world.services.workspaces.failures('acme', 'kommo');
    expect(failures).toEqual(await always.services.workspaces.failures('acme', 'kommo'));
    expect(failures).toHaveLength(1);
  });

  it('and a job that tells what came of it', () => {
    expect(job).toMatchObject({
      status: 'done',
      result: '/v1/workspaces/acme/sources',
      progress: { done: 11, of: 11 },
      counts: { before: { deliveries: 11, failed: 1 }, after: { deliveries: 11, failed: 1 } },
    });
  });

  it('has the old records deleted a quarter of an hour later, and not before', async () => {
    expect(world.replays.map(({ message: each, due }) => [phaseOf(each), due - world.now])).toEqual([
      ['cleanUp', 15 * minute],
    ]);
    expect(Object.keys(await statesIn(world, 'kommo', 1))).not.toEqual([]);
    world.now += 15 * minute;
    await world.work();
    expect(await statesIn(world, 'kommo', 1)).toEqual({});
    expect(await world.services.workspaces.sourceState('acme', 'kommo')).toMatchObject({
      generation: 2,
      replay: null,
      outdated: [],
    });
    expect(await currentStates(world, 'kommo')).toEqual(await currentStates(always, 'kommo'));
  });

  it('changes nothing when it is done once more', async () => {
    const before = [await outcomes(world), await countsNear(world.services, 'kommo')];
    await replayed(world, 'kommo');
    expect(await generationOf(world.services, 'kommo')).toBe(3);
    expect(await currentStates(world, 'kommo')).toEqual(await currentStates(always, 'kommo'));
    expect([await outcomes(world), await countsNear(world.services, 'kommo')]).toEqual(before);
  });
});

describe('what comes in while a rebuild is under way', () => {
  it('is in the old records at once, and in the new ones at the switch', async () => {
    const always = await configured(database, right);
    const world = await configured(database, wrong);
    for (const one of [always, world]) await takeIn(one);
    await world.apply({ sources: [right] });
    await asked(world.services, 'kommo');
    for (let more = 0; world.replays.some(({ due }) => due <= world.now); more += 1) {
      const bodies = [lead(950 + more, '88')];
      for (const one of [always, world]) {
        one.now = start + (100 + more) * 1000;
        for (const body of bodies) await receive(one.services, kommoHook(body));
        await translate(one.services, await pendingOf(one.services, 'kommo'));
      }
      const states = await currentStates(world, 'kommo');
      expect(Object.keys(states)).toContain(`deal ${950 + more}`);
      await step(world);
    }
    expect(await currentStates(world, 'kommo')).toEqual(await currentStates(always, 'kommo'));
    expect(await outcomes(world)).toEqual(await outcomes(always));
    expect(await countsNear(world.services, 'kommo')).toEqual(await countsNear(always.services, 'kommo'));
  });

  it('makes further passes for as long as each takes long, and then leaves the rest to the catching up', async () => {
    const world = await configured(database, right);
    await takeIn(world);
    await asked(world.services, 'kommo');
    const passes: unknown[] = [];
    const { deliveries } = world.services;
    // Each reading of what was received takes ten minutes.
    const slow = {
      ...deliveries,
      received: (...args: Parameters<typeof deliveries.received>) => {
        world.now += 10 * minute;
        return deliveries.received(...args);
      },
    };
    while (world.replays.some(({ due }) => due <= world.now)) {
      const each = world.replays[0]?.message;
      if (each?.kind === 'replay' && each.cursor.phase === 'translate') passes.push(each.cursor.pass);
      await step(world, { ...world.services, deliveries: slow });
    }
    expect(passes).toEqual([1, 2, 3, 4]);
    expect(await generationOf(world.services, 'kommo')).toBe(2);
  });
});

describe('a rebuild whose settings change on the way', () => {
  it('begins anew, and leaves nothing of what was begun', async () => {
    const always = await configured(database, right);
    const world = await configured(database, wrong);
    for (const one of [always, world]) await takeIn(one, 0, many);
    world.now += 60 * minute;
    const { id } = await asked(world.services, 'kommo');
    await step(world);
    expect(world.replays[0]?.message).toMatchObject({ cursor: { phase: 'translate', generation: 2 } });
    expect(Object.keys(await statesIn(world, 'kommo', 2))).not.toEqual([]);
    await world.apply({ sources: [right] });
    await world.work();
    expect(await generationOf(world.services, 'kommo')).toBe(3);
    expect(await currentStates(world, 'kommo')).toEqual(await currentStates(always, 'kommo'));
    expect(await outcomes(world)).toEqual(await outcomes(always));
    expect(await world.services.jobs.get(id)).toMatchObject({ status: 'done' });
    world.now += 15 * minute;
    await world.work();
    expect(await statesIn(world, 'kommo', 2)).toEqual({});
    expect(await statesIn(world, 'kommo', 1)).toEqual({});
  });

  it('there and back notices, and begins anew', async () => {
    const world = await configured(database, right);
    await takeIn(world, 0, many);
    const expected = await currentStates(world, 'kommo');
    world.now += 60 * minute;
    await asked(world.services, 'kommo');
    for (const source of [right, wrong]) {
      await world.apply({ sources: [source] });
      await step(world);
    }
    await world.apply({ sources: [right] });
    await world.work();
    expect(await currentStates(world, 'kommo')).toEqual(expected);
    expect((await world.services.workspaces.sourceState('acme', 'kommo'))?.replay).toBeNull();
  });

  it('ends where the source is gone, and leaves what there is', async () => {
    const world = await configured(database, right);
    await takeIn(world);
    const before = await currentStates(world, 'kommo');
    const { id } = await asked(world.services, 'kommo');
    await world.apply({ sources: [] });
    await world.work();
    expect(await world.services.jobs.get(id)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('no source "kommo" any more'),
    });
    expect(await world.services.workspaces.sourceState('acme', 'kommo')).toMatchObject({ generation: 1, replay: null });
    expect(await currentStates(world, 'kommo')).toEqual(before);
  });
});

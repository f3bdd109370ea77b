import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryKey } from '../../../lambdas/domain/ports.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { translate } from '../../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { bytes, standardSource, wonDeal } from '../../support/posted.ts';
import { countsNear, pendingOf } from '../../support/received.ts';
import { asked, currentStates, generationOf, replayed, step } from '../../support/replays.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { minute, outcomes, won } from './company.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

describe('a replay of what failed', () => {
  let world: World;
  const post = (observations: readonly unknown[], receivedAt: number): Promise<DeliveryKey> =>
    world.services.deliveries.put({
      workspace: 'acme',
      source: 'standard',
      kind: 'webhook',
      receivedAt,
      body: bytes(observations),
      headers: {},
    });
  const { sources } = { sources: new Map() };

  beforeEach(async () => {
    world = await createWorld(database);
    await world.apply({ sources: [standardSource] });
    await post([wonDeal('1', 5)], start);
    await post([wonDeal('2', 6)], start + 1);
    await post([{ record: 'nothing' }], start + 2);
    // A version that knows no such system yet.
    await translate({ ...world.services, sources }, await pendingOf(world.services));
    await post([wonDeal('3', 7)], start + 3);
    await sweepWorkspace(world.services, 'acme', start + 4);
    world.now = start + 60 * minute;
    await sweepWorkspace(world.services, 'acme', world.now);
  });

  it('has it count, once, in the records that there are; counts and failures follow', async () => {
    expect(await countsNear(world.services)).toMatchObject([{ deliveries: 4, failed: 3, observations: 1 }]);
    expect(await world.services.workspaces.failures('acme', 'standard')).toHaveLength(3);
    const job = await replayed(world, 'standard', true);
    expect(job).toMatchObject({
      status: 'done',
      progress: { done: 3, of: 3 },
      counts: { before: { failed: 3, observations: 1 }, after: { failed: 1, observations: 3 } },
    });
    expect(Object.keys(await currentStates(world, 'standard'))).toEqual(['deal 1', 'deal 2', 'deal 3']);
    expect(await countsNear(world.services)).toMatchObject([
      { deliveries: 4, failed: 1, observations: 3, rejected: 1 },
    ]);
    const failures = await world.services.workspaces.failures('acme', 'standard');
    expect(failures).toMatchObject([
      { key: { receivedAt: start + 2 }, reason: expect.stringContaining('Observation 0') },
    ]);
    expect(await generationOf(world.services, 'standard')).toBe(1);
    expect(await won(world)).toBe(3);
  });

  it('finds nothing more to do when it is done once more, and what fails again is told once', async () => {
    await replayed(world, 'standard', true);
    const before = [await outcomes(world, 'standard'), await countsNear(world.services)];
    const failed = world.counted.get('DeliveriesFailed');
    const job = await replayed(world, 'standard', true);
    expect(job.progress).toEqual({ done: 1, of: 1 });
    expect([await outcomes(world, 'standard'), await countsNear(world.services)]).toEqual(before);
    expect(world.counted.get('DeliveriesFailed')).toBe(failed);
    await sweepWorkspace(world.services, 'acme', world.now + 60 * minute);
    expect(await countsNear(world.services)).toEqual(before[1]);
  });

  it('comes further at every step, however short, although some fail for ever', async () => {
    for (let index = 0; index < 120; index += 1)
      await post([{ record: `nothing ${index}` }], start + 55 * minute + index);
    await sweepWorkspace(world.services, 'acme', world.now);
    await asked(world.services, 'standard', true);
    let steps = 0;
    while (world.replays.some(({ due }) => due <= world.now)) {
      steps += 1;
      expect(steps).toBeLessThan(20);
      await step(world);
    }
    expect(steps).toBeGreaterThan(2);
    expect((await world.services.workspaces.sourceState('acme', 'standard'))?.replay).toBeNull();
    expect(await countsNear(world.services)).toMatchObject([{ deliveries: 124, failed: 121, observations: 3 }]);
  });
});

describe('a sweep that read before outcomes were changed', () => {
  it('counts nothing of it', async () => {
    const world = await createWorld(database);
    await world.apply({ sources: [standardSource] });
    const key = { workspace: 'acme', source: 'standard', kind: 'webhook', receivedAt: start, headers: {} } as const;
    await world.services.deliveries.put({ ...key, body: bytes([wonDeal('1', 5)]) });
    await translate({ ...world.services, sources: new Map() }, await pendingOf(world.services));
    world.now = start + 30 * minute;
    const { workspaces } = world.services;
    let during: (() => Promise<unknown>) | undefined = () => replayed(world, 'standard', true);
    const late = {
      ...workspaces,
      count: async (...args: Parameters<typeof workspaces.count>) => {
        const before = during;
        during = undefined;
        await before?.();
        return workspaces.count(...args);
      },
    };
    await sweepWorkspace({ ...world.services, workspaces: late }, 'acme', world.now);
    expect(during).toBeUndefined();
    await sweepWorkspace(world.services, 'acme', world.now);
    expect(await countsNear(world.services)).toMatchObject([{ deliveries: 1, failed: 0, observations: 1 }]);
    expect(await workspaces.counts('acme', 'standard', '2026-11-02', '2026-11-02')).toMatchObject([
      { deliveries: 1, failed: 0, observations: 1 },
    ]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deliveries } from '../../lambdas/domain/ports.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepSource, sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear } from '../support/received.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';
import { dyingAt, unlessCrashed } from './dying.ts';

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

const received = (id: string): Promise<unknown> =>
  receive(world.services, signedHook(wonDeal(id, 5), { at: world.now }));
const of = { workspace: 'acme', source: 'standard', createdAt: start };
const sweep = (until = world.now + 1, services = world.services): Promise<number> =>
  sweepSource(services, { ...of, until });
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

  it('goes on from what another sweep has translated and not yet counted', async () => {
    for (let index = 0; index < 60; index += 1) {
      world.now += 1;
      await received(String(index));
    }
    world.now += 30 * minute;
    const workspaces = { ...world.services.workspaces, count: () => Promise.reject(new Error('crashed')) };
    await expect(sweep(world.now, withFaults(world, { workspaces }))).rejects.toThrow('crashed');
    expect(await settledUntil()).toBeUndefined();
    expect(await sweep()).toBe(10);
  });

  it('of a workspace takes in all its sources, and tells when there is no such workspace', async () => {
    await received('1');
    expect(await sweepWorkspace(world.services, 'acme', world.now + 1)).toBe(true);
    expect(await deals()).toBe(1);
    expect(await sweepWorkspace(world.services, 'nobody', world.now)).toBe(false);
  });
});

describe('a sweep with a deadline', () => {
  /** Of each millisecond from the start on one. */
  const backlog = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      world.now = start + index;
      await received(String(index));
    }
    world.now = start + 30 * minute;
  };
  const sweepUntil = (deadline: number): Promise<number> =>
    sweepSource(world.services, { ...of, until: world.now, deadline });
  const kept = async () => {
    const days = await world.services.workspaces.counts('acme', 'standard', '2026-11-02', '2026-11-02');
    return days.map(({ deliveries, countedUntil }) => [deliveries, countedUntil]);
  };

  it('that has passed still comes further, remembers how far, and goes on there', async () => {
    await backlog(120);
    expect(await sweepUntil(world.now)).toBe(50);
    expect([await settledUntil(), await kept()]).toEqual([start + 50, [[50, start + 50]]]);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'warn', source: 'standard' }));
    const asked: number[] = [];
    const { deliveries } = world.services;
    const listening: typeof deliveries = {
      ...deliveries,
      received: (workspace, source, from, to) => {
        asked.push(from);
        return deliveries.received(workspace, source, from, to);
      },
    };
    const services = withFaults(world, { deliveries: listening });
    expect(await sweepSource(services, { ...of, until: world.now, deadline: world.now })).toBe(50);
    expect(asked[0]).toBe(start + 50);
    expect(await sweepUntil(world.now)).toBe(20);
    expect([await settledUntil(), await kept()]).toEqual([world.now - 10 * minute, [[120, world.now - 10 * minute]]]);
  });

  it('is not cut off before it, nor after the last', async () => {
    await backlog(100);
    expect(await sweepUntil(world.now + 1)).toBe(100);
    await backlog(50);
    expect(await sweepUntil(world.now)).toBe(0);
    expect(world.log.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('is cut off among what is settled too, and goes no further than was read', async () => {
    world.now = start + 30 * minute;
    const outcome = { status: 'translated', observations: 1, rejected: 0 } as const;
    const deliveries: Deliveries = {
      ...world.services.deliveries,
      async *received(workspace, source, from, to) {
        for (let receivedAt = Math.max(from, start); receivedAt < Math.min(to, start + 1_100); receivedAt += 1)
          yield { key: { workspace, source, receivedAt, hash: '' }, outcome };
      },
    };
    const services = withFaults(world, { deliveries });
    expect(await sweepSource(services, { ...of, until: world.now, deadline: world.now })).toBe(0);
    expect([await settledUntil(), await kept()]).toEqual([start + 1_000, [[1_000, start + 1_000]]]);
  });

  it('stays before what could not be translated, however often it is cut off', async () => {
    await backlog(120);
    const { records } = world.services;
    const failing: typeof records = {
      ...records,
      put: (record, ...rest) =>
        record.key.id === '60' ? Promise.reject(new Error('out of reach')) : records.put(record, ...rest),
    };
    const services = withFaults(world, { records: failing });
    for (const swept of [50, 49, 20, 0])
      expect(await sweepSource(services, { ...of, until: world.now, deadline: world.now })).toBe(swept);
    expect([await settledUntil(), await kept()]).toEqual([start + 60, [[60, start + 60]]]);
    expect(await sweep()).toBe(1);
    expect(await kept()).toMatchObject([[120, world.now - 10 * minute]]);
  });

  it.each(['before', 'after'] as const)(
    'counts each delivery once, though a crash comes %s any write and others sweep at the same time',
    async (when) => {
      let points = 0;
      for (let at = 1; ; at += 1) {
        world = await createWorld(database);
        await world.apply({ sources: [standardSource] });
        await backlog(70);
        const dying = dyingAt(world.services, { workspaces: ['count', 'settledUntil'] }, at, when);
        await sweepSource(dying.services, { ...of, until: world.now }).catch(unlessCrashed);
        await Promise.all([sweepUntil(world.now), sweep(), sweepUntil(world.now)]);
        await sweep();
        expect([at, await kept()]).toEqual([at, [[70, world.now - 10 * minute]]]);
        if (!dying.crashed()) break;
        points += 1;
      }
      // At both steps a count, then how far it reaches.
      expect(points).toBe(4);
    },
  );
});

describe('counts', () => {
  const counted = async () => (await countsNear(world.services)).map(({ day, deliveries }) => [day, deliveries]);
  const kept = () => world.services.workspaces.counts('acme', 'standard', '2026-11-01', '2026-11-03');

  it('are exact at every moment: before a sweep, after it, and after what comes then', async () => {
    await received('1');
    expect(await counted()).toEqual([]);
    await sweep();
    expect(await counted()).toEqual([['2026-11-02', 1]]);
    expect(await kept()).toEqual([]);
    world.now += 30 * minute;
    await received('2');
    await sweep();
    expect(await counted()).toEqual([['2026-11-02', 2]]);
    expect(await kept()).toMatchObject([{ deliveries: 1, firstAt: start, lastAt: start }]);
    world.now += 30 * minute;
    await sweep();
    await sweep();
    expect(await counted()).toEqual([['2026-11-02', 2]]);
    expect(await kept()).toMatchObject([{ deliveries: 2, firstAt: start, lastAt: start + 30 * minute }]);
  });

  it('are those of the day on which each was received', async () => {
    for (const hours of [0, 11, 13, 14]) {
      world.now = start + hours * 60 * minute;
      await received(String(hours));
    }
    world.now += 60 * minute;
    await sweep();
    expect(await kept()).toMatchObject([
      { day: '2026-11-02', deliveries: 2 },
      { day: '2026-11-03', deliveries: 2 },
    ]);
    expect(await counted()).toEqual([
      ['2026-11-02', 2],
      ['2026-11-03', 2],
    ]);
  });

  it.each(['before', 'after'] as const)(
    'include each delivery once, though a crash comes %s any write',
    async (when) => {
      let points = 0;
      for (let at = 1; ; at += 1) {
        world = await createWorld(database);
        await world.apply({ sources: [standardSource] });
        const dying = dyingAt(world.services, { workspaces: ['count', 'settledUntil'] }, at, when);
        for (const hours of [0, 1, 13]) {
          world.now = start + hours * 60 * minute;
          await received(String(hours));
          world.now += 20 * minute;
          await sweep(world.now, dying.services).catch(unlessCrashed);
        }
        world.now += 20 * minute;
        await sweep();
        expect([at, await counted()]).toEqual([
          at,
          [
            ['2026-11-02', 2],
            ['2026-11-03', 1],
          ],
        ]);
        expect([at, (await kept()).map(({ deliveries }) => deliveries)]).toEqual([at, [2, 1]]);
        if (!dying.crashed()) break;
        points += 1;
      }
      // Three times the counts of a day, then how far they reach.
      expect(points).toBe(6);
    },
  );

  it('include each delivery once, though several sweep at the same time', async () => {
    for (let index = 0; index < 30; index += 1) {
      world.now += minute;
      await received(String(index));
      await Promise.all([sweep(), sweep(world.now - minute), sweep()]);
    }
    world.now += 30 * minute;
    await Promise.all([sweep(), sweep()]);
    expect(await counted()).toEqual([['2026-11-02', 30]]);
    await sweep();
    expect(await kept()).toMatchObject([{ deliveries: 30 }]);
  });

  it('wait for what could not be translated', async () => {
    await received('1');
    world.now += minute;
    await received('2');
    world.now += 30 * minute;
    const { records } = world.services;
    const failing: typeof records = {
      ...records,
      put: (record, ...rest) =>
        record.key.id === '2' ? Promise.reject(new Error('out of reach')) : records.put(record, ...rest),
    };
    await sweep(world.now, withFaults(world, { records: failing }));
    expect(await kept()).toMatchObject([{ deliveries: 1, countedUntil: start + minute }]);
    await sweep();
    expect(await kept()).toMatchObject([{ deliveries: 2 }]);
  });
});

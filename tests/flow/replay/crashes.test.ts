import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receive } from '../../../lambdas/flow/receive.ts';
import { askReplay } from '../../../lambdas/flow/replay/ask.ts';
import { replay } from '../../../lambdas/flow/replay/replay.ts';
import type { Services } from '../../../lambdas/flow/services.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { translate } from '../../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { kommoHook } from '../../support/posted.ts';
import { countsNear, pendingOf } from '../../support/received.ts';
import { asked, currentStates, generationOf, statesIn, step } from '../../support/replays.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { dyingAt, unlessCrashed } from '../dying.ts';
import { lead, minute, right, wrong } from './company.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

/** All that a replay writes. */
const writes = {
  deliveries: ['revise', 'adopt'],
  records: ['put'],
  workspaces: ['changeReplay', 'recount', 'failed', 'mended'],
  jobs: ['put'],
  replayQueue: ['add'],
};

const takeIn = async (world: World, at: number, ...forms: readonly string[]): Promise<void> => {
  world.now = at;
  for (const form of forms) await receive(world.services, kommoHook(form));
  await translate(world.services, await pendingOf(world.services, 'kommo'));
};

/** A won deal, one that is open, one that the wrong company failed at, a body that nobody reads; counted, as it is long ago. */
const company = async (source: object): Promise<World> => {
  const world = await createWorld(database);
  await world.apply({ sources: [source] });
  await takeIn(world, start, lead(900, '88'), lead(901, '31'), 'nothing=1');
  await receive(world.services, kommoHook(lead(902, '88')));
  const sources = source === wrong ? new Map() : world.services.sources;
  await translate({ ...world.services, sources }, await pendingOf(world.services, 'kommo'));
  world.now = start + 30 * minute;
  await sweepWorkspace(world.services, 'acme', world.now);
  return world;
};

const all = async (world: World) => {
  const { deliveries, workspaces } = world.services;
  const outcomes: unknown[] = [];
  for await (const { key } of deliveries.received('acme', 'kommo', start, start + 86_400_000))
    outcomes.push([key.hash, (await deliveries.get(key))?.outcome]);
  return {
    records: await currentStates(world, 'kommo'),
    outcomes: outcomes.sort(),
    counts: (await countsNear(world.services, 'kommo')).map(({ firstAt, lastAt, ...counts }) => counts),
    failures: (await workspaces.failures('acme', 'kommo')).map(({ reason }) => reason),
  };
};

const isDue = ({ replays, now }: World): boolean => replays.some(({ due }) => due <= now);

/** Works off what is due; whatever comes in meanwhile, one delivery before each step, is translated as it always is. */
const workOff = async (world: World, services: Services, arrive: (count: number) => Promise<void>): Promise<void> => {
  for (let steps = 0; isDue(world); steps += 1) {
    expect(steps).toBeLessThan(100);
    await arrive(steps);
    await step(world, services);
  }
};

const wanted = { workspace: 'acme', source: 'kommo', failed: false };

/** The replay as it goes until the process is gone; then another, which the queue gives the messages that were left. */
const crashAndGoOn = async (world: World, at: number): Promise<boolean> => {
  let arrived = 0;
  const arrive = async (): Promise<void> => {
    if (arrived < 3) await takeIn(world, world.now + 1000, lead(910 + arrived, arrived === 1 ? '31' : '88'));
    arrived += 1;
  };
  const dying = dyingAt(world.services, writes, at, 'before');
  const whole = async (): Promise<void> => {
    await askReplay(dying.services, wanted);
    await workOff(world, dying.services, arrive);
  };
  await whole().catch(unlessCrashed);
  await workOff(world, world.services, arrive);
  const { replay: left } = (await world.services.workspaces.sourceState('acme', 'kommo')) ?? {};
  if (left || (await generationOf(world.services, 'kommo')) === 1) {
    // Nobody was told to work on it: whoever asked saw an error, and asks again. From then on it goes on by itself.
    expect(at).toBeLessThanOrEqual(3);
    world.now += 30 * minute;
    await asked(world.services, 'kommo');
    await workOff(world, world.services, arrive);
  }
  while (arrived < 3) await arrive();
  return dying.crashed();
};

describe('a rebuild and a crash', () => {
  // One after a write leaves what one before the next does.
  it('before any write, with deliveries coming in: in the end all is as if the mapping had been right from the start', async () => {
    const always = await company(right);
    await takeIn(always, always.now + 1000, lead(910, '88'));
    await takeIn(always, always.now + 1000, lead(911, '31'));
    await takeIn(always, always.now + 1000, lead(912, '88'));
    const expected = await all(always);
    let points = 0;
    for (let at = 1; ; at += 1) {
      const world = await company(wrong);
      await world.apply({ sources: [right] });
      const crashed = await crashAndGoOn(world, at);
      expect([at, await all(world)]).toEqual([at, expected]);
      world.now += 15 * minute;
      await world.work();
      const state = await world.services.workspaces.sourceState('acme', 'kommo');
      expect([at, state]).toEqual([at, expect.objectContaining({ replay: null, outdated: [] })]);
      for (let generation = 1; generation <= (state?.begun ?? 0); generation += 1)
        if (generation !== state?.generation)
          expect([at, await statesIn(world, 'kommo', generation)]).toEqual([at, {}]);
      if (!crashed) break;
      points += 1;
    }
    // The job, the beginning, its message; five records and four revisions; the switch; three steps and more.
    expect(points).toBeGreaterThanOrEqual(25);
  }, 300_000);
});

/** Ports of which every write has something begun right before it, and ended right after. */
const around = (services: Services, begin: () => Promise<() => Promise<void>>): Services => {
  const ports = Object.entries(writes).map(([name, methods]) => {
    const port = services[name as keyof Services] as object;
    const wrapped = methods.map((method) => {
      const call = Reflect.get(port, method) as (...args: unknown[]) => Promise<unknown>;
      return [
        method,
        async (...args: unknown[]) => {
          const end = await begin();
          const answer = await call.apply(port, args);
          await end();
          return answer;
        },
      ];
    });
    return [name, { ...port, ...Object.fromEntries(wrapped) }];
  });
  return { ...services, ...Object.fromEntries(ports) };
};

describe('a replay of what failed and a crash', () => {
  it('before any write: in the end each counts, once', async () => {
    const expected = await all(await company(right));
    let points = 0;
    for (let at = 1; ; at += 1) {
      const world = await company(wrong);
      await world.apply({ sources: [right] });
      const dying = dyingAt(world.services, writes, at, 'before');
      const whole = async (): Promise<void> => {
        await askReplay(dying.services, { ...wanted, failed: true });
        await workOff(world, dying.services, async () => {});
      };
      await whole().catch(unlessCrashed);
      await workOff(world, world.services, async () => {});
      if (at <= 3) {
        world.now += 30 * minute;
        await asked(world.services, 'kommo', true);
        await workOff(world, world.services, async () => {});
      }
      const { outcomes, counts, failures, records } = await all(world);
      // What did not fail is what the wrong mapping made of it.
      expect([at, outcomes, counts, failures]).toEqual([at, expected.outcomes, expected.counts, expected.failures]);
      expect([at, records['deal 902']]).toEqual([at, expected.records['deal 902']]);
      expect(await generationOf(world.services, 'kommo')).toBe(1);
      if (!dying.crashed()) break;
      points += 1;
    }
    expect(points).toBeGreaterThan(10);
  });
});

const opening = () => {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

describe('a rebuild at every write of which a delivery comes in', () => {
  it('has all of them, though each was translated by what it read before the write, and written after it', async () => {
    const world = await company(wrong);
    await world.apply({ sources: [right] });
    const came: { readonly at: number; readonly form: string }[] = [];
    let ends = 0;
    // Whoever waits for a record waits for that alone, and not for all that is queued.
    const waiting = { ...world.services, pause: async () => {} };
    const services = around(waiting, async () => {
      world.now += 1;
      const at = world.now;
      const form = lead(1000 + came.length, '88');
      came.push({ at, form });
      const { body } = kommoHook(form);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const delivery = { workspace: 'acme', source: 'kommo', kind: 'webhook', receivedAt: at, body, headers } as const;
      const keys = [await world.services.deliveries.put(delivery)];
      const { records } = world.services;
      const gate = opening();
      const read = opening();
      const late = {
        ...records,
        put: async (...args: Parameters<typeof records.put>) => {
          read.resolve();
          await gate.promise;
          return records.put(...args);
        },
      };
      const translated = translate({ ...waiting, records: late }, keys);
      await Promise.race([read.promise, translated]);
      return async () => {
        ends += 1;
        gate.resolve();
        await translated;
      };
    });
    await asked(world.services, 'kommo');
    for (let steps = 0; isDue(world); steps += 1) {
      expect(steps).toBeLessThan(50);
      await step(world, services);
    }
    expect([came.length, await generationOf(world.services, 'kommo')]).toEqual([ends, 2]);
    expect(came.length).toBeGreaterThan(25);
    expect(await pendingOf(world.services, 'kommo')).toEqual([]);
    const always = await company(right);
    for (const { at, form } of came) await takeIn(always, at, form);
    expect(await all(world)).toEqual(await all(always));
  });
});

describe('the deletion of an outdated generation', () => {
  it('goes on where time was up, and leaves the others alone', async () => {
    const world = await company(right);
    await asked(world.services, 'kommo');
    await workOff(world, world.services, async () => {});
    const kept = await all(world);
    world.now += 15 * minute;
    let steps = 0;
    while (isDue(world)) {
      steps += 1;
      expect(steps).toBeLessThan(20);
      await step(world);
    }
    expect(steps).toBeGreaterThan(1);
    expect(await statesIn(world, 'kommo', 1)).toEqual({});
    expect(await all(world)).toEqual(kept);
  });

  it('is not begun before it is time, when a message comes early', async () => {
    const world = await company(right);
    await asked(world.services, 'kommo');
    await workOff(world, world.services, async () => {});
    const [message] = world.replays.splice(0).map((later) => later.message);
    world.now += 14 * minute;
    await replay(world.services, message ?? expect.fail(), Number.POSITIVE_INFINITY);
    expect(Object.keys(await statesIn(world, 'kommo', 1))).not.toEqual([]);
    expect(world.replays).toEqual([{ message, due: world.now + minute }]);
  });

  it('is not begun of one that is read, whatever a message says', async () => {
    const world = await company(right);
    await asked(world.services, 'kommo');
    await workOff(world, world.services, async () => {});
    const kept = await all(world);
    const message = { kind: 'cleanUp', workspace: 'acme', source: 'kommo', generation: 2, notBefore: 0 } as const;
    await replay(world.services, message, world.now);
    expect(await all(world)).toEqual(kept);
  });
});

describe('a message of a replay that comes twice', () => {
  it('one after the other makes no second chain', async () => {
    const world = await company(wrong);
    await world.apply({ sources: [right] });
    await asked(world.services, 'kommo');
    const { deliveries } = world.services;
    const idle = {
      ...deliveries,
      received: () => expect.fail('It was read again what had been received.'),
    };
    for (let steps = 0; isDue(world); steps += 1) {
      expect(steps).toBeLessThan(20);
      const due = world.replays.filter(({ due: at }) => at <= world.now);
      expect(due).toHaveLength(1);
      for (const { message } of due) {
        await replay(world.services, message, world.now);
        await replay({ ...world.services, deliveries: idle }, message, world.now);
      }
      for (const each of due) world.replays.splice(world.replays.indexOf(each), 1);
    }
    expect((await world.services.workspaces.sourceState('acme', 'kommo'))?.replay).toBeNull();
    expect(await currentStates(world, 'kommo')).toEqual(await currentStates(await company(right), 'kommo'));
  });

  it('at the same time changes nothing of what comes of it', async () => {
    const world = await company(wrong);
    await world.apply({ sources: [right] });
    await asked(world.services, 'kommo');
    for (let steps = 0; isDue(world); steps += 1) {
      expect(steps).toBeLessThan(40);
      const [first] = world.replays.splice(
        world.replays.findIndex(({ due: at }) => at <= world.now),
        1,
      );
      if (!first) break;
      await Promise.all([1, 2].map(() => replay(world.services, first.message, world.now)));
    }
    expect(await all(world)).toEqual(await all(await company(right)));
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryKey, Job } from '../../lambdas/domain/ports.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { formOf } from '../sources/kommo/form.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, kommoHook, kommoSource, said, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear, pendingOf } from '../support/received.ts';
import { asked, currentStates, generationOf, phaseOf, replayed, statesIn, step } from '../support/replays.ts';
import { kpiOf } from '../support/review.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const minute = 60_000;
const october = Date.parse('2026-10-10T00:00:00Z') / 1000;

/** Status 88 is how the company wins; whoever does not say so has open deals. */
const right = { ...kommoSource, stages: { won: ['88'] }, fields: { deal: { source: 'custom:501' } } };
const wrong = { ...kommoSource, stages: {}, fields: { deal: { source: 'custom:503' } } };

const lead = (id: number, status: string, at = october + id) =>
  hookOf('status', leadWith({ id: String(id), status_id: status, last_modified: String(at), updated_at: String(at) }));

const hooks = [
  ...Array.from({ length: 6 }, (_, index) => lead(900 + index, index % 2 === 0 ? '88' : '31')),
  // One with no time of its own, twice; one that nobody can read; one that moves a deal back.
  formOf({ leads: { delete: [{ id: '901', status_id: '31' }] }, account: { id: '4400' } }),
  'nothing=1',
  formOf({ leads: { delete: [{ id: '901', status_id: '31' }] }, account: { id: '4400' } }),
  lead(902, '31', october + 5000),
];

/** What comes in, one a second; some of it is posted. */
const takeIn = async (world: World, from = 0, bodies: readonly string[] = hooks): Promise<void> => {
  for (const [index, form] of bodies.entries()) {
    world.now = start + (from + index) * 1000;
    expect(await receive(world.services, kommoHook(form))).toBeDefined();
  }
  const body = bytes([wonDeal('posted', 6), said('deal', '900', '2026-10-12T00:00:00Z', { owner: 'ana' })]);
  const batch = { workspace: 'acme', source: 'kommo', body, contentType: 'application/json' };
  await postObservations(world.services, batch);
  await sweepWorkspace(world.services, 'acme', world.now + 1);
};

const configured = async (source: object, change: Record<string, unknown> = {}): Promise<World> => {
  const world = await createWorld(database);
  await world.apply({ sources: [source], ...change });
  return world;
};

const outcomes = async ({ services: { deliveries } }: World, source = 'kommo') => {
  const found: unknown[] = [];
  for await (const { key } of deliveries.received('acme', source, start - 1, start + 86_400_000)) {
    const { outcome, revision } = (await deliveries.get(key)) ?? {};
    found.push({ receivedAt: key.receivedAt, hash: key.hash, outcome, revision });
  }
  return found;
};

const message = (change: object = {}) => ({
  workspace: 'acme',
  period: '2026-10',
  asOf: start + 86_400_000,
  scopes: [null],
  recipients: [],
  late: [],
  job: null,
  ...change,
});
const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
const told = async (world: World) => {
  await review(world.services, message({ asOf: world.now }));
  const document = await world.services.reviews.latest(address);
  if (!document) throw new Error('There is no review.');
  return document;
};
const won = async (world: World) => kpiOf(await told(world), 'wonDeals').value;

describe('a rebuild with the right mapping', () => {
  let always: World;
  let world: World;
  let job: Job;

  beforeAll(async () => {
    always = await configured(right);
    await takeIn(always);
    world = await configured(wrong);
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

/** More than a step takes, half of them won. */
const many = Array.from({ length: 120 }, (_, index) => lead(1000 + index, index % 2 === 0 ? '88' : '31'));

describe('reviews', () => {
  it('are of the old records while a rebuild is under way, and of the new ones from the switch on', async () => {
    const world = await configured(wrong);
    await takeIn(world, 0, many);
    world.now += 60 * minute;
    expect(await won(world)).toBe(1);
    const old = await statesIn(world, 'kommo', 1);
    await world.apply({ sources: [right] });
    await asked(world.services, 'kommo');
    const seen: [string, unknown][] = [];
    while (world.replays.some(({ due }) => due <= world.now)) {
      const phase = phaseOf(world.replays[0]?.message ?? expect.fail());
      seen.push([phase, await won(world)]);
      await step(world);
    }
    const before = seen.filter(([phase]) => phase === 'translate');
    expect(before.length).toBeGreaterThan(2);
    expect(new Set(before.map(([, value]) => value))).toEqual(new Set([1]));
    const after = seen.slice(before.length);
    expect(after.length).toBeGreaterThan(2);
    expect(new Set(after.map(([, value]) => value))).toEqual(new Set([61]));
    expect(await won(world)).toBe(61);
    expect(await statesIn(world, 'kommo', 1)).toEqual(old);
  });

  it('hold all that was translated into the old records right before the switch, though nobody has caught up yet', async () => {
    const world = await configured(right);
    await takeIn(world);
    await asked(world.services, 'kommo');
    await step(world);
    // The switch is made, and the process ended with it; before, one that had read the old state has translated this.
    const state = await world.services.workspaces.sourceState('acme', 'kommo');
    expect(state).toMatchObject({ generation: 2, replay: { catchUp: expect.anything() } });
    const late = await world.services.deliveries.put({
      workspace: 'acme',
      source: 'kommo',
      kind: 'webhook',
      receivedAt: world.now,
      body: new TextEncoder().encode(lead(990, '88')),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const { workspaces } = world.services;
    const old = { ...workspaces, sourceState: async () => ({ ...state, generation: 1 }) as never };
    await translate({ ...world.services, workspaces: old }, [late]);
    expect((await world.services.deliveries.get(late))?.outcome).toMatchObject({ status: 'translated' });
    expect(Object.keys(await statesIn(world, 'kommo', 2))).not.toContain('deal 990');
    expect(await won(world)).toBe(4);
  });

  it('say after it what has moved: by the configuration where that is another, else by the definition', async () => {
    const recipient = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
    const world = await configured(wrong, { since: '2026-10-01', recipients: [recipient] });
    await takeIn(world);
    await schedule(world.services, world.now);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
    const november = async () => {
      await review(world.services, message({ period: '2026-11', asOf: Date.parse('2026-12-02T00:00:00Z') }));
      return world.services.reviews.latest({ ...address, start: '2026-11-01' });
    };
    const causes = async () => new Set((await november())?.restatements.map(({ cause }) => cause));
    // Of records that came late before it, the rebuild is not the reason.
    await receive(world.services, kommoHook(lead(980, '142')));
    expect(await causes()).toEqual(new Set(['late']));
    expect(await november()).not.toHaveProperty('generations');
    await replayed(world, 'kommo');
    expect(await causes()).toEqual(new Set(['definition']));
    expect(await november()).toMatchObject({ generations: { kommo: 2 } });
    await world.apply({ sources: [right], since: '2026-10-01', recipients: [recipient] });
    await replayed(world, 'kommo');
    expect(await causes()).toEqual(new Set(['configuration']));
    expect((await november())?.restatements.find(({ kpi }) => kpi === 'wonDeals')).toMatchObject({ was: 1, is: 4 });
  });
});

describe('what comes in while a rebuild is under way', () => {
  it('is in the old records at once, and in the new ones at the switch', async () => {
    const always = await configured(right);
    const world = await configured(wrong);
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
    const world = await configured(right);
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
    const always = await configured(right);
    const world = await configured(wrong);
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
    const world = await configured(right);
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
    const world = await configured(right);
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

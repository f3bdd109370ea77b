import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { healthOf } from '../../lambdas/flow/health.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, kommoSource, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World } from '../support/world.ts';

const day = 86_400_000;

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource, kommoSource] });
});

const health = async (source = 'standard') => (await healthOf(world.services, 'acme'))?.find(({ id }) => id === source);
const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });

it('a source from which nothing ever came is silent once the workspace is three days old', async () => {
  world.now += 3 * day;
  expect(await health('kommo')).toMatchObject({ lastAt: null, silent: false });
  world.now += 1;
  expect(await health('kommo')).toEqual({
    id: 'kommo',
    system: 'kommo',
    generation: 1,
    lastAt: null,
    pending: 0,
    silent: true,
    setAside: false,
    totals: { deliveries: 0, failed: 0, refused: 0, observations: 0, rejected: 0 },
    days: [],
    failures: [],
    unresolved: 0,
  });
});

it('totals are those of the last thirty days', async () => {
  await post(wonDeal('1', 5));
  world.now += day;
  await post(wonDeal('2', 6), { record: 'boat' });
  expect(await health()).toMatchObject({
    lastAt: world.now,
    silent: false,
    totals: { deliveries: 2, observations: 2, rejected: 1 },
  });
  expect((await health())?.days.map(({ deliveries }) => deliveries)).toEqual([1, 1]);
  world.now = start + 30 * day;
  expect(await health()).toMatchObject({ totals: { deliveries: 1, rejected: 1 } });
});

it('a source is silent three days after its last delivery, refused ones being none', async () => {
  await post(wonDeal('1', 5));
  world.now += 3 * day;
  expect((await health())?.silent).toBe(false);
  world.now += 1;
  await receive(world.services, { ...signedHook(wonDeal('2', 5)), headers: {} });
  expect(await health()).toMatchObject({ silent: true, lastAt: start, totals: { refused: 1 } });
});

it('what waits is counted, and what failed is told with its reason', async () => {
  await receive(world.services, signedHook('nothing that it should be'));
  expect(await health()).toMatchObject({ pending: 1, totals: { deliveries: 0 } });
  await sweepWorkspace(world.services, 'acme', world.now + 1);
  expect(await health()).toMatchObject({
    pending: 0,
    totals: { deliveries: 1, failed: 1 },
    failures: [{ receivedAt: start, reason: expect.stringContaining('holds observations') }],
  });
});

it('there is none of a workspace that is not there', async () => {
  expect(await healthOf(world.services, 'nobody')).toBeUndefined();
});

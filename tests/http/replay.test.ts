import { describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { currentStates, step } from '../support/replays.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ sources: [standardSource] });
  const body = bytes([wonDeal('1', 5), wonDeal('2', 6)]);
  const batch = { workspace: 'acme', source: 'standard', body, contentType: 'application/json' };
  await postObservations(world.services, batch);
});

const minute = 60_000;
const path = '/v1/workspaces/acme/sources/standard/replay';

describe('a replay', () => {
  it('is answered 202, with the address of a job that tells how far it is and what came of it', async () => {
    const response = await client('POST', path, { body: {} });
    expect(response.status).toBe(202);
    const { job } = await json(response);
    expect(response.headers.get('location')).toBe(`/v1/jobs/${job}`);
    const before = { deliveries: 1, observations: 2, failed: 0, wrongAccount: 0 };
    expect(await json(await client('GET', `/v1/jobs/${job}`))).toEqual({
      id: job,
      status: 'queued',
      result: null,
      reason: null,
      progress: { done: 0, of: 1 },
      before,
      after: null,
    });
    await world.work();
    expect(await json(await client('GET', `/v1/jobs/${job}`))).toEqual({
      id: job,
      status: 'done',
      result: '/v1/workspaces/acme/sources',
      reason: null,
      progress: { done: 1, of: 1 },
      before,
      after: before,
    });
    expect(await json(await client('GET', '/v1/workspaces/acme/sources'))).toMatchObject({
      sources: [{ generation: 2 }],
    });
  });

  it('of what failed stays in the generation that there is', async () => {
    expect((await client('POST', path, { body: { failed: true } })).status).toBe(202);
    await world.work();
    expect(await json(await client('GET', '/v1/workspaces/acme/sources'))).toMatchObject({
      sources: [{ generation: 1 }],
    });
  });

  it('is refused while one is under way, whatever it is of, and told which', async () => {
    const { job } = await json(await client('POST', path, { body: {} }));
    for (const body of [{}, { failed: true }]) {
      const response = await client('POST', path, { body });
      expect(response.status).toBe(409);
      expect(response.headers.get('location')).toBe(`/v1/jobs/${job}`);
      expect(await json(response)).toMatchObject({ job, detail: expect.stringContaining(`/v1/jobs/${job}`) });
    }
    await world.work();
    expect((await client('POST', path, { body: {} })).status).toBe(202);
  });

  it('is begun by one of many who ask at once', async () => {
    const responses = await Promise.all(Array.from({ length: 8 }, () => client('POST', path, { body: {} })));
    expect(responses.map(({ status }) => status).sort()).toEqual([202, ...Array(7).fill(409)]);
    expect(world.replays).toHaveLength(1);
    await world.work();
    expect(Object.keys(await currentStates(world, 'standard'))).toEqual(['deal 1', 'deal 2']);
  });

  it('that was abandoned is taken over after half an hour, and not before', async () => {
    const first = await json(await client('POST', path, { body: {} }));
    await step(world);
    const lost = world.replays.splice(0);
    world.now += 30 * minute - 1;
    expect((await client('POST', path, { body: {} })).status).toBe(409);
    world.now += 1;
    const second = await json(await client('POST', path, { body: {} }));
    expect(await json(await client('GET', `/v1/jobs/${first.job}`))).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining(String(second.job)),
    });
    // What the first has left comes after all, and does nothing.
    world.replays.push(...lost);
    await world.work();
    expect(await json(await client('GET', `/v1/jobs/${second.job}`))).toMatchObject({ status: 'done' });
    expect(await json(await client('GET', `/v1/jobs/${first.job}`))).toMatchObject({ status: 'failed' });
    expect(Object.keys(await currentStates(world, 'standard'))).toEqual(['deal 1', 'deal 2']);
  });

  it('can be asked for again at once where the queue did not take it', async () => {
    const broken = clientOf(
      withFaults(world, {
        replayQueue: { add: () => Promise.reject(new Error('no queue')) },
      }),
    );
    expect((await broken('POST', path, { body: {} })).status).toBe(500);
    expect((await client('POST', path, { body: {} })).status).toBe(202);
    await world.work();
    expect(Object.keys(await currentStates(world, 'standard'))).toEqual(['deal 1', 'deal 2']);
  });

  it.each([
    ['/v1/workspaces/acme/sources/absent/replay', 'source "absent"'],
    ['/v1/workspaces/absent/sources/standard/replay', 'in the workspace "absent"'],
  ])('of %s is answered 404', async (other, said) => {
    const response = await client('POST', other, { body: {} });
    expect([response.status, await json(response)]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining(said) }),
    ]);
    expect(world.replays).toEqual([]);
  });

  it.each([
    [{ fail: true }, 'fail'],
    [{ failed: 'yes' }, 'failed'],
    [[], ''],
  ])('with the body %j is answered 422', async (body, at) => {
    const response = await client('POST', path, { body });
    expect([response.status, await json(response)]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ path: at })] }),
    ]);
    expect(world.replays).toEqual([]);
  });

  it('takes a key with the scope "admin" of that workspace', async () => {
    for (const scope of ['read', 'ingest'] as const)
      expect((await client('POST', path, { body: {}, key: await keyWith(world.services, [scope]) })).status).toBe(403);
    const other = await keyWith(world.services, ['admin'], 'other');
    expect((await client('POST', path, { body: {}, key: other })).status).toBe(403);
    expect((await client('POST', path, { body: {}, key: null })).status).toBe(401);
    const key = await keyWith(world.services, ['admin']);
    expect((await client('POST', path, { body: {}, key })).status).toBe(202);
  });
});

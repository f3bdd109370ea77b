import { describe, expect, it } from 'vitest';
import type { KeyScope } from '../../lambdas/domain/ports.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, kommoSource, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World } from '../support/world.ts';

const minute = 60_000;
const day = 86_400_000;
const path = '/v1/workspaces/acme/sources/standard/deliveries';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource, kommoSource] });
  client = clientOf(world.services);
});

interface Answered {
  readonly at: string;
  readonly deliveries: Record<string, unknown>[];
  readonly more: boolean;
}

const iso = (instant: number): string => new Date(instant).toISOString();
const arrived = async (after?: number): Promise<Answered> => {
  const query = after === undefined ? '' : `?${new URLSearchParams({ after: iso(after) })}`;
  return (await json(await client('GET', path + query))) as unknown as Answered;
};
const hook = (payload: unknown) => receive(world.services, signedHook(payload, { at: world.now }));

describe('what came in from a source', () => {
  it('is decoded with the settings of now, before it is translated and after, and nothing is written', async () => {
    await hook([wonDeal('1', 5, { name: 'Big', customer: null }), { ...wonDeal('2', 5), set: { size: 3 } }]);
    const decoded = {
      id: expect.stringMatching(new RegExp(`^${start}-[0-9a-f]{12}$`)),
      receivedAt: iso(start),
      kind: 'webhook',
      size: expect.any(Number),
      until: null,
      observations: [
        {
          record: 'deal',
          id: '1',
          at: '2026-10-05T10:00:00.000Z',
          set: {
            outcome: 'won',
            closedAt: '2026-10-05T10:00:00.000Z',
            createdAt: '2026-09-20T10:00:00.000Z',
            amount: '100',
            name: 'Big',
            customer: null,
          },
        },
      ],
      rejected: [{ index: 1, path: 'set.size', message: expect.stringContaining('is not a field of deal') }],
      labels: {},
      counts: { observations: 1, rejected: 1 },
    };
    const before = await arrived();
    expect(before).toEqual({
      at: iso(start),
      deliveries: [{ ...decoded, status: 'pending', reason: null }],
      more: false,
    });
    expect(await arrived()).toEqual(before);
    expect(await world.recordItems()).toEqual([]);
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    const reason = expect.stringContaining('Observation 1, set.size');
    expect((await arrived()).deliveries).toEqual([{ ...decoded, status: 'translated', reason }]);
  });

  it('has what the configuration calls the values that are shown, by field', async () => {
    const labels = {
      '54423922': 'Qualified',
      '938348': 'Ana',
      '142': 'Won',
      gold: 'Gold',
      boat: 'A boat',
      __proto__: 'x',
    };
    await world.apply({ sources: [{ ...standardSource, labels }, kommoSource] });
    const set = {
      stage: '54423922',
      owner: '938348',
      amount: '142',
      'custom.tier': 'gold',
      name: 'boat',
      pipeline: '7',
    };
    await hook([wonDeal('1', 5, set), wonDeal('2', 5, { source: '__proto__', stage: 'constructor' })]);
    const called = { stage: { '54423922': 'Qualified' }, owner: { '938348': 'Ana' }, 'custom.tier': { gold: 'Gold' } };
    const { deliveries } = await arrived();
    expect(deliveries).toMatchObject([{ labels: called }]);
    const one = await client('GET', `${path}?id=${deliveries[0]?.id}`);
    expect(await json(one)).toMatchObject({ deliveries: [{ labels: called }] });
    expect(Object.keys(deliveries[0]?.labels as object)).toHaveLength(3);
  });

  it('says of what failed why, and of what was refused until when it is kept, and nothing of what that says', async () => {
    await hook('nothing that it should be');
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    world.now += minute;
    await receive(world.services, { ...signedHook([wonDeal('7', 5)]), headers: {} });
    const nothing = { observations: [], rejected: [], counts: { observations: 0, rejected: 0 } };
    expect((await arrived()).deliveries).toMatchObject([
      {
        status: 'refused',
        receivedAt: iso(start + minute),
        until: iso(start + minute + 7 * day),
        size: null,
        reason: expect.stringMatching(/^It came with neither a token nor a signature/),
        ...nothing,
      },
      { status: 'failed', reason: expect.stringContaining('holds observations'), ...nothing },
    ]);
  });

  it('is what came at an instant or later, and of the last seven days, the newest first', async () => {
    for (const after of [0, minute, 2 * minute]) {
      world.now = start + after;
      await hook([wonDeal(String(after), 5)]);
    }
    const times = async (after?: number) => (await arrived(after)).deliveries.map(({ receivedAt }) => receivedAt);
    const all = [start + 2 * minute, start + minute, start].map(iso);
    expect(await times(start + minute)).toEqual(all.slice(0, 2));
    expect(await times()).toEqual(all);
    expect(await times(start - 30 * day)).toEqual(all);
    world.now = start + 7 * day + 1;
    expect(await times()).toEqual(all.slice(0, 2));
  });

  it('is fifty deliveries at most, and twenty observations of each', async () => {
    for (let index = 0; index < 51; index += 1) {
      world.now = start + index;
      await world.services.deliveries.put({
        workspace: 'acme',
        source: 'standard',
        kind: 'observations',
        receivedAt: world.now,
        body: bytes(Array.from({ length: 25 }, (_, id) => wonDeal(String(id), 5))),
        headers: { 'content-type': 'application/json' },
      });
    }
    const { deliveries, more } = await arrived();
    expect([deliveries.length, more]).toEqual([50, true]);
    expect(deliveries[0]).toMatchObject({ receivedAt: iso(start + 50), counts: { observations: 25 } });
    expect(deliveries[0]?.observations).toHaveLength(20);
    expect((await arrived(start + 1)).more).toBe(false);
  });

  it('is one where its id is asked for, however long ago it came, and its body where that is asked for', async () => {
    await hook([wonDeal('1', 5)]);
    await hook([wonDeal('2', 5)]);
    await receive(world.services, { ...signedHook([wonDeal('7', 5)]), headers: {} });
    const all = (await arrived()).deliveries;
    world.now += 6 * day;
    const one = async (id: unknown, body = false) =>
      ((await json(await client('GET', `${path}?id=${id}${body ? '&body=true' : ''}`))) as unknown as Answered)
        .deliveries;
    for (const each of all) expect(await one(each.id)).toEqual([each]);
    const shown = async (id: unknown) => (await one(id, true)).map(({ body }) => body);
    const bodies = await Promise.all(all.map(({ id }) => shown(id)));
    expect(bodies.flat()).toEqual(
      expect.arrayContaining([JSON.stringify([wonDeal('1', 5)]), JSON.stringify([wonDeal('2', 5)]), null]),
    );
    world.now += 30 * day;
    const kept = all.find(({ status }) => status !== 'refused');
    expect(await one(kept?.id)).toEqual([kept]);
  });

  it('is cut off after 64 KB of a body, between two characters', async () => {
    await hook(`xx${'é'.repeat(40_000)}`);
    const { deliveries } = await arrived();
    const answer = await client('GET', `${path}?id=${deliveries[0]?.id}&body=true`);
    const [{ body = '' } = {}] = ((await json(answer)) as unknown as { deliveries: { body: string }[] }).deliveries;
    expect(body).toBe(`"xx${'é'.repeat(32_766)}`);
  });

  it.each([
    ['1793700000000-abcdef012345', 404],
    ['yesterday', 422],
    ['99999999999999999999-abcdef012345', 422],
  ])('is not there by the id %s: %i', async (id, status) => {
    expect((await client('GET', `${path}?id=${id}`)).status).toBe(status);
  });

  it('has its body shown to no key but one that may see all', async () => {
    await hook([wonDeal('1', 5)]);
    const [one] = (await arrived()).deliveries;
    const key = await keyWith(world.services, ['read', 'ingest']);
    expect((await client('GET', `${path}?id=${one?.id}&body=true`, { key })).status).toBe(403);
  });

  it.each<[KeyScope, number]>([
    ['ingest', 403],
    ['read', 403],
    ['admin', 200],
  ])('is shown to a key with the scope %s: %i', async (scope, status) => {
    const key = await keyWith(world.services, [scope]);
    expect((await client('GET', path, { key })).status).toBe(status);
  });

  it('is asked for by a source that is there, and an instant', async () => {
    expect((await client('GET', '/v1/workspaces/acme/sources/nobody/deliveries')).status).toBe(404);
    expect((await client('GET', '/v1/workspaces/nobody/sources/standard/deliveries')).status).toBe(404);
    const refused = await client('GET', `${path}?after=yesterday`);
    expect([refused.status, await json(refused)]).toMatchObject([422, { errors: [{ path: 'after' }] }]);
  });
});

import { describe, expect, it } from 'vitest';
import { askReview } from '../../lambdas/flow/ask.ts';
import { sha256 } from '../../lambdas/flow/hash.ts';
import { healthOf } from '../../lambdas/flow/health.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, kommoHook, kommoSource, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { replayed } from '../support/replays.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

const minute = 60_000;
const day = 86_400_000;

let world: World;

eachOnDatabase(async (database) => {
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
    url: 'https://quarterdeck.example/hooks/acme/kommo/{token}',
    generation: 1,
    lastAt: null,
    quietFor: null,
    usualInterval: null,
    pending: 0,
    silent: true,
    setAside: null,
    totals: { deliveries: 0, failed: 0, wrongAccount: 0, refused: 0, observations: 0, rejected: 0 },
    days: [],
    failures: [],
    rejections: [],
    neverSeen: [],
    unresolved: 0,
    unresolvedExamples: [],
    untied: 0,
    untiedExamples: [],
    reviewedAt: null,
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
    failures: [
      {
        receivedAt: start,
        firstAt: start,
        deliveries: 1,
        reason: expect.stringContaining('holds observations'),
        size: bytes('nothing that it should be').byteLength,
      },
    ],
  });
});

it('what failed for one reason is told once, with how often, and the latest of it', async () => {
  const hooks = ['one', 'two', ''].map((text) => signedHook(text));
  for (const hook of hooks) {
    await receive(world.services, hook);
    world.now += minute;
  }
  await sweepWorkspace(world.services, 'acme', world.now);
  const { failures = [] } = (await health()) ?? {};
  expect(failures).toMatchObject([{ deliveries: 3, firstAt: start, receivedAt: start + 2 * minute }]);
  expect(failures[0]?.hash).toBe(sha256('""'));
});

it('what was rejected in good deliveries is told by reason, whether it is counted for good or not yet', async () => {
  const odd = (id: string) => ({ ...wonDeal(id, 5), set: { size: 3 } });
  await post(wonDeal('1', 5), odd('2'));
  world.now += minute;
  await post(wonDeal('3', 5), wonDeal('4', 5), odd('5'), { record: 'boat' });
  const told = [
    {
      reason: expect.stringMatching(/^Observation 2, set\.size: "size" is not a field of deal/),
      deliveries: 2,
      firstAt: start,
      receivedAt: start + minute,
      hash: expect.any(String),
      size: expect.any(Number),
    },
  ];
  expect((await health())?.rejections).toEqual(told);
  world.now += 30 * minute;
  await sweepWorkspace(world.services, 'acme', world.now);
  await sweepWorkspace(world.services, 'acme', world.now);
  expect((await health())?.rejections).toEqual(told);
  await post(wonDeal('6', 5), odd('7'));
  world.now += day;
  await sweepWorkspace(world.services, 'acme', world.now);
  expect((await health())?.rejections).toMatchObject([{ deliveries: 3, receivedAt: start + 31 * minute }]);
});

it('what is set aside is counted, and until when', async () => {
  for (const after of [0, minute, 2 * minute]) {
    world.now = start + after;
    await receive(world.services, kommoHook(`leads=${after}`, 'wrong'));
  }
  expect((await health('kommo'))?.setAside).toEqual({
    deliveries: 3,
    bare: 0,
    reason: expect.stringMatching(/^They do not verify: the secret, the address or .*docs\/sources\/kommo\.md/),
    firstUntil: start + 7 * day,
    until: start + 2 * minute + 7 * day,
  });
  world.now = start + 7 * day;
  expect(await health('kommo')).toMatchObject({ totals: { refused: 3 }, setAside: { deliveries: 2 } });
});

it('of what is set aside it is told how many came without any proof, and where it is told what that is', async () => {
  const reasonOf = async (source?: string) => (await health(source))?.setAside?.reason;
  await receive(world.services, kommoHook('leads=1', null));
  expect(await health('kommo')).toMatchObject({ setAside: { deliveries: 1, bare: 1 } });
  expect(await reasonOf('kommo')).toMatch(/^It came with neither a token nor a signature: docs\/sources\/kommo\.md/);
  world.now += 1;
  await receive(world.services, kommoHook('leads=1', 'wrong'));
  expect(await reasonOf('kommo')).toContain(' 1 of them came with neither');
  await receive(world.services, signedHook(wonDeal('2', 5), { at: world.now - day }));
  expect(await health()).toMatchObject({ setAside: { deliveries: 1, bare: 0 } });
  expect(await reasonOf()).toMatch(/^It does not verify: .*the time of signing.*docs\/sources\/your-own\.md/);
});

it('how long it is quiet is told, and how long usually', async () => {
  for (const hours of [0, 2, 4, 6]) {
    world.now = start + hours * 60 * minute;
    await post(wonDeal(String(hours), 5));
  }
  world.now += 4 * day;
  expect(await health()).toMatchObject({ silent: true, quietFor: 4 * day, usualInterval: 120 * minute });
});

describe('mapped fields', () => {
  const mapped = (from: string) => ({
    ...kommoSource,
    fields: { deal: { source: from, 'custom.tier': 'custom:503' } },
  });
  const seen = async () => (await health('kommo'))?.neverSeen.map(({ field, path }) => `${field} ${path}`);
  const arrive = async (lead: Record<string, unknown>) => {
    await receive(world.services, kommoHook(hookOf('update', leadWith(lead))));
    await sweepWorkspace(world.services, 'acme', world.now + 1);
  };

  it('are told that no webhook filled, once there is one, for thirty days', async () => {
    await world.apply({ sources: [standardSource, mapped('custom:777')] });
    expect(await seen()).toEqual([]);
    await receive(world.services, kommoHook('nothing=1'));
    await translate(world.services, await pendingOf(world.services, 'kommo'));
    expect(await seen()).toEqual([]);
    await arrive({ custom_fields: [] });
    expect(await seen()).toEqual(['deal.source custom:777', 'deal.custom.tier custom:503']);
    world.now += minute;
    await arrive({});
    expect(await seen()).toEqual(['deal.source custom:777']);
    world.now += 30 * day;
    await arrive({ custom_fields: [] });
    expect(await seen()).toEqual(['deal.source custom:777', 'deal.custom.tier custom:503']);
  });

  it('are not told of what was posted: that names the fields itself', async () => {
    await world.apply({
      sources: [{ ...standardSource, fields: { deal: { 'custom.tier': 'custom:503' } } }, kommoSource],
    });
    await post(wonDeal('1', 5));
    expect((await health())?.neverSeen).toEqual([]);
  });

  it('that are mapped anew are told until that fills them, by a rebuild too', async () => {
    await world.apply({ sources: [standardSource, mapped('custom:777')] });
    await arrive({});
    await world.apply({ sources: [standardSource, mapped('custom:501')] });
    expect(await seen()).toEqual(['deal.source custom:501']);
    await replayed(world, 'kommo');
    expect(await seen()).toEqual([]);
  });

  it('are known after a delivery was cut off between that and its settling, and are no more for being told twice', async () => {
    await world.apply({ sources: [standardSource, mapped('custom:501')] });
    const cut = withFaults(world, {
      deliveries: {
        ...world.services.deliveries,
        settle: async () => {
          throw new Error('out of reach');
        },
      },
    });
    await receive(world.services, kommoHook(hookOf('update', leadWith())));
    for (const services of [cut, world.services, world.services])
      await translate(services, await pendingOf(world.services, 'kommo'));
    expect(await seen()).toEqual([]);
  });

  it('do not keep a delivery back when they cannot be remembered', async () => {
    await world.apply({ sources: [standardSource, mapped('custom:501')] });
    const markSeen = async (): Promise<never> => {
      throw new Error('out of reach');
    };
    await receive(world.services, kommoHook(hookOf('update', leadWith())));
    const faulty = withFaults(world, { workspaces: { ...world.services.workspaces, markSeen } });
    const { settled } = await translate(faulty, await pendingOf(world.services, 'kommo'));
    expect(settled).toHaveLength(1);
    expect(await seen()).toEqual([]);
  });
});

it('identities are as the latest review of the whole workspace found them', async () => {
  await post(
    { record: 'customer', id: 'c1', at: '2026-10-01T00:00:00Z', set: { name: 'Ana' } },
    wonDeal('1', 5, { customer: 'c2' }),
  );
  const review = async (period: string, scope: { owner: string } | null = null) => {
    const asked = { asOf: world.now, scopes: [scope], recipients: [], late: [] };
    await askReview(world.services, { workspace: 'acme', period, ...asked });
    await world.work();
  };
  expect((await health())?.reviewedAt).toBeNull();
  // What the later one finds of an earlier period is newer.
  await review('2026-10');
  world.now += minute;
  await review('2026-09');
  // One of a part, computed later still: it names no records.
  world.now += minute;
  await review('2026-10', { owner: 'ana' });
  expect(await health()).toMatchObject({
    unresolved: 1,
    unresolvedExamples: [{ record: 'standard:deal:1', names: 'standard:customer:c2' }],
    untied: 0,
    reviewedAt: start + minute,
  });
});

it('there is none of a workspace that is not there', async () => {
  expect(await healthOf(world.services, 'nobody')).toBeUndefined();
});

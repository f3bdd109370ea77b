import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryKey } from '../../lambdas/domain/ports.ts';
import { healthOf } from '../../lambdas/flow/health.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { bodyOf, type Event, propertyOf } from '../sources/hubspot/events.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kommoSource } from '../support/posted.ts';
import { countsNear } from '../support/received.ts';
import { currentStates, replayed } from '../support/replays.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const hubspotSource = { id: 'hubspot', system: 'hubspot', secrets: ['5b1d4f0e-7a52-4f0b-9c4e-0d6a1f3c8e27'] };
/** The bodies are of 4400 and 7700, unless they say otherwise. */
const applied = (kommo: string, hubspot = '7700') =>
  world.apply({
    sources: [
      { ...kommoSource, account: kommo },
      { ...hubspotSource, account: hubspot },
    ],
  });
const stored = (source: string, body: string, receivedAt = start): Promise<DeliveryKey> =>
  world.services.deliveries.put({
    workspace: 'acme',
    source,
    kind: 'webhook',
    receivedAt,
    body: Buffer.from(body),
    headers: {},
  });
const sweep = () => sweepWorkspace(world.services, 'acme', world.now + 10);
const outcomeOf = async (key: DeliveryKey) => (await world.services.deliveries.get(key))?.outcome;
const health = async (source: string) => (await healthOf(world.services, 'acme'))?.find(({ id }) => id === source);

const named = expect.stringMatching(
  /^wrongAccount: the body is of account\[id\] 4400, the source's `account` is 4401\./,
);

beforeEach(async () => {
  world = await createWorld(database);
});

describe('deliveries of another account', () => {
  let first: DeliveryKey;

  beforeEach(async () => {
    await applied('4401');
    first = await stored('kommo', hookOf('add', leadWith()));
    await stored('kommo', hookOf('add', leadWith({ id: '901' })), start + 1);
    await stored('kommo', 'nothing=1', start + 2);
    await sweep();
  });

  it('are kept apart from what could not be read', async () => {
    expect(await outcomeOf(first)).toMatchObject({ status: 'failed', wrongAccount: true, rejected: 0, reason: named });
    const totals = { deliveries: 3, failed: 1, wrongAccount: 2, observations: 0, rejected: 0 };
    expect(await countsNear(world.services, 'kommo')).toMatchObject([totals]);
    expect(await health('kommo')).toMatchObject({ totals });
  });

  it('alarm nobody, and are logged', () => {
    expect(world.counted.get('DeliveriesFailed')).toBe(1);
    expect(world.log.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(world.log).toContainEqual(
      expect.objectContaining({ level: 'info', message: 'A delivery is of another account.', reason: named }),
    );
  });

  it('are listed with the failures, and marked', async () => {
    const { failures = [] } = (await health('kommo')) ?? {};
    expect(failures).toMatchObject([{ deliveries: 1 }, { deliveries: 2, wrongAccount: true, reason: named }]);
    expect(failures[0]).not.toHaveProperty('wrongAccount');
  });

  it('are brought in by a replay of what failed, once the account is right; the counts go down', async () => {
    world.now += 30 * 60_000;
    await sweep();
    await applied('4400');
    expect(await replayed(world, 'kommo', true)).toMatchObject({
      status: 'done',
      progress: { done: 3, of: 3 },
      counts: { before: { failed: 1, wrongAccount: 2 }, after: { failed: 1, wrongAccount: 0 } },
    });
    expect(Object.keys(await currentStates(world, 'kommo'))).toEqual(expect.arrayContaining(['deal 900', 'deal 901']));
    expect(await countsNear(world.services, 'kommo')).toMatchObject([{ deliveries: 3, failed: 1, wrongAccount: 0 }]);
    expect(await outcomeOf(first)).toEqual({ status: 'translated', observations: expect.any(Number), rejected: 0 });
    expect((await health('kommo'))?.failures).toMatchObject([{ deliveries: 1 }]);
    expect(world.counted.get('DeliveriesFailed')).toBe(1);
  });

  it('are those that a rebuild finds to be, with no alarm either', async () => {
    await applied('4400');
    await replayed(world, 'kommo');
    await applied('4401');
    await replayed(world, 'kommo');
    expect(await countsNear(world.services, 'kommo')).toMatchObject([{ failed: 1, wrongAccount: 2, observations: 0 }]);
    expect(world.counted.get('DeliveriesFailed')).toBe(1);
  });
});

it('those that failed before they were told apart are, once they are tried again', async () => {
  await applied('4401');
  const key = await stored('kommo', hookOf('add', leadWith()));
  await world.services.deliveries.settle(key, {
    status: 'failed',
    observations: 0,
    rejected: 0,
    reason: 'wrongAccount: …',
  });
  expect(await countsNear(world.services, 'kommo')).toMatchObject([{ failed: 1, wrongAccount: 0 }]);
  await replayed(world, 'kommo', true);
  expect(await countsNear(world.services, 'kommo')).toMatchObject([{ failed: 0, wrongAccount: 1 }]);
  expect(await outcomeOf(key)).toMatchObject({ wrongAccount: true });
});

describe('a delivery whose events are each of their own account', () => {
  const amount = (change: Event = {}): Event => propertyOf('deal', 'amount', '7', 1, change);
  const ours = amount();
  const others = amount({ portalId: 7701, objectId: 901 });
  const illegible = amount({ objectId: undefined });
  const became = async (...events: readonly Event[]) => {
    await applied('4400');
    const key = await stored('hubspot', bodyOf(...events));
    await sweep();
    return outcomeOf(key);
  };
  const reason = expect.stringMatching(
    /^wrongAccount: the event is of portalId 7701, the source's `account` is 7700\./,
  );

  it('is of another one where all of them are', async () => {
    expect(await became(others, others)).toMatchObject({ status: 'failed', wrongAccount: true, rejected: 0, reason });
  });

  it('is taken where one is ours; the others are listed, and are no mistake', async () => {
    const outcome = await became(others, ours);
    expect(outcome).toMatchObject({ status: 'translated', observations: 1, rejected: 0, reason });
    expect(outcome).not.toHaveProperty('wrongAccount');
    expect(await health('hubspot')).toMatchObject({
      totals: { failed: 0, wrongAccount: 0, rejected: 0 },
      rejections: [{ deliveries: 1, reason }],
    });
  });

  it('is of another one no more, once the account is right, although it says nothing and its day is long over', async () => {
    const { status } = (await became({ ...others, subscriptionType: 'line_item.creation' })) ?? {};
    expect(status).toBe('failed');
    world.now += 2 * 86_400_000;
    await sweep();
    expect(await countsNear(world.services, 'hubspot')).toMatchObject([{ deliveries: 1, wrongAccount: 1 }]);
    await applied('4400', '7701');
    await replayed(world, 'hubspot', true);
    expect(await countsNear(world.services, 'hubspot')).toMatchObject([{ deliveries: 1, failed: 0, wrongAccount: 0 }]);
  });

  it('failed for what of ours could not be read', async () => {
    const outcome = await became(others, illegible);
    expect(outcome).toMatchObject({
      status: 'failed',
      rejected: 1,
      reason: expect.stringContaining('objectId: '),
    });
    expect(outcome).not.toHaveProperty('wrongAccount');
  });
});

import { describe, expect, it } from 'vitest';
import type { DeliveryKey, RecordKey, Records } from '../../lambdas/domain/ports.ts';
import { readRecord } from '../../lambdas/domain/records/view.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, said, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear } from '../support/received.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource] });
});

const stored = (payload: unknown, receivedAt = start, source = 'standard'): Promise<DeliveryKey> =>
  world.services.deliveries.put({
    workspace: 'acme',
    source,
    kind: 'webhook',
    receivedAt,
    body: bytes(payload),
    headers: {},
  });

const dealKey = (id: string): RecordKey => ({ workspace: 'acme', source: 'standard', generation: 1, type: 'deal', id });

const deal = async (id: string) => {
  const [record] = await world.services.records.get([dealKey(id)]);
  return record && readRecord('deal', record.state);
};

const outcomeOf = async (key: DeliveryKey) => (await world.services.deliveries.get(key))?.outcome;
const counts = () => countsNear(world.services);

describe('translate', () => {
  it('folds what deliveries say into the records, and settles and counts each', async () => {
    const keys = [
      await stored(wonDeal('1', 5)),
      await stored([wonDeal('2', 6), said('deal', '1', '2026-10-07T00:00:00Z', { name: 'Boat' })], start + 1),
    ];
    expect((await translate(world.services, keys)).again).toEqual([]);
    expect((await deal('1'))?.current('name')).toBe('Boat');
    expect((await deal('1'))?.current('outcome')).toBe('won');
    expect((await deal('2'))?.current('amount')).toBe('100');
    expect(await Promise.all(keys.map(outcomeOf))).toEqual([
      { status: 'translated', observations: 1, rejected: 0 },
      { status: 'translated', observations: 2, rejected: 0 },
    ]);
    expect(await counts()).toEqual([
      {
        day: '2026-11-02',
        deliveries: 2,
        failed: 0,
        wrongAccount: 0,
        refused: 0,
        observations: 3,
        rejected: 0,
        firstAt: start,
        lastAt: start + 1,
      },
    ]);
  });

  it('changes nothing when a batch comes again: no write, no second count', async () => {
    const keys = [await stored(wonDeal('1', 5)), await stored(wonDeal('1', 5), start + 1)];
    await translate(world.services, keys);
    const [before] = await world.services.records.get([dealKey('1')]);
    world.now += 1000;
    await translate(world.services, keys);
    expect((await world.services.records.get([dealKey('1')]))[0]).toEqual(before);
    expect(await counts()).toMatchObject([{ deliveries: 2, observations: 2 }]);
  });

  it('writes a record again, with the time of the change, only when its bytes change', async () => {
    await translate(world.services, [await stored(wonDeal('1', 5))]);
    world.now += 1000;
    await translate(world.services, [await stored(wonDeal('1', 5), start + 1)]);
    expect((await world.services.records.get([dealKey('1')]))[0]).toMatchObject({ version: 1, changedAt: start });
    await translate(world.services, [await stored(wonDeal('1', 5, { name: 'Boat' }), start + 2)]);
    expect((await world.services.records.get([dealKey('1')]))[0]).toMatchObject({
      version: 2,
      changedAt: start + 1000,
    });
  });

  it('keeps what one delivery of many says although the others fail, and says of each why', async () => {
    const keys = [
      await stored('no observation at all'),
      await stored([wonDeal('1', 5), said('deal', '2', '2026-10-01T00:00:00Z', { size: 3 })], start + 1),
      await stored([said('boat', '3', '2026-10-01T00:00:00Z', {})], start + 2),
    ];
    expect((await translate(world.services, keys)).again).toEqual([]);
    expect((await deal('1'))?.current('outcome')).toBe('won');
    const [first, second, third] = await Promise.all(keys.map(outcomeOf));
    expect(first).toMatchObject({ status: 'failed', observations: 0 });
    expect(second).toMatchObject({
      status: 'translated',
      observations: 1,
      rejected: 1,
      reason: expect.stringContaining('Observation 1, set.size'),
    });
    expect(third).toMatchObject({ status: 'failed', observations: 0, rejected: 1 });
    expect(await counts()).toMatchObject([{ deliveries: 3, failed: 2, observations: 1, rejected: 2 }]);
    expect((await world.services.workspaces.failures('acme', 'standard')).map(({ key }) => key.receivedAt)).toEqual([
      start + 2,
      start,
    ]);
  });

  it('says in a system’s own body where a mistake is, and in a list of events in which', async () => {
    const secrets = ['whsec_aSecretOfTheEndpoint'];
    await world.apply({
      sources: [
        { id: 'hubspot', system: 'hubspot', secrets },
        { id: 'stripe', system: 'stripe', secrets },
      ],
    });
    const event = { subscriptionType: 'deal.propertyChange', objectId: 7, propertyName: 'amount', occurredAt: start };
    const subscription = { object: 'subscription', customer: 'cus_9', status: 'active' };
    const keys = [
      await stored(
        [
          { ...event, propertyValue: '12' },
          { ...event, propertyValue: 12 },
        ],
        start,
        'hubspot',
      ),
      await stored(
        {
          object: 'event',
          type: 'customer.subscription.updated',
          created: start / 1000,
          livemode: true,
          data: { object: subscription },
        },
        start,
        'stripe',
      ),
    ];
    await translate(world.services, keys);
    expect((await Promise.all(keys.map(outcomeOf))).map((outcome) => outcome?.reason)).toEqual([
      'event 2, propertyValue: must be text',
      'data.object.id: is missing',
    ]);
  });

  it('fails what a source sent that the workspace has no more', async () => {
    const key = await stored(wonDeal('1', 5));
    await world.apply({ sources: [] });
    await translate(world.services, [key]);
    expect(await outcomeOf(key)).toMatchObject({ status: 'failed', reason: expect.stringContaining('no such source') });
  });

  it('leaves deliveries of other kinds than those asked for', async () => {
    const key = await stored(wonDeal('1', 5));
    expect((await translate(world.services, [key], ['observations'])).again).toEqual([]);
    expect(await outcomeOf(key)).toBeNull();
  });

  it('passes over the key of a delivery that is not there', async () => {
    const key = { workspace: 'acme', source: 'standard', receivedAt: start, hash: 'ab'.repeat(32) };
    expect(await translate(world.services, [key])).toEqual({ again: [], settled: [] });
  });

  it('marks records with a merge or an alias, so that reviews find them', async () => {
    await translate(world.services, [
      await stored([{ ...said('deal', '1', '2026-10-01T00:00:00Z', {}), mergedInto: '2' }, wonDeal('2', 3)]),
    ]);
    const linked: string[] = [];
    for await (const page of world.services.records.linked('acme', 'standard', 1))
      linked.push(...page.map(({ key }) => key.id));
    expect(linked).toEqual(['1']);
  });
});

describe('two at once', () => {
  it('lose nothing when they write the same record', async () => {
    const keys = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        stored(said('deal', '1', '2026-10-01T00:00:00Z', { [`custom.f${index}`]: 'x' }), start + index),
      ),
    );
    await Promise.all(keys.map((key) => translate(world.services, [key])));
    expect((await deal('1'))?.custom()).toHaveLength(12);
    expect((await world.services.records.get([dealKey('1')]))[0]?.version).toBe(12);
  });

  it('count a delivery once when they translate the same one', async () => {
    const key = await stored(wonDeal('1', 5));
    await Promise.all(Array.from({ length: 4 }, () => translate(world.services, [key])));
    expect(await counts()).toMatchObject([{ deliveries: 1, observations: 1 }]);
  });
});

describe('when the database does not answer', () => {
  const failing = (records: Records, type: string): Records => ({
    ...records,
    put: (record, expected, linked) =>
      record.key.id === type ? Promise.reject(new Error('out of reach')) : records.put(record, expected, linked),
  });

  it('puts off those deliveries whose records could not be written, and no others', async () => {
    const bad = await stored([wonDeal('1', 5), wonDeal('2', 6)]);
    const good = await stored(wonDeal('3', 7), start + 1);
    const { again } = await translate(withFaults(world, { records: failing(world.services.records, '2') }), [
      bad,
      good,
    ]);
    expect(again).toEqual([bad]);
    expect(await outcomeOf(bad)).toBeNull();
    expect(await outcomeOf(good)).toMatchObject({ status: 'translated' });
    expect((await translate(world.services, [bad])).again).toEqual([]);
    expect((await deal('2'))?.current('outcome')).toBe('won');
  });

  it('puts off a delivery that could not be read', async () => {
    const [bad, good] = [await stored(wonDeal('1', 5)), await stored(wonDeal('2', 6), start + 1)];
    const { deliveries } = world.services;
    const faults = {
      deliveries: {
        ...deliveries,
        get: (key: DeliveryKey) =>
          key.receivedAt === start ? Promise.reject(new Error('out of reach')) : deliveries.get(key),
      },
    };
    expect((await translate(withFaults(world, faults), [bad, good])).again).toEqual([bad]);
    expect(await outcomeOf(good)).toMatchObject({ status: 'translated' });
  });

  it('puts off a delivery that could not be settled, and counts it when it is', async () => {
    const key = await stored(wonDeal('1', 5));
    const faults = {
      deliveries: { ...world.services.deliveries, settle: () => Promise.reject(new Error('out of reach')) },
    };
    expect((await translate(withFaults(world, faults), [key])).again).toEqual([key]);
    expect(await counts()).toEqual([]);
    expect((await translate(world.services, [key])).again).toEqual([]);
    expect(await counts()).toMatchObject([{ deliveries: 1 }]);
  });
});

it('keeps what fits of a record that grows too large, and fails the delivery that does not', async () => {
  const long = (index: number) =>
    said('deal', '1', '2026-10-01T00:00:00Z', { [`custom.f${index}`]: 'x'.repeat(150_000) });
  const keys = await Promise.all([1, 2, 3].map((index) => stored(long(index), start + index)));
  expect((await translate(world.services, keys)).again).toEqual([]);
  expect((await deal('1'))?.custom()).toHaveLength(2);
  const outcomes = await Promise.all(keys.map(outcomeOf));
  expect(outcomes.map((outcome) => outcome?.status)).toEqual(['translated', 'translated', 'failed']);
  expect(outcomes[2]?.reason).toContain('too large');
});

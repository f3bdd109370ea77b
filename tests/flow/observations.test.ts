import { describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, said, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear, pendingOf } from '../support/received.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource] });
});

const post = (body: Uint8Array, contentType = 'application/json', source = 'standard') =>
  postObservations(world.services, { workspace: 'acme', source, body, contentType });

const deals = async (): Promise<string[]> => {
  const ids: string[] = [];
  for await (const page of world.services.records.scan('acme', 'standard', 1, 'deal'))
    ids.push(...page.map(({ key }) => key.id));
  return ids.sort();
};

const pending = () => pendingOf(world.services);

describe('posted observations', () => {
  it('are in the records when the answer is given', async () => {
    expect(await post(bytes([wonDeal('1', 5), wonDeal('2', 6)]))).toEqual({ accepted: 2, rejected: [] });
    expect(await deals()).toEqual(['1', '2']);
    expect(await pending()).toEqual([]);
  });

  it('count although others of the batch are bad, which are told with index and path', async () => {
    const result = await post(bytes([said('deal', '1', '2026-10-01T00:00:00Z', { amout: '1' }), wonDeal('2', 6)]));
    expect(result).toMatchObject({ accepted: 1, rejected: [{ index: 0, path: 'set.amout' }] });
    expect(await deals()).toEqual(['2']);
    expect(await countsNear(world.services)).toMatchObject([{ deliveries: 1, observations: 1, rejected: 1 }]);
  });

  it('may come one a line', async () => {
    const lines = [wonDeal('1', 5), wonDeal('2', 6)].map((one) => JSON.stringify(one)).join('\n');
    expect(await post(new TextEncoder().encode(`${lines}\n{"record"`), 'application/x-ndjson')).toMatchObject({
      accepted: 2,
      rejected: [{ index: 2 }],
    });
    expect(await deals()).toEqual(['1', '2']);
  });

  it('leave nothing behind when none is good', async () => {
    expect(await post(bytes([{ record: 'boat' }]))).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0, path: 'record' }],
    });
    expect(await post(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({
      accepted: 0,
      rejected: [{ message: 'The body is not UTF-8.' }],
    });
    expect(await pending()).toEqual([]);
    expect(await countsNear(world.services)).toEqual([]);
  });

  it('are for a source that there is', async () => {
    expect(await post(bytes([wonDeal('1', 5)]), 'application/json', 'nothing')).toBeUndefined();
    expect(
      await postObservations(world.services, {
        workspace: 'nobody',
        source: 'standard',
        body: bytes([]),
        contentType: '',
      }),
    ).toBeUndefined();
  });

  it('are kept when they cannot be applied for the moment, and applied by the next sweep', async () => {
    const faults = { records: { ...world.services.records, put: () => Promise.reject(new Error('out of reach')) } };
    const batch = {
      workspace: 'acme',
      source: 'standard',
      body: bytes([wonDeal('1', 5)]),
      contentType: 'application/json',
    };
    expect(await postObservations(withFaults(world, faults), batch)).toEqual({ accepted: 1, rejected: [] });
    expect(await deals()).toEqual([]);
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    expect(await deals()).toEqual(['1']);
  });

  it('may be posted again and change nothing', async () => {
    await post(bytes([wonDeal('1', 5)]));
    const [before] = await world.services.records.get([
      { workspace: 'acme', source: 'standard', generation: 1, type: 'deal', id: '1' },
    ]);
    world.now += 1000;
    await post(bytes([wonDeal('1', 5)]));
    expect((await world.services.records.get([before?.key ?? expect.fail('no record')]))[0]).toEqual(before);
  });
});

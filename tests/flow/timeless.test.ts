import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRecord } from '../../lambdas/domain/records/view.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kommoSource } from '../support/posted.ts';
import { createWorld, start } from '../support/world.ts';

const hour = 3_600_000;

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

it.each([
  ['within', 1, start],
  ['after', 3, start + 3 * hour],
])('a deletion, which tells no time, repeated %s two hours happened when it was said', async (_, hours, at) => {
  const world = await createWorld(database);
  await world.apply({ sources: [kommoSource] });
  const received = (receivedAt: number) =>
    world.services.deliveries.put({
      workspace: 'acme',
      source: 'kommo',
      kind: 'webhook',
      receivedAt,
      body: new TextEncoder().encode('leads%5Bdelete%5D%5B0%5D%5Bid%5D=7&leads%5Bdelete%5D%5B0%5D%5Bstatus_id%5D=5'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  await received(start);
  expect((await translate(world.services, [await received(start + hours * hour)])).again).toEqual([]);
  const key = { workspace: 'acme', source: 'kommo', generation: 1, type: 'deal', id: '7' } as const;
  const [record] = await world.services.records.get([key]);
  const deal = readRecord('deal', record?.state ?? expect.fail('nothing was written'));
  expect(deal.deleted).toBe(true);
  expect(deal.instants()).toEqual([at]);
});

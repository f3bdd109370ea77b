import { afterAll, beforeAll, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { createWorld, type World } from '../support/world.ts';
import { dyingAt, unlessCrashed } from './dying.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const minute = 60_000;

/** All that is written on the way from a request to a settled delivery. */
const writes = {
  deliveries: ['put', 'settle'],
  records: ['put'],
  workspaces: ['failed', 'count', 'settledUntil'],
};

const dealsIn = async ({ services }: World): Promise<string[]> => {
  const ids: string[] = [];
  for await (const page of services.records.scan('acme', 'standard', 1, 'deal', true))
    ids.push(...page.map(({ key }) => key.id));
  return ids.sort();
};

/** Two webhooks, one of them illegible, and a posted batch come in and are translated; answers which were acknowledged. */
const takeIn = async (world: World, services: Services): Promise<Set<string>> => {
  const acknowledged = new Set<string>();
  const took = async (name: string, request: Promise<unknown>): Promise<void> => {
    if (await request) acknowledged.add(name);
  };
  const story = async (): Promise<void> => {
    await took('hooked', receive(services, signedHook(wonDeal('hooked', 5))));
    await took('illegible', receive(services, signedHook('no observation', { id: 'msg_2' })));
    const body = bytes([wonDeal('posted', 6)]);
    const batch = { workspace: 'acme', source: 'standard', body, contentType: 'application/json' };
    await took('posted', postObservations(services, batch));
    await translate(services, await pendingOf(world.services));
  };
  await story().catch(unlessCrashed);
  return acknowledged;
};

it.each(['before', 'after'] as const)(
  'a crash %s any write loses nothing that was acknowledged, though every stream event is lost',
  async (when) => {
    let points = 0;
    for (let at = 1; ; at += 1) {
      const world = await createWorld(database);
      await world.apply({ sources: [standardSource] });
      const dying = dyingAt(world.services, writes, at, when);
      const acknowledged = await takeIn(world, dying.services);
      for (let tick = 0; tick < 3; tick += 1) {
        world.now += 15 * minute;
        await schedule(world.services, world.now);
      }
      const deals = await dealsIn(world);
      for (const id of ['hooked', 'posted'])
        if (acknowledged.has(id)) expect([at, deals]).toEqual([at, expect.arrayContaining([id])]);
      const failures = await world.services.workspaces.failures('acme', 'standard');
      if (acknowledged.has('illegible')) expect([at, failures.length]).toEqual([at, 1]);
      expect([at, await pendingOf(world.services)]).toEqual([at, []]);
      if (!dying.crashed()) break;
      points += 1;
    }
    // Three deliveries, two records, a failure, and for each delivery its outcome.
    expect(points).toBeGreaterThanOrEqual(9);
  },
);

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../infra/local/random.ts';
import { keyOf } from '../../lambdas/adapters/dynamodb/deliveryKey.ts';
import type { DeliveryKey } from '../../lambdas/domain/ports.ts';
import type { RecordType } from '../../lambdas/domain/records/vocabulary.ts';
import { type Hook, receive } from '../../lambdas/flow/receive.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { translate } from '../../lambdas/flow/translate.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { reason, startDynamodbLocal, withoutDynamodbLocal } from '../support/dynamodbLocal.ts';
import { kommoHook, kommoSource, said, signedHook, standardSource } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { shuffled } from '../support/shuffled.ts';
import { createWorld, start, type World } from '../support/world.ts';

const minute = 60_000;
/** All types that the hooks tell of. */
const types: readonly RecordType[] = ['deal', 'lead', 'customer'];
const sources = [standardSource, kommoSource];

/** A hook of the source `standard`: what happened to two deals and a customer in that hour, all on few records. */
const standardHook = (number: number): Hook => {
  const at = new Date(Date.UTC(2026, 9, 1, number)).toISOString();
  const stage = ['lead in', 'offer', 'negotiation'][number % 3];
  const data = [
    said('deal', `d${number % 7}`, at, { stage, amount: String(1000 + number), owner: `o${number % 2}` }),
    said('deal', `d${number % 5}`, at, { outcome: number % 4 === 0 ? 'won' : 'open', customer: `c${number % 3}` }),
    said('customer', `c${number % 3}`, at, { name: `Customer ${number}` }),
  ];
  return signedHook({ type: 'observations', timestamp: at, data }, { id: `msg_${number}` });
};

const updated = (number: number): Hook => {
  const second = String(1_790_000_000 + number);
  const change = { id: String(900 + (number % 4)), updated_at: second, last_modified: second, price: String(number) };
  return kommoHook(hookOf('update', leadWith(change)));
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const illegible = signedHook('no observation', { id: 'msg_x' });
const hooks: readonly Hook[] = [...numbers(20).map(standardHook), ...numbers(10).map(updated), illegible];

const pendingIn = async ({ services }: World) =>
  (await Promise.all(['standard', 'kommo'].map((source) => pendingOf(services, source)))).flat();

/** Takes a hook in, and answers the delivery that it became. */
const take = async (world: World, hook: Hook): Promise<DeliveryKey> => {
  world.now += 1;
  expect(await receive(world.services, hook)).toBeDefined();
  return keyOf({ ...hook, kind: 'webhook', receivedAt: world.now });
};

/** Everything that is stored of every record but how often and when it was written. */
const recordsOf = async ({ services }: World): Promise<Map<string, string>> => {
  const states = new Map<string, string>();
  const read = async (source: string, type: RecordType): Promise<void> => {
    for await (const page of services.records.scan('acme', source, 1, type, true))
      for (const { key, state } of page) states.set(`${source}:${type}:${key.id}`, state);
  };
  for (const { id } of sources) for (const type of types) await read(id, type);
  return new Map([...states].toSorted());
};

const describeLoss = (name: string, startDatabase: () => Promise<RunningDatabase>): void => {
  describe(`on ${name}, a stream whose every event is lost`, () => {
    let database: RunningDatabase;
    beforeAll(async () => {
      database = await startDatabase();
    });
    afterAll(() => database?.stop());

    it('costs five minutes and not a byte: the tick after makes the records that no loss makes', async () => {
      const lossy = await createWorld(database);
      await lossy.apply({ sources });
      for (const hook of hooks) await take(lossy, hook);
      await schedule(lossy.services, lossy.now);
      expect(await pendingIn(lossy)).toHaveLength(hooks.length);
      expect((await recordsOf(lossy)).size).toBe(0);
      lossy.now += 5 * minute + 1;
      await schedule(lossy.services, lossy.now);
      expect(await pendingIn(lossy)).toEqual([]);
      expect(await lossy.services.workspaces.failures('acme', 'standard')).toHaveLength(1);

      // In another order, and some of them twice.
      const undisturbed = await createWorld(database);
      await undisturbed.apply({ sources });
      for (const hook of shuffled([...hooks, ...hooks.slice(0, 8)], seededRandom('another order'))) {
        const { settled } = await translate(undisturbed.services, [await take(undisturbed, hook)]);
        expect(settled).toHaveLength(1);
      }
      const [healed, wanted] = [await recordsOf(lossy), await recordsOf(undisturbed)];
      expect(wanted.size).toBeGreaterThan(15);
      expect(Object.fromEntries(healed)).toEqual(Object.fromEntries(wanted));
    });

    it('costs nothing more at later ticks', async () => {
      const world = await createWorld(database);
      await world.apply({ sources: [standardSource] });
      await take(world, standardHook(6));
      world.now = start + 6 * minute;
      await schedule(world.services, world.now);
      const before = await recordsOf(world);
      expect(before.size).toBe(3);
      world.now += 15 * minute;
      const { ticks } = await schedule(world.services, world.now);
      expect(ticks.map(({ swept }) => swept)).toEqual([0]);
      expect(await recordsOf(world)).toEqual(before);
    });
  });
};

describeLoss('the embedded database', startDynalite);

describe.skipIf(withoutDynamodbLocal)(`the official database${reason}`, () => {
  describeLoss('DynamoDB Local', startDynamodbLocal);
});

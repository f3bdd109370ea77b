import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import type { Delivery, DeliveryKey, Outcome, Revision } from '../../../lambdas/domain/ports.ts';
import { atOnce, collected, type Database, freshWorkspace } from './database.ts';

const hour = 3_600_000;
const midnight = Date.parse('2026-10-04T00:00:00Z');
const noon = midnight - 12 * hour;

const translated: Outcome = {
  status: 'translated',
  observations: 3,
  rejected: 1,
  reason: 'set.amount: not a decimal',
  size: 20,
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const describeDeliveries = (database: () => Database): void => {
  const deliveries = () => createDeliveries(database().client, database().tables.deliveries);

  const delivery = (workspace: string, about: Partial<Delivery> = {}): Delivery => ({
    workspace,
    source: 'kommo',
    kind: 'webhook',
    receivedAt: noon,
    body: bytes('leads[add][0][id]=42'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    ...about,
  });

  describe('deliveries', () => {
    const bodies: [string, Uint8Array][] = [
      ['nothing', new Uint8Array()],
      ['1 KB that deflates', bytes('{"a":1}'.repeat(150))],
      ['1 KB that does not', randomBytes(1024)],
      ['400 KB that deflates', bytes('0123456789abcdef'.repeat(25_600))],
      ['400 KB that does not', randomBytes(400 * 1024)],
      ['1 MB that does not', randomBytes(1024 * 1024)],
    ];
    it.each(bodies)('gives a body of %s back as it came', async (_, body) => {
      const given = delivery(freshWorkspace(), { body });
      const key = await deliveries().put(given);
      const stored = await deliveries().get(key);
      expect(Buffer.from(stored?.body ?? [1]).equals(body)).toBe(true);
      expect(stored).toMatchObject({ key, kind: 'webhook', headers: given.headers, receivedAt: noon, outcome: null });
    });

    it('refuses a body that is too large to be read back', async () => {
      const body = new Uint8Array(33 * 1024 * 1024);
      await expect(deliveries().put(delivery(freshWorkspace(), { body }))).rejects.toThrow(RangeError);
    });

    it('keeps kind and no headers', async () => {
      const key = await deliveries().put(delivery(freshWorkspace(), { kind: 'observations', headers: {} }));
      expect(await deliveries().get(key)).toMatchObject({ kind: 'observations', headers: {} });
    });

    it('keeps when it first came, where it was taken in later', async () => {
      const key = await deliveries().put(delivery(freshWorkspace(), { firstReceivedAt: noon - hour }));
      expect(await deliveries().get(key)).toMatchObject({ receivedAt: noon, firstReceivedAt: noon - hour });
      expect(await deliveries().get(await deliveries().put(delivery(freshWorkspace())))).not.toHaveProperty(
        'firstReceivedAt',
      );
    });

    it('knows nothing of what was never put', async () => {
      const key = { workspace: freshWorkspace(), source: 'kommo', receivedAt: noon, hash: 'ab'.repeat(32) };
      expect(await deliveries().get(key)).toBeUndefined();
      expect(await deliveries().settle(key, translated)).toBe(false);
    });

    it('takes the very same delivery twice as one, and leaves it settled', async () => {
      const workspace = freshWorkspace();
      const key = await deliveries().put(delivery(workspace));
      await deliveries().settle(key, translated);
      expect(await deliveries().put(delivery(workspace))).toEqual(key);
      expect((await deliveries().get(key))?.outcome).toEqual(translated);
    });

    it('is settled by one of many', async () => {
      const key = await deliveries().put(delivery(freshWorkspace()));
      const settled = await atOnce(20, (index) =>
        deliveries().settle(key, { status: 'failed', observations: index, rejected: 0, reason: 'Not JSON.' }),
      );
      expect(settled.filter(Boolean)).toHaveLength(1);
      const { outcome } = (await deliveries().get(key)) ?? {};
      expect(outcome).toEqual({
        status: 'failed',
        observations: settled.indexOf(true),
        rejected: 0,
        reason: 'Not JSON.',
      });
    });

    it('has no reason where there is none', async () => {
      const key = await deliveries().put(delivery(freshWorkspace()));
      await deliveries().settle(key, { status: 'translated', observations: 1, rejected: 0 });
      expect((await deliveries().get(key))?.outcome).toEqual({ status: 'translated', observations: 1, rejected: 0 });
    });

    it('may be of another account, until a revision says that it is not', async () => {
      const workspace = freshWorkspace();
      const key = await deliveries().put(delivery(workspace));
      const outcome: Outcome = {
        status: 'failed',
        observations: 0,
        rejected: 0,
        wrongAccount: true,
        reason: 'Another.',
      };
      await deliveries().settle(key, outcome);
      const kept = async () => [
        (await deliveries().get(key))?.outcome,
        (await collected(deliveries().received(workspace, 'kommo', noon, noon + 1)))[0]?.outcome,
      ];
      expect(await kept()).toEqual([outcome, outcome]);
      const becoming = async (next: Outcome): Promise<void> => {
        await deliveries().revise(key, { generation: 2, outcome: next });
        expect((await deliveries().get(key))?.revision).toEqual({ generation: 2, outcome: next });
        await deliveries().adopt(key, { generation: 2, outcome: next });
        expect(await kept()).toEqual([next, next]);
      };
      await becoming(translated);
      await becoming(outcome);
    });

    describe('a revision', () => {
      const revision = (about: Partial<Outcome> = {}, generation = 2): Revision => ({
        generation,
        outcome: { status: 'failed', observations: 0, rejected: 2, reason: 'Not a deal.', ...about },
      });
      const again: Revision = { generation: 3, outcome: { status: 'translated', observations: 7, rejected: 0 } };

      it('is kept beside the outcome, which stays, and is replaced by the next', async () => {
        const workspace = freshWorkspace();
        const key = await deliveries().put(delivery(workspace));
        await deliveries().revise(key, revision());
        expect(await deliveries().get(key)).toMatchObject({ outcome: null, revision: revision() });
        expect(await deliveries().settle(key, translated)).toBe(true);
        expect(await deliveries().get(key)).toMatchObject({ outcome: translated, revision: revision() });
        await deliveries().revise(key, again);
        expect((await deliveries().get(key))?.revision).toEqual(again);
        expect(await collected(deliveries().received(workspace, 'kommo', noon, noon + 1))).toEqual([
          { key, outcome: translated, revision: again },
        ]);
      });

      it('becomes the outcome, whether there was one or not, and its reason goes with the old one', async () => {
        for (const first of [null, translated]) {
          const key = await deliveries().put(delivery(freshWorkspace()));
          if (first) await deliveries().settle(key, first);
          await deliveries().revise(key, again);
          expect(await deliveries().adopt(key, again)).toBe(true);
          const stored = await deliveries().get(key);
          expect(stored?.outcome).toEqual(again.outcome);
          expect(stored).not.toHaveProperty('revision');
          expect(await deliveries().settle(key, translated)).toBe(false);
        }
      });

      it('becomes it once, of many who try, and not when it is another by now', async () => {
        const key = await deliveries().put(delivery(freshWorkspace()));
        expect(await deliveries().adopt(key, again)).toBe(false);
        await deliveries().revise(key, revision());
        for (const other of [again, revision({}, 4), revision({ reason: 'Not a lead.' })])
          expect(await deliveries().adopt(key, other)).toBe(false);
        const adopted = await atOnce(20, () => deliveries().adopt(key, revision()));
        expect(adopted.filter(Boolean)).toHaveLength(1);
        expect((await deliveries().get(key))?.outcome).toEqual(revision().outcome);
      });

      it('is not kept of what was never put', async () => {
        const key = { workspace: freshWorkspace(), source: 'kommo', receivedAt: noon, hash: 'ab'.repeat(32) };
        await expect(deliveries().revise(key, again)).rejects.toThrow();
        expect(await deliveries().get(key)).toBeUndefined();
      });
    });

    it('lists what was received, across midnight, from the first instant to before the last', async () => {
      const workspace = freshWorkspace();
      const at = (receivedAt: number, body: string) =>
        deliveries().put(delivery(workspace, { receivedAt, body: bytes(body) }));
      const from = midnight - hour;
      const to = midnight + hour;
      const inside = [await at(from, 'first'), await at(midnight - 1, 'late'), await at(midnight, 'early')];
      inside.push(await at(to - 1, 'last'), await at(to - 1, 'last too'));
      await at(from - 1, 'before');
      await at(to, 'after');
      await deliveries().put(delivery(workspace, { source: 'other', receivedAt: midnight }));

      const listed = (await collected(deliveries().received(workspace, 'kommo', from, to))).map(({ key }) => key);
      expect(new Set(listed)).toEqual(new Set(inside));
      expect(listed).toHaveLength(inside.length);
      expect(listed.map(({ receivedAt }) => receivedAt < midnight)).toEqual([true, true, false, false, false]);
    });

    it('lists what became of each, which is nothing while it is pending', async () => {
      const workspace = freshWorkspace();
      const at = (receivedAt: number) => deliveries().put(delivery(workspace, { receivedAt }));
      const keys = [await at(noon), await at(noon + 1), await at(noon + 2)];
      await deliveries().settle(keys[0] as DeliveryKey, translated);
      await deliveries().settle(keys[1] as DeliveryKey, {
        status: 'failed',
        observations: 0,
        rejected: 2,
        reason: 'No',
      });
      const listed = await collected(deliveries().received(workspace, 'kommo', noon, noon + 3));
      const outcomes = [0, 1, 2].map((after) => listed.find(({ key }) => key.receivedAt === noon + after)?.outcome);
      expect(outcomes).toEqual([translated, { status: 'failed', observations: 0, rejected: 2, reason: 'No' }, null]);
    });

    it('finds the newest of some days, the newest first, and no part of a large one', async () => {
      const workspace = freshWorkspace();
      const put = (receivedAt: number, body = bytes(String(receivedAt))) =>
        deliveries().put(delivery(workspace, { receivedAt, body }));
      const times = [noon, midnight - 2, midnight - 1, midnight, midnight + 1, midnight + hour];
      for (const time of times) await put(time);
      await put(midnight + 2, randomBytes(800 * 1024));
      await deliveries().put(delivery(workspace, { source: 'other', receivedAt: midnight }));
      const latest = async (from: number, to: number, limit: number) =>
        (await deliveries().latest(workspace, 'kommo', from, to, limit)).map(({ receivedAt }) => receivedAt - midnight);
      expect(await latest(noon, midnight + 2 * hour, 4)).toEqual([hour, 2, 1, 0]);
      expect(await latest(midnight - 2, midnight + 1, 9)).toEqual([0, -1, -2]);
      expect(await latest(midnight + 2 * hour, midnight + 3 * hour, 9)).toEqual([]);
    });

    it('lists a large one once, without its parts', async () => {
      const workspace = freshWorkspace();
      const key = await deliveries().put(delivery(workspace, { body: randomBytes(800 * 1024) }));
      const listed = await collected(deliveries().received(workspace, 'kommo', noon - hour, noon + hour));
      expect(listed).toEqual([{ key, outcome: null }]);
    });

    it('lists more than a page holds, the oldest first', async () => {
      const workspace = freshWorkspace();
      const keys = await atOnce(80, (index) =>
        deliveries().put(delivery(workspace, { receivedAt: noon + index, body: randomBytes(100 * 1024) })),
      );
      const listed = await collected(deliveries().received(workspace, 'kommo', noon, noon + 80));
      expect(new Set(listed.map(({ key }) => key.hash))).toEqual(new Set(keys.map(({ hash }) => hash)));
      expect(listed.map(({ key }) => key.receivedAt - noon)).toEqual(keys.map((_, index) => index));
    });

    it('keeps apart workspaces whose names begin alike', async () => {
      const name = freshWorkspace();
      const [one, two] = [await deliveries().put(delivery(name)), await deliveries().put(delivery(`${name}-2`))];
      const listed = async (workspace: string) => {
        const [receipt] = await collected(deliveries().received(workspace, 'kommo', noon, noon + 1));
        return receipt?.key;
      };
      expect(await listed(name)).toEqual(one);
      expect(await listed(`${name}-2`)).toEqual(two);
    });

    describe('first receipt', () => {
      const put = (workspace: string, receivedAt: number, body = 'same', source = 'kommo') =>
        deliveries().put(delivery(workspace, { receivedAt, source, body: bytes(body) }));

      it('is its own where there is no other', async () => {
        const workspace = freshWorkspace();
        const key = await put(workspace, noon);
        // Enough of them that each shard holds some.
        await atOnce(24, (index) => put(workspace, noon - 1 - index, `another body ${index}`));
        await put(workspace, noon - 1, 'same', 'another-source');
        await put(workspace, noon + 1);
        expect(await deliveries().firstReceipt(key, 2 * hour)).toBe(noon);
      });

      it('is the earliest of the identical bodies within the window, its first instant included', async () => {
        const workspace = freshWorkspace();
        await put(workspace, noon - 2 * hour - 1);
        await put(workspace, noon - hour);
        const key = await put(workspace, noon);
        expect(await deliveries().firstReceipt(key, 2 * hour)).toBe(noon - hour);
        await put(workspace, noon - 2 * hour);
        expect(await deliveries().firstReceipt(key, 2 * hour)).toBe(noon - 2 * hour);
      });

      it('is found on the day before', async () => {
        const workspace = freshWorkspace();
        await put(workspace, midnight - 1);
        const key = await put(workspace, midnight + hour);
        expect(await deliveries().firstReceipt(key, 2 * hour)).toBe(midnight - 1);
        expect(await deliveries().firstReceipt(key, hour)).toBe(midnight + hour);
      });

      it('is found however often the body came since', async () => {
        const workspace = freshWorkspace();
        await atOnce(10, (index) => put(workspace, noon + index));
        const key = await put(workspace, noon + 10);
        expect(await deliveries().firstReceipt(key, hour)).toBe(noon);
      });
    });
  });
};

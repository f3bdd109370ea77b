import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import type { RecordKey, StoredRecord } from '../../../lambdas/domain/ports.ts';
import { atOnce, collected, type Database, freshWorkspace } from './database.ts';

export const describeRecords = (database: () => Database): void => {
  const records = () => createRecords(database().client, database().tables.records);

  const keyIn = (workspace: string, about: Partial<RecordKey> = {}): RecordKey => ({
    workspace,
    source: 'kommo',
    generation: 1,
    type: 'deal',
    id: '42',
    ...about,
  });

  const record = (key: RecordKey, state = '[[1]]', version = 1): StoredRecord => ({
    key,
    state,
    version,
    changedAt: 1_790_000_000_000,
  });

  const scanned = async ({ workspace, source, generation, type }: RecordKey): Promise<StoredRecord[]> =>
    (await collected(records().scan(workspace, source, generation, type))).flat();

  const linked = async ({ workspace, source, generation }: RecordKey): Promise<StoredRecord[]> =>
    (await collected(records().linked(workspace, source, generation))).flat();

  describe('records', () => {
    it('are read as they were written', async () => {
      const key = keyIn(freshWorkspace());
      const given = record(key, '[[1790000000000],[["Ünïcode 🙂 \\ud800",0]]]');
      expect(await records().put(given, 0, false)).toBe(true);
      expect(await records().get([key])).toEqual([given]);
    });

    it('are written over the version they were read at and no other', async () => {
      const key = keyIn(freshWorkspace());
      expect(await records().put(record(key, 'never'), 1, false)).toBe(false);
      expect(await records().put(record(key, 'one'), 0, false)).toBe(true);
      expect(await records().put(record(key, 'none'), 0, false)).toBe(false);
      expect(await records().put(record(key, 'two'), 1, false)).toBe(true);
      expect(await records().put(record(key, 'late'), 1, false)).toBe(false);
      expect(await records().get([key])).toEqual([record(key, 'two', 2)]);
    });

    it('lose nothing of 20 writers that add 5 times each to one', async () => {
      const key = keyIn(freshWorkspace());
      const increment = async (): Promise<void> => {
        for (;;) {
          const [stored] = await records().get([key]);
          const next = record(key, String(Number(stored?.state ?? 0) + 1));
          if (await records().put(next, stored?.version ?? 0, false)) return;
          await setTimeout(Math.random() * 50);
        }
      };
      await atOnce(20, async () => {
        for (let time = 0; time < 5; time += 1) await increment();
      });
      expect(await records().get([key])).toEqual([record(key, '100', 100)]);
    });

    it('are got in the order asked for, beyond a batch, repetitions and absent ones left out', async () => {
      const workspace = freshWorkspace();
      const keys = Array.from({ length: 230 }, (_, index) => keyIn(workspace, { id: `deal-${index}` }));
      await Promise.all(keys.map((key) => records().put(record(key, key.id), 0, false)));
      const asked = [...keys].reverse();
      const got = await records().get([keyIn(workspace, { id: 'absent' }), ...asked, ...asked]);
      expect(got.map(({ state }) => state)).toEqual(asked.map(({ id }) => id));
      expect(await records().get([])).toEqual([]);
    });

    it('are scanned by workspace, source, generation and type', async () => {
      const workspace = freshWorkspace();
      const keys = [
        keyIn(workspace),
        keyIn(`${workspace}-2`),
        keyIn(workspace, { source: 'kommo-2' }),
        keyIn(workspace, { generation: 11 }),
        keyIn(workspace, { type: 'lead' }),
      ];
      await Promise.all(keys.map((key, index) => records().put(record(key, String(index)), 0, true)));
      for (const [index, key] of keys.entries()) expect(await scanned(key)).toEqual([record(key, String(index))]);
      expect(await linked(keyIn(`${workspace}-2`))).toEqual([record(keyIn(`${workspace}-2`), '1')]);
    });

    it('may have ids that look like keys', async () => {
      const workspace = freshWorkspace();
      const ids = ['a', 'a#b', '#', 'deal#a', 'part#00', 'ä🙂', 'x'.repeat(200)];
      const keys = ids.map((id) => keyIn(workspace, { id }));
      await Promise.all(keys.map((key) => records().put(record(key, key.id), 0, true)));
      expect((await records().get(keys)).map(({ key, state }) => [key.id, state])).toEqual(ids.map((id) => [id, id]));
      for (const found of [await scanned(keyIn(workspace)), await linked(keyIn(workspace))])
        expect(new Set(found.map(({ key }) => key.id))).toEqual(new Set(ids));
    });

    it('are all scanned, however many pages they take', async () => {
      const key = keyIn(freshWorkspace());
      const large = 'x'.repeat(300 * 1024);
      await atOnce(80, (index) => records().put(record({ ...key, id: String(index) }, `${index} ${large}`), 0, false));
      const found = await scanned(key);
      expect(found).toHaveLength(80);
      expect(found.every(({ key: { id }, state }) => state === `${id} ${large}`)).toBe(true);
    });

    it('can be left in the middle of a scan', async () => {
      const key = keyIn(freshWorkspace());
      await atOnce(40, (index) => records().put(record({ ...key, id: String(index) }), 0, false));
      let pages = 0;
      for await (const page of records().scan(key.workspace, key.source, key.generation, key.type)) {
        pages += page.length > 0 ? 1 : 0;
        break;
      }
      expect(pages).toBe(1);
    });

    it('with a link are found, whatever their type, in their latest state', async () => {
      const workspace = freshWorkspace();
      const [loser, alias, plain] = [
        keyIn(workspace, { id: 'loser' }),
        keyIn(workspace, { type: 'customer', id: 'alias' }),
        keyIn(workspace, { id: 'plain' }),
      ];
      await records().put(record(loser, 'merged'), 0, true);
      await records().put(record(alias, 'same'), 0, true);
      await records().put(record(plain, 'plain'), 0, false);
      expect(new Set(await linked(plain))).toEqual(new Set([record(loser, 'merged'), record(alias, 'same')]));

      await records().put(record(loser, 'taken back'), 1, false);
      expect(new Set(await linked(plain))).toEqual(new Set([record(loser, 'taken back', 2), record(alias, 'same')]));
    });

    it('that lost the race for a link show the winner', async () => {
      const key = keyIn(freshWorkspace());
      const won = await atOnce(20, (index) => records().put(record(key, String(index)), 0, true));
      expect(await linked(key)).toEqual([record(key, String(won.indexOf(true)))]);
    });

    it('of a generation are dropped, all of them and no others, however often', async () => {
      const workspace = freshWorkspace();
      const gone = Array.from({ length: 60 }, (_, index) =>
        keyIn(workspace, { id: `${index}`, type: index % 2 === 0 ? 'deal' : 'customer' }),
      );
      const kept = [
        keyIn(workspace, { generation: 2 }),
        keyIn(workspace, { generation: 11 }),
        keyIn(workspace, { source: 'kommo-2' }),
        keyIn(`${workspace}-2`),
      ];
      await Promise.all([...gone, ...kept].map((key) => records().put(record(key), 0, true)));
      const drop = async () =>
        (await collected(records().drop(workspace, 'kommo', 1))).reduce((sum, count) => sum + count, 0);
      // Each with a pointer.
      expect(await drop()).toBe(120);
      expect(await records().get(gone)).toEqual([]);
      expect(await linked(keyIn(workspace))).toEqual([]);
      expect(await records().get(kept)).toEqual(kept.map((key) => record(key)));
      for (const key of kept) expect(await linked(key)).toEqual([record(key)]);
      expect(await drop()).toBe(0);
    });

    it('can be left in the middle of being dropped, and dropped later', async () => {
      const key = keyIn(freshWorkspace());
      await atOnce(40, (index) => records().put(record({ ...key, id: String(index) }), 0, false));
      let [dropped, lots] = [0, 0];
      do {
        lots = 0;
        for await (const count of records().drop(key.workspace, key.source, key.generation)) {
          dropped += count;
          lots += 1;
          break;
        }
      } while (lots > 0);
      expect(dropped).toBeLessThanOrEqual(40);
      expect(await scanned(key)).toEqual([]);
    });

    it('are refused when they are too large to be stored', async () => {
      const key = keyIn(freshWorkspace());
      await expect(records().put(record(key, 'x'.repeat(400 * 1024)), 0, false)).rejects.toThrow(RangeError);
      expect(await records().get([key])).toEqual([]);
    });
  });
};

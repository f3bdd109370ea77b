import { randomBytes } from 'node:crypto';
import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import { getItem, placed, putItem } from '../../../lambdas/adapters/dynamodb/items.ts';
import { partition } from '../../../lambdas/adapters/dynamodb/query.ts';
import { recordPartition, recordShards } from '../../../lambdas/adapters/dynamodb/recordKey.ts';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import type { RecordKey } from '../../../lambdas/domain/ports.ts';
import { atOnce, collected, type Database, type DatabaseTraits, freshWorkspace } from './database.ts';

/** What a name of a workspace or source may be at most. */
const longName = (name: string): string => name.padEnd(63, 'x');
/** As many characters as an id may have, of three bytes each. */
const longestId = '値'.repeat(200);
const largestState = 396 * 1024;
const largestPiece = 350 * 1024;

export const describeLimits = (database: () => Database, { refusesLongKeys }: DatabaseTraits): void => {
  const records = () => createRecords(database().client, database().tables.records);
  const keyOf = (id: string, workspace = longName(freshWorkspace())): RecordKey => ({
    workspace,
    source: longName('kommo'),
    generation: 1,
    type: 'deal',
    id,
  });

  describe('the limits of a table', () => {
    it('leave room for a record of the largest state under the longest names', async () => {
      const key = keyOf(longestId);
      const state = 'x'.repeat(largestState);
      const record = { key, state, version: 1, changedAt: 1 };
      expect(await records().put(record, 0, true)).toBe(true);
      expect(await records().get([key])).toEqual([record]);
      await expect(records().put({ ...record, state: `${state}x` }, 1, true)).rejects.toThrow(RangeError);
    });

    it.each([
      ['fills one item to the byte', largestPiece],
      ['is one byte more than that', largestPiece + 1],
    ])('leave room for a body that %s, with all headers that API Gateway lets by', async (_, size) => {
      const deliveries = createDeliveries(database().client, database().tables.deliveries);
      const body = randomBytes(size);
      const key = await deliveries.put({
        workspace: longName(freshWorkspace()),
        source: longName('kommo'),
        kind: 'webhook',
        receivedAt: 1_790_000_000_000,
        body,
        headers: { 'x-signature': 'a'.repeat(10 * 1024) },
      });
      await deliveries.settle(key, { status: 'failed', observations: 0, rejected: 0, reason: 'x'.repeat(1000) });
      const stored = await deliveries.get(key);
      expect(Buffer.from(stored?.body ?? []).equals(body)).toBe(true);
      expect(stored?.outcome).toMatchObject({ status: 'failed' });
    });

    it.each([
      ['partition', { pk: 'é'.repeat(1024), sk: 'a' }, { pk: `${'é'.repeat(1024)}x`, sk: 'a' }],
      ['sort', { pk: 'a', sk: 'é'.repeat(512) }, { pk: 'a', sk: `${'é'.repeat(512)}x` }],
    ])('on a %s key are known: the longest is found, a longer one is not asked for', async (_, longest, longer) => {
      const { client, tables } = database();
      await putItem(client, tables.reviews, placed(longest));
      expect(await getItem(client, tables.reviews, longest)).toEqual(placed(longest));
      const asked = client.send(new GetItemCommand({ TableName: tables.reviews, Key: placed(longer) }));
      if (refusesLongKeys) await expect(asked).rejects.toMatchObject({ name: 'ValidationException' });
      else expect((await asked).Item).toBeUndefined();
      expect(await getItem(client, tables.reviews, longer)).toBeUndefined();
    });
  });

  describe('many writers at once', () => {
    it('have one winner for each of 20 records that 20 of them want to make', async () => {
      const workspace = freshWorkspace();
      const wins = await atOnce(20, (id) =>
        atOnce(20, (writer) =>
          records().put(
            { key: keyOf(String(id), workspace), state: String(writer), version: 1, changedAt: 1 },
            0,
            false,
          ),
        ),
      );
      expect(wins.map((writers) => writers.filter(Boolean).length)).toEqual(Array(20).fill(1));
      const stored = await records().get(wins.map((_, id) => keyOf(String(id), workspace)));
      expect(stored.map(({ state }) => state)).toEqual(wins.map((writers) => String(writers.indexOf(true))));
    });
  });

  describe('the read units of a scan', () => {
    it('are half as many where it need not see the very latest', async () => {
      const { client, tables } = database();
      const workspace = freshWorkspace();
      await atOnce(40, (id) =>
        records().put(
          { key: keyOf(String(id), workspace), state: 'x'.repeat(2000), version: 1, changedAt: 1 },
          0,
          false,
        ),
      );
      const unitsOf = async (consistent: boolean): Promise<number> => {
        const units = await Promise.all(
          recordShards.map(async (shard) => {
            const { ConsumedCapacity } = await client.send(
              new QueryCommand({
                TableName: tables.records,
                ...partition(recordPartition(workspace, longName('kommo'), 1, 'deal', shard)),
                ConsistentRead: consistent,
                ReturnConsumedCapacity: 'TOTAL',
              }),
            );
            return ConsumedCapacity?.CapacityUnits ?? 0;
          }),
        );
        return units.reduce((sum, each) => sum + each);
      };
      const all = records().scan(workspace, longName('kommo'), 1, 'deal');
      expect((await collected(all)).flat()).toHaveLength(40);
      const consistent = await unitsOf(true);
      expect(consistent).toBeGreaterThanOrEqual(20);
      expect(await unitsOf(false)).toBe(consistent / 2);
    });
  });
};

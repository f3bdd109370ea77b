import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { observed } from '../../../lambdas/domain/records/fold.ts';
import { type Database, freshWorkspace } from './database.ts';

/** Read and write units that the calls of `task` consume, as the database tells them, in their order. */
export const unitsOf = async (client: DynamoDBClient, task: () => Promise<unknown>): Promise<number[]> => {
  const units: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      if ('ConsumedCapacity' in result.output) {
        const consumed = result.output.ConsumedCapacity;
        if (consumed && 'CapacityUnits' in consumed) units.push(consumed.CapacityUnits ?? 0);
      }
      return result;
    },
    { step: 'initialize', name: 'countUnits' },
  );
  await task();
  client.middlewareStack.remove('countUnits');
  return units;
};

const at = Date.parse('2026-10-03T12:00:00Z');

/** A webhook of 1 KB as systems send them: JSON of a deal with some fields of its own. */
const webhook = (): Uint8Array => {
  const fields = Array.from({ length: 7 }, (_, index) => ({
    field_id: 1_118_164 + index,
    field_name: `Campo ${index}`,
    values: [{ value: randomBytes(4).toString('hex'), enum_id: 900_000 + index }],
  }));
  const deal = { id: 1234567, name: 'Deal', price: 120050, status_id: 54423922, custom_fields_values: fields };
  return new TextEncoder().encode(JSON.stringify({ leads: { update: [deal] }, account: { id: 30307558 } }));
};

export const describeWriteUnits = (database: () => Database): void => {
  describe('a webhook of 1 KB', () => {
    const folded = encode(
      observed({
        record: 'deal',
        id: '1234567',
        stamp: { at, nanos: 0, seq: '17' },
        set: { name: 'Deal', stage: 'negotiation', amount: '1200.5', currency: 'BRL', owner: 'ana', outcome: 'open' },
      }),
    );

    it.each([
      ['webhook', webhook(), 3],
      ['body of random bytes', randomBytes(600), 3],
    ])('costs three write units in all as a %s: to put, to settle, to fold', async (_, body, most) => {
      const { client, tables } = database();
      const deliveries = createDeliveries(client, tables.deliveries);
      const records = createRecords(client, tables.records);
      const workspace = freshWorkspace();
      const key = { workspace, source: 'kommo', generation: 1, type: 'deal', id: '1234567' } as const;
      const units = await unitsOf(client, async () => {
        const headers = { 'content-type': 'application/json' };
        const put = await deliveries.put({
          workspace,
          source: 'kommo',
          kind: 'webhook',
          receivedAt: at,
          body,
          headers,
        });
        await deliveries.settle(put, { status: 'translated', observations: 12, rejected: 0 });
        await records.put({ key, state: folded, version: 1, changedAt: at }, 0, false);
      });
      expect(units).toHaveLength(3);
      expect(units.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(most);
    });
  });
};

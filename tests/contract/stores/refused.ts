import { randomBytes } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createRefused } from '../../../lambdas/adapters/dynamodb/refused.ts';
import type { Delivery } from '../../../lambdas/domain/ports.ts';
import { sha256 } from '../../../lambdas/flow/hash.ts';
import { atOnce, collected, type Database, freshWorkspace } from './database.ts';

const noon = Date.parse('2026-10-03T12:00:00Z');
const day = 86_400_000;

export const describeRefused = (database: () => Database): void => {
  const refused = (clock = () => noon) => createRefused(database().client, database().tables.reviews, clock);

  const delivery = (workspace: string, about: Partial<Delivery> = {}): Delivery => ({
    workspace,
    source: 'kommo',
    kind: 'webhook',
    receivedAt: noon,
    body: new TextEncoder().encode('{}'),
    headers: { 'x-signature': 'ab' },
    ...about,
  });

  const listed = (workspace: string, clock?: () => number) => collected(refused(clock).list(workspace, 'kommo'));

  describe('refused deliveries', () => {
    it('are listed as they came, with the hash of the token and never the token', async () => {
      const workspace = freshWorkspace();
      const given = [delivery(workspace), delivery(workspace, { receivedAt: noon + 1, body: randomBytes(900 * 1024) })];
      const token = `token-of-${workspace}`;
      expect(await refused().setAside(given[0] as Delivery, sha256(token))).toBe(true);
      expect(await refused().setAside(given[1] as Delivery, null)).toBe(true);
      const found = await listed(workspace);
      for (const [index, { body, ...about }] of given.entries()) {
        expect(found[index]?.delivery).toMatchObject(about);
        expect(Buffer.from(body).equals(found[index]?.delivery.body ?? new Uint8Array())).toBe(true);
      }
      expect(found.map((each) => each.tokenHash)).toEqual([sha256(token), null]);

      const { Items } = await database().client.send(new ScanCommand({ TableName: database().tables.reviews }));
      const kept = (Items ?? []).filter(({ pk }) => pk?.S?.includes(workspace)).map(({ b: body, ...others }) => others);
      expect(JSON.stringify(kept)).toContain(workspace);
      expect(JSON.stringify(kept)).not.toContain(token);
    });

    it('are 200 a UTC day and source at most, however many come at once', async () => {
      const workspace = freshWorkspace();
      const put = (receivedAt: number, source = 'kommo') =>
        refused().setAside(delivery(workspace, { receivedAt, source }), null);
      const taken = await atOnce(230, (index) => put(noon + index));
      expect(taken.filter(Boolean)).toHaveLength(200);
      expect(await listed(workspace)).toHaveLength(200);
      expect(await put(noon + 5)).toBe(false);
      expect(await put(noon + 5, 'kommo-2')).toBe(true);
      expect(await put(noon + day)).toBe(true);
    });

    it('are forgotten after seven days', async () => {
      const workspace = freshWorkspace();
      await refused().setAside(delivery(workspace), null);
      expect(await listed(workspace, () => noon + 7 * day - 1000)).toHaveLength(1);
      expect(await listed(workspace, () => noon + 7 * day)).toEqual([]);
    });

    it('are listed without their bodies, from an instant on and until they are forgotten', async () => {
      const workspace = freshWorkspace();
      for (const after of [2, 0, 1]) await refused().setAside(delivery(workspace, { receivedAt: noon + after }), null);
      await refused().setAside(delivery(workspace, { source: 'other' }), null);
      const kept = async (from: number, clock?: () => number) =>
        (await collected(refused(clock).kept(workspace, 'kommo', from))).map(({ receivedAt }) => receivedAt - noon);
      expect(await kept(0)).toEqual([0, 1, 2]);
      expect(await kept(noon + 1)).toEqual([1, 2]);
      expect(await kept(0, () => noon + 7 * day)).toEqual([]);
      const [first] = await collected(refused().kept(workspace, 'kommo', 0));
      expect(first).toEqual({
        id: (await listed(workspace))[0]?.id,
        receivedAt: noon,
        until: noon + 7 * day,
        tokenHash: null,
        headers: { 'x-signature': 'ab' },
      });
    });

    it('are removed one by one, with all their parts', async () => {
      const workspace = freshWorkspace();
      await refused().setAside(delivery(workspace, { body: randomBytes(800 * 1024) }), null);
      await refused().setAside(delivery(workspace, { receivedAt: noon + 1 }), null);
      const [first, second] = await listed(workspace);
      await refused().remove(workspace, 'kommo', first?.id ?? '');
      expect((await listed(workspace)).map(({ id }) => id)).toEqual([second?.id]);
      await refused().remove(workspace, 'kommo', first?.id ?? '');

      const { Items = [] } = await database().client.send(
        new ScanCommand({
          TableName: database().tables.reviews,
          FilterExpression: 'attribute_exists(b)',
          ProjectionExpression: 'pk',
        }),
      );
      expect(Items.filter(({ pk }) => pk?.S?.includes(`#${workspace}#`))).toHaveLength(1);
    });
  });
};

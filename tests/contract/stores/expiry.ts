import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createTables, letExpire } from '../../../infra/local/database.ts';
import { createJobs } from '../../../lambdas/adapters/dynamodb/jobs.ts';
import { createRefused } from '../../../lambdas/adapters/dynamodb/refused.ts';
import { createWorkspaces } from '../../../lambdas/adapters/dynamodb/workspaces.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { type Database, freshWorkspace } from './database.ts';

const day = 86_400_000;

/** Of a database that deletes what has expired, by its own clock. */
export const describeExpiry = (database: () => Database): void => {
  describe('what has expired', () => {
    it('is deleted by the database, and nothing else is', async () => {
      const { client } = database();
      // A table of its own: what other tests store is long past.
      const table = 'Expiring';
      await createTables(client, { deliveries: 'Unused1', records: 'Unused2', reviews: table });
      await letExpire(client, table);
      await letExpire(client, table);
      const workspace = freshWorkspace();
      const workspaces = createWorkspaces(client, table);
      await workspaces.put(workspaceOf({ workspace }), 0);
      const write = async (age: number): Promise<void> => {
        const at = Date.now() - age;
        const about = { workspace, source: 'kommo', receivedAt: at, headers: {}, kind: 'webhook' as const };
        await createRefused(client, table).setAside({ ...about, body: randomBytes(500 * 1024) }, null);
        await workspaces.failed({ key: { workspace, source: 'kommo', receivedAt: at, hash: 'ab' }, reason: 'no' });
        await createJobs(client, table).put({
          id: `${workspace}-${age}`,
          workspace,
          status: 'done',
          createdAt: at,
          result: null,
          reason: null,
        });
      };
      const placesOf = async (): Promise<string[]> => {
        const { Items = [] } = await client.send(
          new ScanCommand({ TableName: table, ProjectionExpression: 'pk, sk', ConsistentRead: true }),
        );
        return Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).toSorted();
      };
      await write(0);
      const fresh = await placesOf();
      expect(fresh.length).toBeGreaterThan(6);
      await write(31 * day);
      const deadline = Date.now() + 20_000;
      let left = await placesOf();
      while (left.length > fresh.length && Date.now() < deadline) {
        await setTimeout(100);
        left = await placesOf();
      }
      expect(left).toEqual(fresh);
    });
  });
};

import { describe, expect, it } from 'vitest';
import { createApiKeys } from '../../../lambdas/adapters/dynamodb/apiKeys.ts';
import type { ApiKey } from '../../../lambdas/domain/ports.ts';
import { type Database, freshWorkspace } from './database.ts';

export const describeApiKeys = (database: () => Database): void => {
  const apiKeys = () => createApiKeys(database().client, database().tables.reviews);

  const keyOf = (workspace: string, about: Partial<ApiKey> = {}): ApiKey => ({
    id: 'k1',
    workspace,
    name: 'import',
    scopes: ['ingest', 'read'],
    createdAt: 1,
    expiresAt: null,
    ...about,
  });

  describe('API keys', () => {
    it('are found by their hash and listed by their workspace, the oldest first', async () => {
      const workspace = freshWorkspace();
      const [old, young] = [keyOf(workspace, { id: 'z' }), keyOf(workspace, { id: 'a', createdAt: 2, expiresAt: 9 })];
      await apiKeys().put(`${workspace}-young`, young);
      await apiKeys().put(`${workspace}-old`, old);
      await apiKeys().put(`${workspace}-other`, keyOf(`${workspace}-2`));
      expect(await apiKeys().find(`${workspace}-young`)).toEqual(young);
      expect(await apiKeys().find(`${workspace}-none`)).toBeUndefined();
      expect(await apiKeys().list(workspace)).toEqual([old, young]);
    });

    it('are removed by their own workspace only, once', async () => {
      const workspace = freshWorkspace();
      const hash = `${workspace}-hash`;
      await apiKeys().put(hash, keyOf(workspace));
      expect(await apiKeys().remove(`${workspace}-2`, 'k1')).toBe(false);
      expect(await apiKeys().find(hash)).toBeDefined();
      expect(await apiKeys().remove(workspace, 'k1')).toBe(true);
      expect(await apiKeys().find(hash)).toBeUndefined();
      expect(await apiKeys().list(workspace)).toEqual([]);
      expect(await apiKeys().remove(workspace, 'k1')).toBe(false);
    });
  });
};

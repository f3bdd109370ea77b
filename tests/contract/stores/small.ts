import { describe, expect, it } from 'vitest';
import { createJobs } from '../../../lambdas/adapters/dynamodb/jobs.ts';
import { createPreferences } from '../../../lambdas/adapters/dynamodb/preferences.ts';
import type { Job } from '../../../lambdas/domain/ports.ts';
import { type Database, freshWorkspace } from './database.ts';

export const describePreferences = (database: () => Database): void => {
  describe('preferences', () => {
    it('are kept by workspace and recipient, and can be taken back', async () => {
      const preferences = createPreferences(database().client, database().tables.reviews);
      const workspace = freshWorkspace();
      const ana = 'ana@acme.example';
      expect(await preferences.get(workspace, ana)).toBeUndefined();
      await preferences.put(workspace, ana, { unsubscribedAt: 5 });
      expect(await preferences.get(workspace, ana)).toEqual({ unsubscribedAt: 5 });
      expect(await preferences.get(workspace, 'rui@acme.example')).toBeUndefined();
      expect(await preferences.get(`${workspace}-2`, ana)).toBeUndefined();
      await preferences.put(workspace, ana, { unsubscribedAt: null });
      expect(await preferences.get(workspace, ana)).toEqual({ unsubscribedAt: null });
    });
  });
};

export const describeJobs = (database: () => Database): void => {
  describe('jobs', () => {
    it('are what they were last said to be', async () => {
      const jobs = createJobs(database().client, database().tables.reviews);
      const workspace = freshWorkspace();
      const job: Job = {
        id: `${workspace}-job`,
        workspace,
        status: 'queued',
        createdAt: 1,
        result: null,
        reason: null,
      };
      expect(await jobs.get(job.id)).toBeUndefined();
      // Longer than any key can be.
      expect(await jobs.get('x'.repeat(3000))).toBeUndefined();
      await jobs.put(job);
      expect(await jobs.get(job.id)).toEqual(job);
      const counts = { before: { deliveries: 3, observations: 2, failed: 1, wrongAccount: 0 }, after: null };
      await jobs.put({ ...job, progress: { done: 1, of: 3 }, counts });
      expect(await jobs.get(job.id)).toEqual({ ...job, progress: { done: 1, of: 3 }, counts });
      await jobs.put({ ...job, status: 'done', result: '/v1/workspaces/acme/reviews/2026-10' });
      expect(await jobs.get(job.id)).toEqual({
        ...job,
        status: 'done',
        result: '/v1/workspaces/acme/reviews/2026-10',
      });
    });
  });
};

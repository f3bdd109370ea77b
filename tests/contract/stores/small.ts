import { describe, expect, it } from 'vitest';
import { createJobs } from '../../../lambdas/adapters/dynamodb/jobs.ts';
import { createPreferences } from '../../../lambdas/adapters/dynamodb/preferences.ts';
import type { Job } from '../../../lambdas/domain/ports.ts';
import { type Database, freshWorkspace } from './database.ts';

export const describePreferences = (database: () => Database): void => {
  describe('preferences', () => {
    const fresh = () => ({
      preferences: createPreferences(database().client, database().tables.reviews),
      workspace: freshWorkspace(),
    });
    const ana = 'ana@acme.example';

    it('are kept by workspace and mailbox, and can be taken back', async () => {
      const { preferences, workspace } = fresh();
      expect(await preferences.get(workspace, ana)).toBeUndefined();
      await preferences.change(workspace, ana, { unsubscribedAt: 5, stoppedBy: 'bounced' });
      expect(await preferences.get(workspace, 'Ana@ACME.example')).toEqual({ unsubscribedAt: 5, stoppedBy: 'bounced' });
      expect(await preferences.get(workspace, 'rui@acme.example')).toBeUndefined();
      expect(await preferences.get(`${workspace}-2`, ana)).toBeUndefined();
      await preferences.change(workspace, ana, { unsubscribedAt: null, stoppedBy: null, subscribedAt: 6 });
      expect(await preferences.get(workspace, ana)).toEqual({ unsubscribedAt: null, subscribedAt: 6 });
    });

    it('change one by one: what is not named stays', async () => {
      const { preferences, workspace } = fresh();
      const chosen = {
        cadences: ['monthly', 'campaign'],
        cadencesSince: { campaign: 7 },
        cadencesLeft: { monthly: 8 },
        locale: 'pt-BR',
        attachments: [],
        pausedUntil: '2026-12-01',
      } as const;
      await Promise.all([
        preferences.change(workspace, ana, chosen),
        preferences.change(workspace, ana, { unsubscribedAt: 5 }),
      ]);
      expect(await preferences.get(workspace, ana)).toEqual({ unsubscribedAt: 5, ...chosen });
      await preferences.change(workspace, ana, { locale: 'es', pausedUntil: null });
      const { pausedUntil: _, ...rest } = chosen;
      expect(await preferences.get(workspace, ana)).toEqual({ unsubscribedAt: 5, ...rest, locale: 'es' });
    });

    it('say up to when links have ended: those of a mailbox, and of all of its workspace', async () => {
      const { preferences, workspace } = fresh();
      const until = (mailbox: string) => preferences.linksRevokedUntil(workspace, mailbox);
      expect(await until(ana)).toBe(0);
      await preferences.revokeLinks(workspace, 'ANA@acme.example', 20);
      expect([await until(ana), await until('rui@acme.example')]).toEqual([20, 0]);
      await preferences.revokeLinks(workspace, null, 10);
      expect([await until(ana), await until('rui@acme.example')]).toEqual([20, 10]);
      expect(await preferences.linksRevokedUntil(`${workspace}-2`, ana)).toBe(0);
      expect(await preferences.get(workspace, ana)).toBeUndefined();
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

    it('tell of a test what was heard of its mail, whenever that came, and nothing that it superseded', async () => {
      const jobs = createJobs(database().client, database().tables.reviews);
      const workspace = freshWorkspace();
      const id = `${workspace}-test`;
      const job: Job = {
        id,
        workspace,
        status: 'queued',
        createdAt: 1,
        result: null,
        reason: null,
        to: 'ana@acme.example',
      };
      await jobs.put(job);
      const bounced = { kind: 'bounced', reason: 'It came back.' } as const;
      expect(await jobs.hear(id, { kind: 'sent', reason: null }, [], 2)).toBe(true);
      expect(await jobs.hear(id, bounced, ['sent', 'delivered'], 3)).toBe(true);
      expect(await jobs.hear(id, bounced, ['sent', 'delivered'], 3)).toBe(false);
      expect(await jobs.hear(id, { kind: 'delivered', reason: null }, ['sent'], 4)).toBe(false);
      // As it was before any of that.
      await jobs.put({ ...job, status: 'done' });
      expect(await jobs.get(id)).toEqual({ ...job, status: 'done', heard: bounced });
    });
  });
};

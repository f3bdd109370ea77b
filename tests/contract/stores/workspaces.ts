import { describe, expect, it } from 'vitest';
import { createWorkspaces } from '../../../lambdas/adapters/dynamodb/workspaces.ts';
import type { DayCount, Workspace } from '../../../lambdas/domain/ports.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { atOnce, type Database, freshWorkspace } from './database.ts';

const noon = Date.parse('2026-10-03T12:00:00Z');

export const describeWorkspaces = (database: () => Database): void => {
  const workspaces = () => createWorkspaces(database().client, database().tables.reviews);

  const named = (workspace: string, about: Partial<Workspace> = {}): Workspace => ({
    ...workspaceOf({ workspace }),
    ...about,
  });

  const day = (name: string, about: Partial<DayCount>): DayCount => ({
    day: name,
    deliveries: 0,
    failed: 0,
    refused: 0,
    observations: 0,
    rejected: 0,
    firstAt: null,
    lastAt: null,
    ...about,
  });

  describe('workspaces', () => {
    it('are read as they were written, and listed by name', async () => {
      const name = freshWorkspace();
      const given = named(name, { fingerprint: 'sha256:1', recipientsSince: { 'ana@acme.example': '2026-10-03' } });
      expect(await workspaces().get(name)).toBeUndefined();
      expect(await workspaces().put(given, 0)).toBe(true);
      expect(await workspaces().put(named(`${name}-2`), 0)).toBe(true);
      expect(await workspaces().get(name)).toEqual({ ...given, version: 1 });
      expect((await workspaces().list()).filter((each) => each.startsWith(name))).toEqual([name, `${name}-2`]);
    });

    it('keep a configuration with thousands of recipients', async () => {
      const recipients = Array.from({ length: 5000 }, (_, index) => ({
        email: `recipient-${index}@acme.example`,
        role: 'sales',
      }));
      const name = freshWorkspace();
      const given = workspaceOf({ workspace: name, recipients });
      await workspaces().put(given, 0);
      expect(await workspaces().get(name)).toEqual(given);
    });

    it('are created by one of many', async () => {
      const name = freshWorkspace();
      const made = await atOnce(20, (index) => workspaces().put(named(name, { fingerprint: String(index) }), 0));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect((await workspaces().get(name))?.fingerprint).toBe(String(made.indexOf(true)));
    });

    it('are written over the version they were read at and no other', async () => {
      const name = freshWorkspace();
      await workspaces().put(named(name), 0);
      expect(await workspaces().put(named(name, { fingerprint: 'second' }), 1)).toBe(true);
      expect(await workspaces().put(named(name, { fingerprint: 'late' }), 1)).toBe(false);
      expect(await workspaces().get(name)).toMatchObject({ fingerprint: 'second', version: 2 });
    });
  });

  describe('the state of a source', () => {
    it('is made on first use and only moves forward', async () => {
      const name = freshWorkspace();
      expect(await workspaces().sourceState(name, 'kommo')).toBeUndefined();
      const instants = [5, 3, 9, 1, 7, 9, 2];
      await atOnce(instants.length, (index) => workspaces().settledUntil(name, 'kommo', instants[index] ?? 0));
      expect(await workspaces().sourceState(name, 'kommo')).toEqual({ generation: 1, settledUntil: 9 });
      expect(await workspaces().sourceState(name, 'kommo-2')).toBeUndefined();
    });
  });

  describe('counts', () => {
    it('add up by UTC day, and lose nothing of many at once', async () => {
      const name = freshWorkspace();
      // Out of order, so that each of them is once the first, once the last and once neither.
      const minutes = Array.from({ length: 60 }, (_, index) => (index * 37) % 60);
      await atOnce(60, (index) =>
        workspaces().count(name, 'kommo', noon + (minutes[index] ?? 0) * 60_000, { deliveries: 1, observations: 2 }),
      );
      await workspaces().count(name, 'kommo', noon + 30 * 60_000, { failed: 1, rejected: 3 });
      expect(await workspaces().counts(name, 'kommo', '2026-10-03', '2026-10-03')).toEqual([
        day('2026-10-03', {
          deliveries: 60,
          observations: 120,
          failed: 1,
          rejected: 3,
          firstAt: noon,
          lastAt: noon + 59 * 60_000,
        }),
      ]);
    });

    it.each([
      ['rising', [1, 2, 3]],
      ['falling', [3, 2, 1]],
      ['from the middle', [2, 3, 1]],
      ['repeated', [2, 2, 1, 3, 2]],
    ])('know the first and the last instant of those %s', async (_, instants) => {
      const name = freshWorkspace();
      for (const instant of instants) await workspaces().count(name, 'kommo', noon + instant, { deliveries: 1 });
      expect(await workspaces().counts(name, 'kommo', '2026-10-03', '2026-10-03')).toEqual([
        day('2026-10-03', {
          deliveries: instants.length,
          firstAt: noon + Math.min(...instants),
          lastAt: noon + Math.max(...instants),
        }),
      ]);
    });

    it('know no instant of what was refused, which is no sign of life', async () => {
      const name = freshWorkspace();
      const count = (minutes: number, add: Partial<DayCount>) =>
        workspaces().count(name, 'kommo', noon + minutes * 60_000, add);
      const counted = () => workspaces().counts(name, 'kommo', '2026-10-03', '2026-10-03');
      await count(1, { refused: 1 });
      expect(await counted()).toEqual([day('2026-10-03', { refused: 1 })]);
      await count(2, { deliveries: 1 });
      await count(3, { refused: 1 });
      const at = noon + 2 * 60_000;
      expect(await counted()).toEqual([day('2026-10-03', { refused: 2, deliveries: 1, firstAt: at, lastAt: at })]);
    });

    it('are read by day, the first and the last included', async () => {
      const name = freshWorkspace();
      const midnight = Date.parse('2026-10-04T00:00:00Z');
      for (const instant of [noon - 86_400_000, midnight - 1, midnight, noon + 2 * 86_400_000])
        await workspaces().count(name, 'kommo', instant, { deliveries: 1 });
      await workspaces().count(name, 'other', noon, { deliveries: 1 });
      const read = await workspaces().counts(name, 'kommo', '2026-10-03', '2026-10-04');
      expect(read.map((count) => [count.day, count.deliveries, count.firstAt])).toEqual([
        ['2026-10-03', 1, midnight - 1],
        ['2026-10-04', 1, midnight],
      ]);
    });
  });

  describe('failures', () => {
    it('are the latest twenty of a source, the newest first', async () => {
      const name = freshWorkspace();
      const failure = (index: number, source = 'kommo') => ({
        key: { workspace: name, source, receivedAt: noon + index, hash: 'ab'.repeat(32) },
        reason: `reason ${index}`,
      });
      await atOnce(25, (index) => workspaces().failed(failure(index)));
      await workspaces().failed(failure(99, 'kommo-2'));
      const newest = Array.from({ length: 20 }, (_, index) => failure(24 - index));
      expect(await workspaces().failures(name, 'kommo')).toEqual(newest);
      expect(await workspaces().failures(name, 'none')).toEqual([]);
    });
  });
};

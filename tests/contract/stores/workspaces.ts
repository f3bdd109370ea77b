import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createWorkspaces } from '../../../lambdas/adapters/dynamodb/workspaces.ts';
import type { CountedDay, Tally, Workspace } from '../../../lambdas/domain/ports.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { atOnce, type Database, freshWorkspace } from './database.ts';

const noon = Date.parse('2026-10-03T12:00:00Z');

export const describeWorkspaces = (database: () => Database): void => {
  const workspaces = () => createWorkspaces(database().client, database().tables.reviews);

  const named = (workspace: string, about: Partial<Workspace> = {}): Workspace => ({
    ...workspaceOf({ workspace }),
    ...about,
  });

  const day = (name: string, about: Partial<CountedDay>): CountedDay => ({
    day: name,
    deliveries: 0,
    failed: 0,
    refused: 0,
    observations: 0,
    rejected: 0,
    firstAt: null,
    lastAt: null,
    countedUntil: null,
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

    it.each([
      ['an older', 1, 'older version (layout 1'],
      ['a newer', 99, 'newer version (layout 99'],
    ])('are not read from tables of %s version, which says what to do', async (_, layout, said) => {
      const name = freshWorkspace();
      await workspaces().put(named(name), 0);
      const { client, tables } = database();
      await client.send(
        new UpdateItemCommand({
          TableName: tables.reviews,
          Key: { pk: { S: `workspace#${name}` }, sk: { S: 'configuration' } },
          // The first version did not say which it was.
          UpdateExpression: layout === 1 ? 'REMOVE layout' : 'SET layout = :layout',
          ...(layout !== 1 && { ExpressionAttributeValues: { ':layout': { N: String(layout) } } }),
        }),
      );
      await expect(workspaces().get(name)).rejects.toThrow(said);
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
    const today = '2026-10-03';
    const tally = (about: Partial<Tally> = {}): Tally => ({
      day: today,
      deliveries: 1,
      failed: 0,
      observations: 0,
      rejected: 0,
      firstAt: noon,
      lastAt: noon,
      ...about,
    });
    const counted = (name: string) => workspaces().counts(name, 'kommo', today, today);

    it('grow by what follows on what they include', async () => {
      const name = freshWorkspace();
      const first = tally({ deliveries: 3, failed: 1, observations: 5, rejected: 2, lastAt: noon + 2 });
      expect(await workspaces().count(name, 'kommo', first, null, noon + 10)).toBe(true);
      const more = tally({ deliveries: 2, observations: 4, firstAt: noon + 11, lastAt: noon + 19 });
      expect(await workspaces().count(name, 'kommo', more, noon + 10, noon + 20)).toBe(true);
      expect(await counted(name)).toEqual([
        day(today, {
          deliveries: 5,
          failed: 1,
          observations: 9,
          rejected: 2,
          firstAt: noon,
          lastAt: noon + 19,
          countedUntil: noon + 20,
        }),
      ]);
    });

    it('include nothing twice, whoever counts it', async () => {
      const name = freshWorkspace();
      const made = await atOnce(20, () => workspaces().count(name, 'kommo', tally(), null, noon + 1));
      expect(made.filter(Boolean)).toHaveLength(1);
      const next = await atOnce(20, (index) =>
        workspaces().count(name, 'kommo', tally({ firstAt: noon + 1, lastAt: noon + 1 }), noon + 1, noon + 2 + index),
      );
      expect(next.filter(Boolean)).toHaveLength(1);
      expect(await counted(name)).toMatchObject([{ deliveries: 2, countedUntil: noon + 2 + next.indexOf(true) }]);
      expect(await workspaces().count(name, 'kommo', tally(), null, noon + 99)).toBe(false);
    });

    it('know no instant of what was refused, which is no sign of life', async () => {
      const name = freshWorkspace();
      await workspaces().countRefused(name, 'kommo', noon);
      expect(await counted(name)).toEqual([day(today, { refused: 1 })]);
      await workspaces().count(name, 'kommo', tally({ firstAt: noon + 2, lastAt: noon + 2 }), null, noon + 3);
      await workspaces().countRefused(name, 'kommo', noon + 4);
      expect(await counted(name)).toEqual([
        day(today, { refused: 2, deliveries: 1, firstAt: noon + 2, lastAt: noon + 2, countedUntil: noon + 3 }),
      ]);
    });

    it('are read by day, the first and the last included', async () => {
      const name = freshWorkspace();
      for (const date of ['2026-10-02', today, '2026-10-04', '2026-10-05'])
        await workspaces().count(name, 'kommo', tally({ day: date }), null, noon);
      await workspaces().count(name, 'other', tally(), null, noon);
      const read = await workspaces().counts(name, 'kommo', today, '2026-10-04');
      expect(read.map((count) => [count.day, count.deliveries])).toEqual([
        [today, 1],
        ['2026-10-04', 1],
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

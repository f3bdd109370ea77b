import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createWorkspaces } from '../../../lambdas/adapters/dynamodb/workspaces.ts';
import type { CountedDay, Replay, ReplayChange, Tally, Workspace } from '../../../lambdas/domain/ports.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { atOnce, type Database, freshWorkspace } from './database.ts';
import { unitsOf } from './writeUnits.ts';

const today = '2026-10-03';
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
    wrongAccount: 0,
    refused: 0,
    observations: 0,
    rejected: 0,
    firstAt: null,
    lastAt: null,
    countedUntil: null,
    recounts: 0,
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
      expect(await workspaces().sourceState(name, 'kommo')).toEqual({
        generation: 1,
        settledUntil: 9,
        begun: 1,
        replay: null,
        outdated: [],
      });
      expect(await workspaces().sourceState(name, 'kommo-2')).toBeUndefined();
    });
  });

  describe('the replay of a source', () => {
    const rebuild = (about: Partial<Replay> = {}): Replay => ({
      job: 'job-1',
      failed: false,
      generation: 2,
      step: 1,
      cursor: { phase: 'translate', generation: 2, settings: 'sha256:1', pass: 1, began: noon, from: 0 },
      at: noon,
      catchUp: null,
      ...about,
    });
    const state = (name: string) => workspaces().sourceState(name, 'kommo');
    const change = (name: string, about: Partial<ReplayChange>) =>
      workspaces().changeReplay(name, 'kommo', { from: null, to: null, settledUntil: 7, ...about });

    it('begins by one of many, and makes a state where there is none', async () => {
      const name = freshWorkspace();
      const begun = await atOnce(20, (index) => change(name, { to: rebuild({ job: `job-${index}` }) }));
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await state(name)).toEqual({
        generation: 1,
        settledUntil: 7,
        begun: 2,
        replay: rebuild({ job: `job-${begun.indexOf(true)}` }),
        outdated: [],
      });
    });

    it('leaves how far the source is settled, which goes on moving', async () => {
      const name = freshWorkspace();
      await workspaces().settledUntil(name, 'kommo', 9);
      expect(await change(name, { to: rebuild() })).toBe(true);
      await workspaces().settledUntil(name, 'kommo', 11);
      expect(await state(name)).toMatchObject({ generation: 1, settledUntil: 11, replay: rebuild() });
    });

    it('is changed by who knows it as it is, whatever the order of its members', async () => {
      const name = freshWorkspace();
      await change(name, { to: rebuild() });
      const second = rebuild({ step: 2, cursor: { phase: 'catchUp', from: 5 }, catchUp: { from: 5, to: 6 } });
      for (const other of [null, rebuild({ at: noon + 1 }), rebuild({ job: 'job-2' }), second])
        expect(await change(name, { from: other, to: second })).toBe(false);
      const turned = Object.fromEntries(Object.entries(rebuild()).reverse()) as unknown as Replay;
      const { cursor } = turned;
      const from = { ...turned, cursor: Object.fromEntries(Object.entries(cursor).reverse()) as typeof cursor };
      expect(await change(name, { from, to: second })).toBe(true);
      expect((await state(name))?.replay).toEqual(second);
      expect(await change(name, { from: rebuild(), to: null })).toBe(false);
    });

    it('makes its generation current, and the old one outdated, by the write that ends a phase of it', async () => {
      const name = freshWorkspace();
      await change(name, { to: rebuild() });
      const second = rebuild({ step: 2 });
      expect(await change(name, { from: rebuild(), to: second, generation: 2, outdated: 1 })).toBe(true);
      expect(await state(name)).toEqual({ generation: 2, settledUntil: 7, begun: 2, replay: second, outdated: [1] });
      expect(await change(name, { from: second, to: null })).toBe(true);
      expect(await state(name)).toEqual({ generation: 2, settledUntil: 7, begun: 2, replay: null, outdated: [1] });
    });

    it('never takes back which generation was the last that was begun', async () => {
      const name = freshWorkspace();
      const abandoned = rebuild({ generation: 5 });
      await change(name, { to: abandoned });
      const failed = rebuild({ failed: true, generation: 1, cursor: { phase: 'settle', from: 0 } });
      expect(await change(name, { from: abandoned, to: failed, outdated: 5 })).toBe(true);
      expect(await state(name)).toMatchObject({ generation: 1, begun: 5, outdated: [5] });
    });

    it('leaves outdated generations until they are forgotten, one by one', async () => {
      const name = freshWorkspace();
      await change(name, { to: rebuild(), outdated: 1 });
      await change(name, { from: rebuild(), to: null, outdated: 12 });
      expect((await state(name))?.outdated).toEqual([1, 12]);
      await workspaces().forgetOutdated(name, 'kommo', 1);
      await workspaces().forgetOutdated(name, 'kommo', 1);
      expect((await state(name))?.outdated).toEqual([12]);
      await workspaces().forgetOutdated(name, 'kommo', 12);
      expect((await state(name))?.outdated).toEqual([]);
    });
  });

  describe('counts', () => {
    const tally = (about: Partial<Tally> = {}): Tally => ({
      day: today,
      deliveries: 1,
      failed: 0,
      wrongAccount: 0,
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

    it('tell what is of another account apart from what failed, and of a day that lacks it know of none', async () => {
      const name = freshWorkspace();
      await workspaces().count(name, 'kommo', tally({ deliveries: 3, failed: 1, wrongAccount: 2 }), null, noon + 1);
      expect(await counted(name)).toMatchObject([{ deliveries: 3, failed: 1, wrongAccount: 2 }]);
      const { client, tables } = database();
      const Key = { pk: { S: `source#${name}#kommo` }, sk: { S: `day#${today}` } };
      await client.send(
        new UpdateItemCommand({
          TableName: tables.reviews,
          Key,
          UpdateExpression: 'REMOVE wrongAccount',
          ConditionExpression: 'attribute_exists(failed)',
        }),
      );
      expect(await counted(name)).toMatchObject([{ deliveries: 3, failed: 1, wrongAccount: 0 }]);
      await workspaces().count(name, 'kommo', tally({ wrongAccount: 1 }), noon + 1, noon + 2);
      expect(await counted(name)).toMatchObject([{ deliveries: 4, failed: 1, wrongAccount: 1 }]);
      await workspaces().recount(name, 'kommo', { day: today, countedUntil: noon + 2, recounts: 0 }, tally());
      expect(await counted(name)).toMatchObject([{ deliveries: 1, failed: 0, wrongAccount: 0 }]);
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

    it('are replaced by who knows how far they reach, but for what was refused; from then on by others only anew', async () => {
      const name = freshWorkspace();
      await workspaces().countRefused(name, 'kommo', noon);
      await workspaces().count(name, 'kommo', tally({ deliveries: 3, failed: 2 }), null, noon + 10);
      const mended = tally({ deliveries: 3, observations: 4, rejected: 1, firstAt: noon + 1, lastAt: noon + 2 });
      const reaches = { day: today, countedUntil: noon + 10, recounts: 0 };
      for (const other of [{ countedUntil: null }, { countedUntil: noon + 9 }, { recounts: 1 }])
        expect(await workspaces().recount(name, 'kommo', { ...reaches, ...other }, mended)).toBe(false);
      expect(await workspaces().recount(name, 'kommo', reaches, mended)).toBe(true);
      const { day: _, ...counts } = mended;
      const expected = day(today, { ...counts, refused: 1, countedUntil: noon + 10, recounts: 1 });
      expect(await counted(name)).toEqual([expected]);
      expect(await workspaces().recount(name, 'kommo', reaches, mended)).toBe(false);
      // Whoever read before adds nothing.
      expect(await workspaces().count(name, 'kommo', tally(), noon + 10, noon + 20)).toBe(false);
      expect(await workspaces().count(name, 'kommo', tally(), noon + 10, noon + 20, 1)).toBe(true);
      expect(await counted(name)).toMatchObject([{ deliveries: 4, recounts: 1 }]);
    });

    it('tell what was rejected, as the latest count and recount say', async () => {
      const name = freshWorkspace();
      const said = (reason: string) => [
        { reason, deliveries: 2, firstAt: noon, receivedAt: noon + 1, hash: 'ab'.repeat(32), size: 812 },
      ];
      await workspaces().count(name, 'kommo', tally({ rejections: said('first') }), null, noon + 1);
      await workspaces().count(name, 'kommo', tally(), noon + 1, noon + 2);
      expect((await counted(name))[0]?.rejections).toEqual(said('first'));
      await workspaces().count(name, 'kommo', tally({ rejections: said('second') }), noon + 2, noon + 3);
      expect((await counted(name))[0]?.rejections).toEqual(said('second'));
      const reaches = { day: today, countedUntil: noon + 3, recounts: 0 };
      await workspaces().recount(name, 'kommo', reaches, tally({ rejections: said('third') }));
      expect((await counted(name))[0]?.rejections).toEqual(said('third'));
      await workspaces().recount(name, 'kommo', { ...reaches, recounts: 1 }, tally());
      expect((await counted(name))[0]).not.toHaveProperty('rejections');
    });

    it('are made by a recount where there are none, and begin after it', async () => {
      const name = freshWorkspace();
      const none = { day: today, countedUntil: null, recounts: 0 };
      const made = await atOnce(20, () => workspaces().recount(name, 'kommo', none, null));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await counted(name)).toEqual([day(today, { recounts: 1 })]);
      expect(await workspaces().count(name, 'kommo', tally(), null, noon + 1)).toBe(false);
      expect(await workspaces().count(name, 'kommo', tally(), null, noon + 1, 1)).toBe(true);
      expect(await counted(name)).toMatchObject([{ deliveries: 1, firstAt: noon, countedUntil: noon + 1 }]);
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

  describe('fields that were seen', () => {
    it('are added up, a day at a time, by whoever saw them', async () => {
      const name = freshWorkspace();
      const mark = (of: string, ...marks: string[]) => workspaces().markSeen(name, 'kommo', of, marks);
      await atOnce(10, (index) => mark(today, 'always', `mark ${index}`));
      await mark('2026-10-01', 'before');
      await mark('2026-10-04', 'always', 'after');
      await workspaces().markSeen(name, 'other', today, ['elsewhere']);
      const between = (from: string, to: string) => workspaces().seen(name, 'kommo', from, to);
      const ten = Array.from({ length: 10 }, (_, index) => `mark ${index}`);
      expect((await between(today, today)).sort()).toEqual(['always', ...ten]);
      expect((await between('2026-10-02', '2026-10-04')).sort()).toEqual(['after', 'always', ...ten]);
      expect(await workspaces().counts(name, 'kommo', today, today)).toEqual([]);
    });

    it('cost a write where they are new, and none where they are known', async () => {
      const name = freshWorkspace();
      const { client, tables } = database();
      const units = await unitsOf(client, async () => {
        const one = createWorkspaces(client, tables.reviews);
        for (const marks of [['a'], ['a'], ['a', 'b'], ['b', 'a']]) await one.markSeen(name, 'kommo', today, marks);
        await createWorkspaces(client, tables.reviews).markSeen(name, 'kommo', today, ['b', 'a']);
      });
      // Each of the two reads once what is there, and the first writes twice.
      expect(units).toHaveLength(4);
    });
  });

  describe('failures', () => {
    it('are the latest hundred of a source, the newest first, with the size of each', async () => {
      const name = freshWorkspace();
      const failure = (index: number, source = 'kommo') => ({
        key: { workspace: name, source, receivedAt: noon + index, hash: 'ab'.repeat(32) },
        reason: `reason ${index}`,
        size: 812,
      });
      await atOnce(105, (index) => workspaces().failed(failure(index)));
      await workspaces().failed(failure(199, 'kommo-2'));
      const newest = Array.from({ length: 100 }, (_, index) => failure(104 - index));
      expect(await workspaces().failures(name, 'kommo')).toEqual(newest);
      expect(await workspaces().failures(name, 'none')).toEqual([]);
    });

    it('are no more once they are mended, and the others stay', async () => {
      const name = freshWorkspace();
      const key = { workspace: name, source: 'kommo', receivedAt: noon, hash: 'ab'.repeat(32) };
      const other = { key: { ...key, hash: 'cd'.repeat(32) }, reason: 'other', wrongAccount: true } as const;
      await workspaces().failed({ key, reason: 'first' });
      await workspaces().failed(other);
      await workspaces().mended(key);
      await workspaces().mended(key);
      expect(await workspaces().failures(name, 'kommo')).toEqual([other]);
    });
  });
};

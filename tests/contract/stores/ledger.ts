import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../lambdas/adapters/dynamodb/ledger.ts';
import type { Send } from '../../../lambdas/domain/reviews/send.ts';
import { atOnce, type Database, freshWorkspace } from './database.ts';

const sendOf = (workspace: string, about: Partial<Send> = {}): Send => ({
  workspace,
  cadence: 'monthly',
  start: '2026-10-01',
  scope: null,
  recipient: 'ana@acme.example',
  id: 'id-of-the-send',
  period: '2026-10',
  state: 'queued',
  reason: null,
  version: 1,
  messageId: null,
  subject: null,
  attempts: 0,
  queuedAt: 10,
  changedAt: 10,
  feedback: null,
  ...about,
});

export const describeLedger = (database: () => Database): void => {
  const ledger = () => createLedger(database().client, database().tables.reviews);

  describe('the ledger', () => {
    it('opens a send once, whoever asks', async () => {
      const workspace = freshWorkspace();
      const opened = await atOnce(100, (index) => ledger().open(sendOf(workspace, { queuedAt: index })));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await ledger().get(sendOf(workspace))).toEqual(sendOf(workspace, { queuedAt: opened.indexOf(true) }));
    });

    it('tells sends apart by every part of their key', async () => {
      const workspace = freshWorkspace();
      const sends = [
        sendOf(workspace),
        sendOf(workspace, { cadence: 'quarterly' }),
        sendOf(workspace, { start: '2026-07-01' }),
        sendOf(workspace, { scope: { owner: 'ana' } }),
        sendOf(workspace, { scope: { owner: 'x'.repeat(2000) } }),
        sendOf(workspace, { recipient: `${'a'.repeat(240)}@acme.example` }),
        sendOf(`${workspace}-2`),
      ].map((send, index) => ({ ...send, id: `id-${index}` }));
      for (const send of sends) expect(await ledger().open(send)).toBe(true);
      for (const send of sends) {
        expect(await ledger().get(send)).toEqual(send);
        expect(await ledger().find(send.workspace, send.id)).toEqual(send);
      }
    });

    it('finds by id within the workspace only', async () => {
      const workspace = freshWorkspace();
      await ledger().open(sendOf(workspace));
      expect(await ledger().find(workspace, 'id-of-the-send')).toEqual(sendOf(workspace));
      for (const [other, id] of [
        [`${workspace}-2`, 'id-of-the-send'],
        [workspace, 'another'],
        [workspace, ''],
      ] as const)
        expect(await ledger().find(other, id)).toBeUndefined();
    });

    it('lets one of many take a send', async () => {
      const workspace = freshWorkspace();
      await ledger().open(sendOf(workspace));
      const taken = await atOnce(50, (index) =>
        ledger().move(sendOf(workspace), ['queued'], { state: 'sending', attempts: 1, changedAt: index }),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await ledger().get(sendOf(workspace))).toEqual(
        sendOf(workspace, { state: 'sending', attempts: 1, changedAt: taken.indexOf(true) }),
      );
    });

    it('moves from the states named and no other, and changes what is given and no more', async () => {
      const workspace = freshWorkspace();
      const key = sendOf(workspace);
      expect(await ledger().move(key, ['queued'], { state: 'sending' })).toBe(false);
      await ledger().open(key);
      expect(await ledger().move(key, ['sending', 'uncertain'], { state: 'sent' })).toBe(false);
      const sent = { state: 'sent', messageId: 'm-1', subject: 'October', reason: 'once throttled' } as const;
      expect(await ledger().move(key, ['sending', 'queued'], sent)).toBe(true);
      expect(await ledger().move(key, ['sent'], { state: 'sent', feedback: 'delivered', reason: null })).toBe(true);
      expect(await ledger().get(key)).toEqual(sendOf(workspace, { ...sent, feedback: 'delivered', reason: null }));
    });

    it('moves only from the feedback that was heard, where one is given', async () => {
      const workspace = freshWorkspace();
      const key = sendOf(workspace);
      await ledger().open(key);
      const delivered = { state: 'queued', feedback: 'delivered' } as const;
      expect(await ledger().move(key, ['queued'], delivered, 'bounced')).toBe(false);
      expect(await ledger().move(key, ['queued'], delivered, null)).toBe(true);
      expect(await ledger().move(key, ['queued'], { state: 'queued', feedback: null }, null)).toBe(false);
      expect((await ledger().get(key))?.feedback).toBe('delivered');
    });

    it('lists a workspace, the newest period first', async () => {
      const workspace = freshWorkspace();
      for (const [index, start] of ['2026-08-01', '2026-10-01', '2026-09-01'].entries())
        await ledger().open(sendOf(workspace, { start, id: String(index) }));
      await ledger().open(sendOf(workspace, { cadence: 'range', start: '2026-09-01..2026-09-15', id: 'range' }));
      await ledger().open(sendOf(`${workspace}-2`, { start: '2026-12-01' }));
      const starts = (await ledger().list(workspace)).map(({ start }) => start.slice(0, 10));
      expect(starts).toEqual(['2026-10-01', '2026-09-01', '2026-09-01', '2026-08-01']);
    });
  });
};

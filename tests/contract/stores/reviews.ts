import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createReviews } from '../../../lambdas/adapters/dynamodb/reviews.ts';
import type { ReviewAddress } from '../../../lambdas/domain/ports.ts';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { atOnce, type Database, freshWorkspace } from './database.ts';

const documentOf = (workspace: string, about: Partial<ReviewDocument> = {}): ReviewDocument => ({
  id: 'id',
  workspace,
  cadence: 'monthly',
  period: '2026-10',
  scope: null,
  version: 1,
  status: 'closed',
  start: '2026-10-01T00:00:00-03:00',
  end: '2026-11-01T00:00:00-03:00',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  computedAt: '2026-11-01T11:00:00Z',
  definitions: '1',
  configuration: 'sha256:0',
  kpis: [],
  coverage: [],
  restatements: [],
  highlights: [],
  ...about,
});

/** A document whose text does not deflate below `size`. */
const large = (workspace: string, size: number, about: Partial<ReviewDocument> = {}): ReviewDocument =>
  documentOf(workspace, {
    highlights: [{ kind: 'test', kpi: 'winRate', params: {}, text: randomBytes(size).toString('base64') }],
    ...about,
  });

const month = (workspace: string): ReviewAddress => ({
  workspace,
  cadence: 'monthly',
  start: '2026-10-01',
  scope: null,
});

export const describeReviews = (database: () => Database): void => {
  const reviews = () => createReviews(database().client, database().tables.reviews);

  describe('reviews', () => {
    it('are read as they were written, by version and the latest of them', async () => {
      const workspace = freshWorkspace();
      const versions = [1, 2, 10, 9].map((version) => documentOf(workspace, { version, id: `v${version}` }));
      for (const document of versions) expect(await reviews().put(document)).toBe(true);
      for (const document of versions)
        expect(await reviews().get(month(workspace), document.version)).toEqual(document);
      expect(await reviews().latest(month(workspace))).toEqual(versions[2]);
      expect(await reviews().get(month(workspace), 3)).toBeUndefined();
      expect(await reviews().latest(month(`${workspace}-2`))).toBeUndefined();
    });

    it('are told apart by cadence, start and scope', async () => {
      const workspace = freshWorkspace();
      const longScope = { 'custom.area': 'ü#'.repeat(400) };
      const documents = [
        documentOf(workspace),
        documentOf(workspace, { scope: { owner: 'ana' } }),
        documentOf(workspace, { scope: { owner: 'ana#1', region: 'south' }, version: 7 }),
        documentOf(workspace, { scope: longScope }),
        documentOf(workspace, { cadence: 'quarterly', period: '2026-Q4' }),
        documentOf(workspace, { cadence: 'range', period: '2026-10-01..2026-10-15' }),
        documentOf(workspace, { cadence: 'range', period: '2026-10-01..2026-10-16' }),
        documentOf(`${workspace}-2`),
      ];
      for (const document of documents) expect(await reviews().put(document)).toBe(true);
      for (const document of documents) {
        const { cadence, scope, period, version } = document;
        const start = cadence === 'range' ? period : '2026-10-01';
        const address = { workspace: document.workspace, cadence, start, scope };
        expect(await reviews().latest(address)).toEqual(document);
        expect(await reviews().get(address, version)).toEqual(document);
      }
    });

    it('may be too large for one item', async () => {
      const workspace = freshWorkspace();
      const document = large(workspace, 1024 * 1024);
      expect(await reviews().put(document)).toBe(true);
      expect(await reviews().latest(month(workspace))).toEqual(document);
    });

    it('are never replaced, and never mixed when several write the same version at once', async () => {
      const workspace = freshWorkspace();
      const rivals = Array.from({ length: 6 }, (_, index) => large(workspace, 500 * 1024, { id: `rival ${index}` }));
      const written = await atOnce(rivals.length, (index) => reviews().put(rivals[index] as ReviewDocument));
      expect(written.filter(Boolean)).toHaveLength(1);
      const winner = rivals[written.indexOf(true)];
      expect(await reviews().get(month(workspace), 1)).toEqual(winner);
      expect(await reviews().put(documentOf(workspace))).toBe(false);
      expect(await reviews().get(month(workspace), 1)).toEqual(winner);
      expect((await reviews().list(workspace, 10)).items).toHaveLength(1);
    });

    it('are listed newest first, by the start of their period, then version, page after page', async () => {
      const workspace = freshWorkspace();
      const months = ['2026-08', '2026-10', '2026-09'];
      for (const period of months)
        for (const version of [2, 1, 10])
          await reviews().put(
            documentOf(workspace, {
              period,
              version,
              start: `${period}-01T00:00:00-03:00`,
              id: `${period}/${version}`,
            }),
          );
      await reviews().put(documentOf(`${workspace}-2`));

      const pages: string[][] = [];
      let cursor: string | null | undefined;
      do {
        const page = await reviews().list(workspace, 4, cursor ?? undefined);
        pages.push(page.items.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== null && pages.length < 10);
      expect(pages).toEqual([
        ['2026-10/10', '2026-10/2', '2026-10/1', '2026-09/10'],
        ['2026-09/2', '2026-09/1', '2026-08/10', '2026-08/2'],
        ['2026-08/1'],
      ]);
      expect(await reviews().list(workspace, 9)).toMatchObject({ cursor: null });
      expect(await reviews().list(freshWorkspace(), 4)).toEqual({ items: [], cursor: null });
    });

    it('are listed with what tells them apart', async () => {
      const workspace = freshWorkspace();
      await reviews().put(documentOf(workspace, { scope: { owner: 'ana' }, version: 3, status: 'running' }));
      expect((await reviews().list(workspace, 1)).items).toEqual([
        {
          id: 'id',
          cadence: 'monthly',
          period: '2026-10',
          scope: { owner: 'ana' },
          version: 3,
          status: 'running',
          computedAt: '2026-11-01T11:00:00Z',
        },
      ]);
    });

    it('have no page after a cursor that was never answered', async () => {
      const tooLong = `2026-10-01#000001#${'é'.repeat(600)}`;
      for (const cursor of [
        '',
        'nonsense',
        ...['2026-10-01', tooLong].map((place) => Buffer.from(place).toString('base64url')),
      ])
        await expect(reviews().list(freshWorkspace(), 4, cursor)).rejects.toThrow(RangeError);
    });
  });
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundling } from '../../infra/bundle.ts';
import { renderFile } from '../../lambdas/rendering/files.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { document, kpis, rendered } from '../fixtures/review.ts';
import { hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { mailed } from './support/mailed.ts';
import { sheetsIn } from './support/workbook.ts';

const wanting = (of: Rendered, attachments: ('csv' | 'xlsx')[]): Rendered => ({
  ...of,
  reader: { ...of.reader, attachments },
});

describe('the files of a mail', () => {
  it('are none unless its reader wants some', async () => {
    expect((await mailed()).parsed.attachments).toEqual([]);
    expect((await mailed(wanting(rendered(), []))).raw).toBe((await mailed()).raw);
  });

  it('are those that its reader wants, under a name that tells them, as what they are', async () => {
    const { parsed, html, text } = await mailed(wanting(rendered(), ['csv', 'xlsx']));
    expect(
      parsed.attachments.map(({ filename, contentType, contentDisposition }) => [
        filename,
        contentType,
        contentDisposition,
      ]),
    ).toEqual([
      ['acme-2026-10.csv', 'text/csv', 'attachment'],
      ['acme-2026-10.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'attachment'],
    ]);
    expect([html, text]).toEqual([(await mailed()).html, (await mailed()).text]);
  });

  it('are the very files that the page has', async () => {
    const { parsed } = await mailed(wanting(rendered(), ['csv', 'xlsx']));
    const [csv, xlsx] = parsed.attachments.map(({ content }) => content);
    expect(csv?.equals(Buffer.from(renderFile(rendered(), 'csv').content))).toBe(true);
    expect(csv?.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(xlsx?.equals(Buffer.from(renderFile(rendered(), 'xlsx').content))).toBe(true);
    expect((await sheetsIn(xlsx ?? new Uint8Array())).map(({ sheet }) => sheet)).toContain('Segments');
  });

  it('have names of plain letters, whatever the scope is', async () => {
    const of = wanting(hostileRendered, ['csv', 'xlsx']);
    const scope = { region: '../../é"\r\nBcc: x@evil.example', owner: 'ana' };
    const { parsed, head } = await mailed({ ...of, document: { ...of.document, scope } });
    for (const { filename } of parsed.attachments)
      expect(filename).toMatch(/^acme-2026-10-owner=ana_[\w.=-]+\.(csv|xlsx)$/);
    expect(head).not.toMatch(/^Bcc:/m);
  });

  it('are left to the links where they are too large to be mailed', async () => {
    const [kpi = expect.fail('no KPI')] = kpis;
    const segments = Array.from({ length: 60_000 }, (_, index) => ({
      by: 'owner',
      key: `${index}`,
      label: `Somebody with a name that is long ${index}`,
      value: index,
      numerator: null,
      denominator: null,
      n: 1,
      overlaps: false,
    }));
    const of = rendered('crm', { document: { ...document, kpis: [{ ...kpi, segments }] } });
    expect((await mailed(wanting(of, ['csv']))).parsed.attachments).toEqual([]);
  });

  it('add little to a mail of sixty KPIs', async () => {
    const { raw } = await mailed(wanting(manyRendered(60), ['xlsx']));
    expect(raw.length).toBeLessThan(300_000);
  });

  it('are composed by what is deployed, too, which does not know the types of files', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-attachments-'));
    try {
      await build({ ...bundling, entryPoints: [path.resolve('tests/rendering/support/mailed.ts')], outdir: folder });
      const deployed: typeof import('./support/mailed.ts') = await import(
        pathToFileURL(path.join(folder, 'mailed.mjs')).href
      );
      expect((await deployed.mailed(wanting(rendered(), ['csv', 'xlsx']))).parsed.attachments).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

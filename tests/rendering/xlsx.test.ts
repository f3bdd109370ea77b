import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../lambdas/domain/reviews/document.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { sheetNames, workbook } from '../../lambdas/rendering/xlsx/workbook.ts';
import { renderXlsx } from '../../lambdas/rendering/xlsx.ts';
import { document, kpis, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';
import { emptyRendered, hostileNames, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { parser, partsOf, sheetsIn } from './support/workbook.ts';

const bytes = renderXlsx(rendered('crm'));
const sheets = await sheetsIn(bytes);
const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? [];
/** Rows by the KPI's id, which is in the last column. */
const rowOf = (name: string, kpi: string) => rowsOf(name).find((row) => row.at(-1) === kpi) ?? [];

/** Durations in hours, or in days where the KPI takes two and more. */
const told = ({ unit, value: like }: KpiResult, value: number | null): number | null =>
  value === null || unit !== 'duration' ? value : value / ((like ?? 0) < 2 * 86_400 ? 3_600 : 86_400);

const partOf = (of: Uint8Array, path: string): string => partsOf(of).get(path) ?? expect.fail(`there is no ${path}`);
const allOf = (of: Uint8Array): string => [...partsOf(of).values()].join('\n');

describe('the workbook', () => {
  it('has the KPIs, their trend, their segments and their definitions', () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['KPIs', 'Trend', 'Segments', 'Definitions']);
    expect(rowsOf('KPIs')[0]).toEqual([
      'KPI',
      'October 2026',
      'Unit',
      'September 2026',
      'Change from September 2026',
      'October 2025',
      'Change from October 2025',
      'Target, at least',
      'Target, at most',
      'Target',
      'Numerator',
      'Denominator',
      'Cases (n)',
      'Note',
      'KPI id',
    ]);
  });

  it.each(kpis)('has the very numbers of $id, durations in hours or days', (kpi) => {
    const { id, unit, value, numerator, denominator, n } = kpi;
    const row = rowOf('KPIs', id);
    const { previous, lastYear, target } = kpi;
    expect([row[1], row[3], row[4], row[5], row[6]]).toEqual(
      [value, previous?.value, previous?.change, lastYear?.value, lastYear?.change].map((one) =>
        told(kpi, one ?? null),
      ),
    );
    expect([row[7], row[8]]).toEqual([target?.atLeast ?? null, target?.atMost ?? null]);
    expect([row[10], row[11], row[12]]).toEqual([numerator, denominator, n]);
    expect(rowOf('Trend', id).slice(2, -1)).toEqual(kpi.trend.map((point) => told(kpi, point.value)));
    expect(rowsOf('Segments').filter((one) => one.at(-1) === id)).toEqual(
      kpi.segments.map((one) => [
        expect.any(String),
        one.by,
        one.key === null ? 'not set' : one.label,
        told(kpi, one.value),
        ['money', 'duration', 'ratio'].includes(unit) ? expect.any(String) : null,
        one.numerator,
        one.denominator,
        one.n,
        one.key,
        id,
      ]),
    );
    expect(rowOf('Definitions', id)[1]).toBe(reviewCatalogue.find((one) => one.id === id)?.definition);
  });

  it('tells beside a number what is to be known of it, and in place of one why there is none', () => {
    expect(rowOf('KPIs', 'nps')[13]).toBe('few cases');
    expect(rowOf('KPIs', 'customerAcquisitionCost')).toEqual(
      expect.arrayContaining(['Needs the spend of this period', 'customerAcquisitionCost']),
    );
    expect(rowOf('KPIs', 'salesCycle.p90').slice(0, 3)).toEqual(['Sales cycle (90th percentile)', 103, 'd']);
    expect(rowOf('KPIs', 'stageLength')[0]).toContain('(Negotiation)');
  });

  it('shows numbers as what they are', () => {
    const formats = parser.parse(partOf(bytes, 'xl/styles.xml')).styleSheet.numFmts.numFmt as { formatCode: string }[];
    const codes = formats.map(({ formatCode }) => formatCode.replaceAll('&quot;', '"').replaceAll('&lt;', '<'));
    expect(codes).toEqual(
      expect.arrayContaining(['0.0%', '"R$" #,##0.00', '#,##0.0" d"', '#,##0.0" h"', '#,##0', '+0.0%;-0.0%;0.0%']),
    );
    const yen = renderXlsx(rendered('crm', { document: { ...document, currency: 'JPY' } }));
    expect(partOf(yen, 'xl/styles.xml')).toContain('formatCode="&quot;¥&quot; #,##0"');
    const euros = renderXlsx({
      ...rendered('crm', { document: { ...document, currency: 'EUR' } }),
      reader: { role: 'crm', locale: 'es' },
    });
    expect(partOf(euros, 'xl/styles.xml')).toContain('formatCode="#,##0.00 &quot;€&quot;"');
  });

  it('has the months of a quarter side by side', async () => {
    const months = [
      { period: '2026-10', value: 40, n: 40, target: 'met' as const },
      { period: '2026-11', value: 7, n: 7 },
    ];
    const of = { ...document, kpis: kpis.slice(0, 2).map((kpi) => ({ ...kpi, months })) };
    const quarter = await sheetsIn(renderXlsx(rendered('crm', { document: of })));
    expect(quarter.map(({ sheet }) => sheet)).toEqual(['KPIs', 'Months', 'Trend', 'Segments', 'Definitions']);
    expect(quarter[1]?.data[0]?.slice(2, 4)).toEqual(['Oct\u00a02026', 'Nov\u00a02026']);
    expect(quarter[1]?.data[1]?.slice(2, 4)).toEqual([40, 7]);
  });

  it('keeps the header in sight, filters by it, and prints it on every page', () => {
    for (const at of [1, 2, 3, 4]) {
      const { worksheet } = parser.parse(partOf(bytes, `xl/worksheets/sheet${at}.xml`));
      expect(worksheet.sheetViews.sheetView.pane).toMatchObject({ ySplit: '1', state: 'frozen' });
      expect(worksheet.autoFilter.ref).toBe(worksheet.dimension.ref);
      for (const { width } of worksheet.cols.col) expect(Number(width)).toBeGreaterThanOrEqual(8);
    }
    expect(partOf(bytes, 'xl/workbook.xml')).toContain("'KPIs'!$1:$1");
  });

  it('is of the reader’s KPIs in their order, in their language', async () => {
    const own = { role: 'service', locale: 'pt-BR', kpis: { first: ['csat'] } } satisfies Rendered['reader'];
    const [first, ...others] = await sheetsIn(renderXlsx(rendered('service', { reader: own })));
    expect(first?.data[1]?.at(-1)).toBe('csat');
    expect(first?.data.map((row) => row.at(-1))).not.toContain('wonRevenue');
    expect(first?.data[0]?.[1]).toBe('Outubro de 2026');
    expect(others.map(({ sheet }) => sheet)).toEqual(['Tendência', 'Segmentos', 'Definições']);
  });

  it('tells of itself what it is of and when it was computed, and names no person', () => {
    const scoped = renderXlsx(rendered('crm', { document: { ...document, scope: { region: 'south' } } }));
    const core = partOf(scoped, 'docProps/core.xml');
    expect(core).toContain('<dc:title>Acme Ltda: October 2026 · Only region: South</dc:title>');
    expect(core).toContain('2026-11-01T11:00:04.000Z');
    expect(core).not.toMatch(/creator|lastModifiedBy/);
    expect(allOf(scoped)).not.toContain('@');
  });

  it('is the same bytes for the same review, at whatever time and in whatever zone it is made', () => {
    expect(Buffer.compare(renderXlsx(rendered('crm')), bytes)).toBe(0);
    // MS-DOS time and date of the first file.
    expect(Buffer.from(bytes).readUInt32LE(10)).toBe(0x00210000);
  });

  it('is small', () => {
    expect(renderXlsx(manyRendered(60)).byteLength).toBeLessThan(60_000);
  });

  it('of a review that has no numbers yet says what they wait for', async () => {
    const [first] = await sheetsIn(renderXlsx(emptyRendered));
    expect(first?.data.slice(1).every((row) => row[1] === null && typeof row[13] === 'string')).toBe(true);
  });
});

describe('hostile names in the workbook', () => {
  it('are texts, never formulas, markup, or what XML cannot hold', () => {
    const hostile = renderXlsx(hostileRendered);
    for (const [path, part] of partsOf(hostile)) {
      expect(parser.parse(part, true), path).toBeTruthy();
      expect(part, path).not.toMatch(/<f[ >]|<script|[^\P{Cc}\t\n\r]|\ufffe|\uffff/u);
    }
    const segments = partOf(hostile, 'xl/worksheets/sheet3.xml');
    expect(segments).toContain('s="2" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(');
    expect(partOf(hostile, 'xl/styles.xml')).toContain('quotePrefix="1"');
  });

  it('are read back as they are, whatever they look like', async () => {
    const texts = ['_x0041_', 'a\ud800b', 'tab\there', 'two\nlines', '  spaces  ', '<&">', hostileNames.emoji, '-1'];
    const made = workbook({
      title: 'A & B',
      created: '2026-11-01T00:00:00Z',
      rightToLeft: false,
      sheets: [{ name: 'A/B', rows: [['Header'], ...texts.map((text) => [text])] }],
    });
    const { worksheet } = parser.parse(partOf(made, 'xl/worksheets/sheet1.xml'));
    expect(worksheet.headerFooter.oddHeader).toBe('&amp;LA &amp;&amp; B&amp;R&amp;P'.replaceAll('&amp;', '&'));
    expect(partOf(made, 'xl/worksheets/sheet1.xml')).toContain('>_x005F_x0041_<');
    const [sheet] = await sheetsIn(made);
    expect(sheet?.data.slice(2).map(([text]) => text)).toEqual([
      'ab',
      'tab\there',
      'two\nlines',
      expect.stringContaining('spaces'),
      '<&">',
      hostileNames.emoji,
      '-1',
    ]);
  });
});

describe('names of sheets', () => {
  it('are short, plain, and each its own', () => {
    const names = sheetNames(['A/B:C*?[d]\\', 'x'.repeat(40), `${'x'.repeat(31)}y`, "'quoted'", 'KPIs', 'kpis', '']);
    expect(names).toEqual(['A B C   d', 'x'.repeat(31), `${'x'.repeat(29)} 2`, 'quoted', 'KPIs', 'kpis 2', 'Sheet']);
  });
});

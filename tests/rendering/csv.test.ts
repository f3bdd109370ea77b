import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { renderCsv, renderReaderCsv } from '../../lambdas/rendering/csv.ts';
import { kpisOf } from '../../lambdas/rendering/reader.ts';
import { document, kpis, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';
import { hostileNames, hostileRendered } from '../fixtures/reviewVariants.ts';

type Cells = Readonly<Record<string, string>>;

const rowsOf = (csv: string): Cells[] => parse(csv, { bom: true, columns: true });
const rows = rowsOf(renderCsv(document, reviewCatalogue));

const withLabel = (label: string): ReviewDocument => ({
  ...document,
  kpis: kpis.slice(0, 1).map((kpi) => ({
    ...kpi,
    segments: [
      { by: 'owner', key: label, label, value: -1.5, numerator: null, denominator: null, n: 1, overlaps: false },
    ],
  })),
});

describe('the CSV', () => {
  it('begins with a byte order mark, ends its lines as RFC 4180 wants, and names its columns', () => {
    const csv = renderCsv(document, reviewCatalogue);
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.slice(1, csv.indexOf('\r\n'))).toBe(
      'section,kpi,name,period,by,key,label,unit,value,numerator,denominator,n,currency',
    );
  });

  it('has a row for each KPI, first and in the document’s order', () => {
    const first = rows.slice(0, kpis.length);
    expect(first.map(({ section, kpi }) => [section, kpi])).toEqual(kpis.map(({ id }) => ['kpi', id]));
    expect(rows.slice(kpis.length).some(({ section }) => section === 'kpi')).toBe(false);
  });

  it('has all digits of every number', () => {
    for (const [index, kpi] of kpis.entries()) {
      const { value = '', numerator, denominator, n } = rows[index] ?? {};
      expect(value === '' ? null : Number(value)).toBe(kpi.value);
      expect(numerator === '' ? null : Number(numerator)).toBe(kpi.numerator);
      expect(denominator === '' ? null : Number(denominator)).toBe(kpi.denominator);
      expect(Number(n)).toBe(kpi.n);
    }
    expect(rows.find(({ kpi }) => kpi === 'winRate')?.value).toBe(String(47 / 165));
  });

  it('has a row for each point of the trend and each segment', () => {
    const count = (section: string): number => rows.filter((row) => row.section === section).length;
    expect(count('trend')).toBe(kpis.flatMap(({ trend }) => trend).length);
    expect(count('segment')).toBe(kpis.flatMap(({ segments }) => segments).length);
    expect(rows).toContainEqual(
      expect.objectContaining({
        section: 'trend',
        kpi: 'wonRevenue',
        period: '2025-12',
        value: '760000',
        unit: 'money',
        currency: 'BRL',
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        section: 'segment',
        kpi: 'winRate',
        by: 'region',
        key: 'south',
        label: 'South',
        numerator: '7',
        denominator: '36',
        n: '36',
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ section: 'target', kpi: 'churnRate', key: 'atMost', value: '0.03' }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        section: 'companion',
        kpi: 'pipelineValue',
        key: 'open',
        unit: 'count',
        value: '214',
        currency: '',
      }),
    );
  });

  it('leaves out what another role is told', () => {
    const seen = new Set(rowsOf(renderCsv(document, reviewCatalogue, { role: 'service' })).map(({ kpi }) => kpi));
    expect([...seen]).toEqual(['churnRate', 'nps', 'csat', 'firstResponseTime', 'tickets']);
  });

  it('lets no text be a formula, puts each on one line, and leaves numbers numbers', () => {
    for (const name of Object.values(hostileNames)) {
      const segment = rowsOf(renderCsv(withLabel(name), reviewCatalogue)).find(({ section }) => section === 'segment');
      const line = name.replace(/[\t\r\n\0]+/g, ' ');
      expect(segment?.label, name).toBe(/^\s*[=+\-@]/.test(line) ? `'${line}` : line);
      expect(segment?.key, name).toBe(segment?.label);
      expect(segment?.value).toBe('-1.5');
    }
    expect(
      rowsOf(renderCsv(hostileRendered.document, hostileRendered.catalogue)).filter(({ name = '' }) =>
        /^\s*[=+\-@]/.test(name),
      ),
    ).toEqual([]);
  });

  it('is read back as it was written, whatever a name is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '"', ',', ';', 'a', ' ', "'", '＝') }),
        fc.constantFrom('en', 'es'),
        (label, locale) => {
          const text = renderReaderCsv(
            rendered('crm', { document: withLabel(label), reader: { role: 'crm', locale } }),
          );
          const read: string[][] = parse(text, { bom: true, delimiter: locale === 'es' ? ';' : ',' });
          expect(new Set(read.map((cells) => cells.length)).size).toBe(1);
          const key = read.at(-1)?.[5] ?? '';
          expect(key.replaceAll("'", '')).toBe(label.replaceAll("'", ''));
          expect(key).not.toMatch(/^\s*[=+\-@＝]/);
        },
      ),
    );
  });
});

describe('the CSV of a reader', () => {
  const parsed = (locale: string): string[][] =>
    parse(renderReaderCsv(rendered('sales', { reader: { role: 'sales', locale } })), {
      bom: true,
      delimiter: [';', ','],
    });

  it.each([
    ['en', ',', '.'],
    ['pt-BR', ';', ','],
    ['es', ';', ','],
    ['es-MX', ',', '.'],
    ['ms', ',', '.'],
  ])(
    'in %s has %s between its cells and %s before decimals, as its spreadsheet reads it',
    (locale, between, before) => {
      const text = renderReaderCsv(rendered('sales', { reader: { role: 'sales', locale } }));
      const [header = '', ...lines] = text.trimEnd().split('\r\n');
      expect(header.split(between)).toHaveLength(13);
      const revenue = lines.find((line) => line.split(between)[1] === 'wonRevenue');
      expect(revenue?.replaceAll('"', '').split(between === ';' ? ';' : ',')[8]).toBe(`1240512${before}37`);
    },
  );

  it('has the rows of the other, of the reader’s KPIs in their order', () => {
    const [, ...read] = parsed('en');
    const ofRole = rowsOf(renderCsv(document, reviewCatalogue, { role: 'sales' }));
    expect(read).toHaveLength(ofRole.length);
    expect(read.filter(([section]) => section === 'KPI').map(([, kpi]) => kpi)).toEqual(
      kpisOf(rendered('sales')).map(({ id }) => id),
    );
    const values = (rows: readonly (readonly (string | undefined)[])[]) => rows.map((cells) => cells.join()).sort();
    expect(values(read.map((cells) => [cells[1], cells[3], cells[5], cells[8], cells[11]]))).toEqual(
      values(ofRole.map(({ kpi, period, key, value, n }) => [kpi, period, key, value, n])),
    );
  });

  it('speaks the reader’s language, and leaves ids and keys as programs know them', () => {
    const [header, ...read] = parsed('en');
    expect(header).toEqual([
      'Section',
      'KPI id',
      'KPI',
      'Period',
      'Dimension',
      'Key',
      'Segment or part',
      'Unit',
      'Value',
      'Numerator',
      'Denominator',
      'Cases (n)',
      'Currency',
    ]);
    const find = (section: string, kpi: string, key: string) =>
      read.find((cells) => cells[0] === section && cells[1] === kpi && cells[5] === key);
    expect(find('Segment', 'wonRevenue', '')?.slice(4, 8)).toEqual(['owner', '', 'not set', 'money']);
    expect(find('Target', 'winRate', 'atLeast')?.[6]).toBe('Target, at least');
    expect(find('Companion', 'salesCycle', 'p90')?.slice(6, 9)).toEqual(['90th percentile', 'seconds', '8899200']);
  });

  it('names a segment that has only a key, also the one that a KPI is of, as mail and page do', () => {
    const kind = { by: 'kind', key: 'cross-sell', label: 'cross-sell' };
    const segment = { ...kind, value: 1, numerator: null, denominator: null, n: 1, overlaps: false };
    const of = { ...document, kpis: kpis.slice(0, 1).map((kpi) => ({ ...kpi, of: kind, segments: [segment] })) };
    const text = renderReaderCsv(rendered('crm', { document: of, reader: { role: 'crm', locale: 'es' } }));
    const named = (parse(text, { bom: true, delimiter: ';' }) as string[][]).filter(
      (cells) => cells[5] === 'cross-sell',
    );
    expect(named.map((cells) => [cells[0], cells[6]])).toEqual([
      ['KPI', 'venta cruzada'],
      ['Segmento', 'venta cruzada'],
    ]);
  });
});

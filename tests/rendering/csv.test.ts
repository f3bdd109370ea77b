import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { renderCsv } from '../../lambdas/rendering/csv.ts';
import { document, kpis } from '../fixtures/review.ts';
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

  it('lets no text be a formula, and leaves numbers numbers', () => {
    for (const name of Object.values(hostileNames)) {
      const segment = rowsOf(renderCsv(withLabel(name), reviewCatalogue)).find(({ section }) => section === 'segment');
      expect(segment?.label, name).toBe(/^[=+\-@\t\r\n\0]/.test(name) ? `'${name}` : name);
      expect(segment?.key, name).toBe(segment?.label);
      expect(segment?.value).toBe('-1.5');
    }
    expect(
      rowsOf(renderCsv(hostileRendered.document, hostileRendered.catalogue)).filter(({ name = '' }) =>
        /^[=+\-@]/.test(name),
      ),
    ).toEqual([]);
  });

  it('is read back as it was written, whatever a name is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '"', ',', ';', '\r', '\n', '\t', 'a', ' ', "'", '＝') }),
        (label) => {
          const [segment] = rowsOf(renderCsv(withLabel(label), reviewCatalogue)).filter(
            ({ section }) => section === 'segment',
          );
          expect(segment?.label?.replace(/^'(?=[=+\t\r\n＝])/, '')).toBe(label.replace(/^'(?=[=+\t\r\n＝])/, ''));
          expect(segment?.label ?? '').not.toMatch(/^[=+\-@\t\r\n＝]/);
        },
      ),
    );
  });
});

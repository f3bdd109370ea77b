import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { renderCsv, renderReaderCsv } from '../../lambdas/rendering/csv.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { document, kpis, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';

const named = (label: string): ReviewDocument => ({
  ...document,
  kpis: kpis.slice(0, 1).map((kpi) => ({
    ...kpi,
    segments: ['a', 'b'].map((key) => ({
      by: 'owner',
      key: `${label}${key}`,
      label,
      value: -1234.5,
      numerator: -1e-7,
      denominator: null,
      n: 1,
      overlaps: false,
    })),
  })),
});
const reviewOf = (label: string, locale: string): Rendered =>
  rendered('crm', { document: named(label), reader: { role: 'crm', locale } });

const files = {
  'of programs': { separator: ',', made: (label: string) => renderCsv(named(label), reviewCatalogue) },
  'of a reader in en': { separator: ',', made: (label: string) => renderReaderCsv(reviewOf(label, 'en')) },
  'of a reader in pt-BR': { separator: ';', made: (label: string) => renderReaderCsv(reviewOf(label, 'pt-BR')) },
} as const;
const delimiters = [',', ';', '\t'] as const;
const cases = Object.entries(files).flatMap(([of, file]) =>
  delimiters.map((delimiter) => ({ of, name: JSON.stringify(delimiter), delimiter, ...file })),
);

/** What a cell can begin with for a spreadsheet to run it. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;
const negative = /^-\d+(?:[.,]\d+)?(?:e-\d+)?$/;

/**
 * Every cell that a spreadsheet may make of a file: what is between any two delimiters, within quotes or not, without the
 * quotes and blanks around it; where it reads the quotes as they were written, also what these hold together. A number is
 * what it is in a cell that was meant.
 */
const cellsOf = (text: string, delimiter: string, separator: string): string[] => {
  const read = (quote: '"' | false): string[] =>
    (parse(text, { bom: true, delimiter, quote, relax_column_count: true }) as string[][]).flat();
  const bare = read(false).map((cell) => cell.replace(/^[\p{Zs}"]+|[\p{Zs}"]+$/gu, ''));
  return delimiter === separator ? [...read('"'), ...bare].filter((cell) => !negative.test(cell)) : bare;
};

const runAt = ({ made, delimiter, separator }: (typeof cases)[number], label: string): string[] =>
  cellsOf(made(label), delimiter, separator).filter((cell) => formula.test(cell));

const labels = fc.string({
  unit: fc.constantFrom(...'=+-@＝＋－＠"\',;\t\r\n \u00a0\u2028a1', '=1+1', ';"=', ',"=', ';""', '" ;'),
  maxLength: 12,
});

describe.each(cases)('a CSV $of that is split at $name', (file) => {
  it.each([
    'x;"=1+1;y',
    'x,"=1+1,y',
    'x; "" "=1+1;y',
    'x,"",""@SUM(A1),y',
    'x;"\t-2+3;y',
    '"=1+1"',
    'x\t=1+1\ty',
    'x\r\n=1+1\r\ny',
    'x;"\r\n"+1',
    'x;"＝1+1',
  ])('has no cell that runs, of a name %j', (label) => {
    expect(runAt(file, label)).toEqual([]);
  });

  it('has no cell that runs, whatever a name is', () => {
    fc.assert(
      fc.property(labels, (label) => {
        expect(runAt(file, label)).toEqual([]);
      }),
    );
  });
});

describe.each(Object.entries(files))('a CSV %s', (_, { separator, made }) => {
  const segmentOf = (label: string): string[] =>
    (parse(made(label), { bom: true, delimiter: separator }) as string[][]).at(-1) ?? [];

  it.each(['Souza & Filhos, "Matriz"; 50-50', "D'Ávila; 'Norte'", 'a@b.example, c@d.example', '"Ana" (-5%)', '1+1=2'])(
    'has a name as it is where nothing of it runs: %j',
    (label) => {
      expect(segmentOf(label).slice(5, 6)).toEqual([`${label}b`]);
    },
  );

  it('has negative numbers as numbers', () => {
    const decimal = separator === ';' ? ',' : '.';
    expect(segmentOf('=1+1').slice(8, 10)).toEqual([`-1234${decimal}5`, '-1e-7']);
  });

  it('has all of a name that would run, behind an apostrophe', () => {
    expect(segmentOf('x;"=1+1;y')[5]).toBe('x;\'"=1+1;yb');
    expect(segmentOf(' =1+1, -2')[5]).toBe("' =1+1,' -2b");
  });
});

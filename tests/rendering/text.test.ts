import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { kpisOf } from '../../lambdas/rendering/reader.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { widthOf, wrap } from '../../lambdas/rendering/textLayout.ts';
import { document, kpis, links, rendered } from '../fixtures/review.ts';
import { annual, campaign, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';

const linesOf = (text: string): string[] => text.split('\n').filter((line) => !/^https:/.test(line));

describe('the letter', () => {
  it('keeps to 72 columns', () => {
    for (const of of [rendered('crm'), emptyRendered, hostileRendered, manyRendered(60)]) {
      const wide = linesOf(renderText(of, links)).filter((line) => [...line].length > 72);
      expect(wide).toEqual([]);
    }
  });

  it('keeps to 72 columns in every language, with months and with segments that moved', () => {
    for (const locale of Object.keys(languages))
      for (const of of [quarterly, annual, moved, campaign]) {
        const lines = linesOf(renderText(renderedOf(of, 'crm', locale), links));
        expect(lines.filter((line) => widthOf(line) > 72)).toEqual([]);
      }
  });

  it('sets the months of a quarter in columns, those of a year in lines of three', () => {
    const row =
      renderText(renderedOf(quarterly), links)
        .match(/^Won revenue .*R\$.*$/gm)
        ?.at(-1) ?? '';
    expect(row).toMatch(
      /^Won revenue +R\$\u00a01\u00a0M +R\$\u00a0948\u00a0K +R\$\u00a01\.11\u00a0M +R\$\u00a01\.24\u00a0M$/,
    );
    expect(renderText(renderedOf(annual), links)).toMatch(
      /^Feb 28\.8\u00a0% missed {2,}Mar 30\.1\u00a0% met {2,}Apr 31\.2\u00a0% met$/m,
    );
  });

  it('keeps to 72 columns and to its lines whatever a name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (label) => {
        const segments = ['a', label].map((key) => ({
          by: 'owner',
          key,
          label: key,
          value: 1,
          numerator: null,
          denominator: null,
          n: 1,
          overlaps: false,
        }));
        const of = rendered('sales', {
          document: { ...document, kpis: kpis.map((kpi) => (kpi.id === 'wonRevenue' ? { ...kpi, segments } : kpi)) },
        });
        const lines = linesOf(renderText(of, links));
        expect(lines.filter((line) => widthOf(line) > 72)).toEqual([]);
        expect(lines.filter((line) => /[\p{Cc}\u2028\u2029]/u.test(line))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(Object.keys(languages))('breaks no word of a name of a KPI for want of room, in %s', (locale) => {
    const of = renderedOf(quarterly, 'crm', locale);
    const { nameOf } = readingOf(of);
    const words = linesOf(renderText(of, links)).join(' ').split(/\s+/);
    for (const { id } of kpisOf(of).filter(({ value }) => value !== null))
      expect(words).toEqual(expect.arrayContaining(nameOf(id).split(' ')));
  });

  it('keeps its columns apart where a period has a long name', () => {
    const before = '2025-12-20..2026-01-05';
    const of = rendered('sales', {
      document: {
        ...document,
        cadence: 'range',
        period: '2026-01-06..2026-01-22',
        kpis: kpis.map((kpi) => ({ ...kpi, previous: kpi.previous && { ...kpi.previous, period: before } })),
      },
    });
    const lines = linesOf(renderText(of, links));
    expect(lines.filter((line) => widthOf(line) > 72)).toEqual([]);
    expect(lines.find((line) => line.includes('Value'))).toMatch(/Value {2,}.*Dec/);
    expect(lines.find((line) => /^Won revenue .*better/.test(line))).toMatch(/R\$\u00a01\.24\u00a0M {2,}▲/);
  });

  it('aligns its columns to the right', () => {
    const text = renderText(rendered('sales'), links);
    const row = (name: string): string =>
      text.split('\n').find((line) => line.startsWith(name) && line.split(/ {2,}/).length === 4) ?? '';
    expect(row('Won deals').length).toBe(row('Won revenue').length);
    expect(row('Won revenue')).toMatch(/R\$\u00a01\.24\u00a0M +R\$\u00a01\.11\u00a0M +R\$\u00a0982\u00a0K$/);
  });

  it('tells in words what the mail tells in colour', () => {
    const text = renderText(rendered('sales'), links);
    expect(text).toContain('target ≥\u00a030\u00a0% missed · within noise vs Sep');
    expect(text).toContain('target ≥\u00a0R$\u00a01.1\u00a0M met · +12\u00a0% better vs Sep');
    expect(text).toContain('still moving');
  });

  it('gives every link a line of its own', () => {
    const lines = renderText(rendered(), links).split('\n');
    for (const href of Object.values(links)) expect(lines).toContain(href);
  });

  it('does without links where there are none', () => {
    expect(renderText(rendered())).not.toContain('://');
  });

  it('is in the order of the mail', () => {
    const text = renderText(rendered('crm'), links);
    const places = [
      'What happened',
      'All your numbers',
      'Where it comes from',
      'Not available this time',
      'About these numbers',
      links.review,
      'You get this because',
    ].map((title) => text.indexOf(title));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
  });
});

describe('wrapping', () => {
  it('loses no character but spaces, and fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🚀', ' ') }),
        fc.integer({ min: 4, max: 40 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
        },
      ),
    );
  });

  it('hangs the following lines under the first', () => {
    expect(wrap('one two three', 7, '- ')).toEqual(['- one', '  two', '  three']);
  });
});

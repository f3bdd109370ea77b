import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../lambdas/domain/reviews/document.ts';
import { highlightsOf } from '../../lambdas/domain/reviews/highlights.ts';
import { arrowed, changeOf } from '../../lambdas/rendering/change.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { document, kpiResult, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';

const reading = readingOf(rendered());

const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u00a0', ' ');

const changed = (
  id: string,
  before: number,
  now: number,
  rest: Partial<KpiResult> & { significant?: boolean | null } = {},
) => {
  const { significant = null, ...other } = rest;
  const kpi = kpiResult({ id, values: [before, now], significant, rest: other });
  const change = changeOf(reading, kpi, kpi.previous);
  return change && { ...change, text: plain(change.text), size: plain(change.size) };
};

describe('a change', () => {
  it.each<[string, string, number, number, string, string, string | null]>([
    ['amounts change by a share', 'wonRevenue', 1000, 1120, '+12 %', 'good', 'better'],
    ['small shares keep a decimal', 'wonRevenue', 1000, 1034, '+3.4 %', 'neutral', 'little change'],
    ['less of what should be low is good', 'tickets', 100, 82, '−18 %', 'good', 'better'],
    ['more of what should be low is bad', 'tickets', 100, 118, '+18 %', 'bad', 'worse'],
    ['durations change by time', 'salesCycle', 59 * 86_400, 50 * 86_400, '−9 d', 'good', 'faster'],
    ['durations grow slower', 'salesCycle', 57 * 86_400, 66 * 86_400 + 3600, '+9 d 1 h', 'bad', 'slower'],
    ['tenfold is told in multiples', 'wonDeals', 2, 43, '× 21.5', 'good', 'better'],
    ['from nothing there is no share', 'wonRevenue', 0, 1200, 'from 0', 'good', 'better'],
    ['to nothing there is', 'wonRevenue', 1200, 0, '−100 %', 'bad', 'worse'],
  ])('%s', (_, id, before, now, text, tone, word) => {
    expect(changed(id, before, now)).toMatchObject({ text, tone, word });
  });

  it.each<[string, string, number, number, string, string, string]>([
    ['ratios change by points', 'winRate', 0.303, 0.284, '−1.9 pt', 'bad', 'worse'],
    ['less of what should be low is good', 'churnRate', 0.04, 0.03, '−1 pt', 'good', 'better'],
    ['scores change by points of their own', 'nps', 28, 31.8, '+3.8', 'good', 'better'],
  ])('%s, where a test told it from noise', (_, id, before, now, text, tone, word) => {
    expect(changed(id, before, now, { significant: true })).toMatchObject({ text, tone, word });
  });

  it('of a share that there were too few cases to test is neither good nor bad', () => {
    const tested = { significant: null, numerator: 27, denominator: 32, interval: { low: 0.68, high: 0.93 } };
    expect(changed('csat', 0.897, 0.844, tested)).toMatchObject({ tone: 'neutral', word: 'few cases' });
    const wide = { low: 10, high: 70 };
    expect(changed('nps', 28, 44, { significant: null, interval: wide })).toMatchObject({
      tone: 'neutral',
      word: 'few cases',
    });
  });

  it('of a ratio of amounts, which has no test, is neither good nor bad', () => {
    const amounts = { numerator: 1200.5, denominator: 300.25 };
    expect(changed('winRate', 0.2, 0.4, amounts)).toMatchObject({ tone: 'neutral', word: null });
  });

  it('that rests on fewer than five cases is neither good nor bad, unless all came or went', () => {
    expect(changed('wonRevenue', 1000, 2000, { n: 4 })).toMatchObject({ tone: 'neutral', word: 'few cases' });
    expect(changed('wonRevenue', 1000, 0, { n: 0 })).toMatchObject({ tone: 'bad', text: '−100 %' });
  });

  it('is coloured just where the review’s own highlights speak of it, but for what a test tells from noise at 95 % and not at 99 %', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('wonRevenue', 'wonDeals', 'salesCycle', 'csat', 'nps'),
        fc.integer({ min: 80, max: 120 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(true, false, null),
        fc.constantFrom('closed' as const, 'running' as const),
        fc.constantFrom(true as const, undefined),
        (id, now, n, significant, status, certain) => {
          const fraction = id === 'csat' ? { numerator: now, denominator: 200 } : {};
          const made = kpiResult({ id, values: [100, now], n, significant, rest: fraction });
          const kpi = certain && made.previous ? { ...made, previous: { ...made.previous, certain } } : made;
          const about = { currency: 'BRL', status, isNews: () => false };
          const spoken = highlightsOf([kpi], [], reviewCatalogue, about).map(({ kind }) => kind);
          const of = readingOf(rendered('crm', { document: { ...document, status } }));
          const isColoured = changeOf(of, kpi, kpi.previous)?.tone !== 'neutral';
          expect(spoken.includes('changed')).toBe(isColoured && (significant === null || certain === true));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('from a negative amount is a difference, not a share', () => {
    expect(changed('wonRevenue', -1000, 500)).toMatchObject({ text: '+R$ 1.5 K', tone: 'good' });
  });

  it('of a ratio that is no share is a plain number', () => {
    const catalogue = reviewCatalogue.map((kpi) =>
      kpi.id === 'winRate' ? { ...kpi, toldAs: 'number' as const } : kpi,
    );
    const kpi = kpiResult({ id: 'winRate', values: [2.8, 3.2] });
    const other = readingOf(rendered('sales', { catalogue }));
    expect(changeOf(other, kpi, kpi.previous)?.text).toBe('+0.4');
    expect(other.tell(kpi, 3.2)).toBe('3.2');
  });

  it('that cannot be told from noise is neither good nor bad, and has no arrow', () => {
    const change = changed('winRate', 0.303, 0.284, { significant: false });
    expect(change).toMatchObject({ tone: 'neutral', word: 'within noise', text: '−1.9 pt' });
    expect(change && arrowed({ ...change, text: change.text ?? '', size: change.size ?? '' })).toBe('−1.9 pt');
  });

  it.each(['thin', 'stillOpen', 'partial'] as const)('of a value that is %s is neither good nor bad', (flag) => {
    expect(changed('wonRevenue', 1000, 1120, { flags: [flag] })).toMatchObject({
      tone: 'neutral',
      word: null,
      text: '+12 %',
    });
  });

  it('against a period in which the data begin is neither good nor bad', () => {
    const kpi = kpiResult({ id: 'wonRevenue', values: [1000, 2000], n: 9 });
    const previous = kpi.previous && { ...kpi.previous, partial: true as const };
    expect(changeOf(reading, kpi, previous)).toMatchObject({ tone: 'neutral', word: 'part of the period' });
    expect(changeOf(reading, kpi, kpi.previous)).toMatchObject({ tone: 'good' });
  });

  it('that rounds to nothing is none', () => {
    expect(changed('wonRevenue', 1_000_000, 1_000_010)).toMatchObject({
      text: 'no change',
      tone: 'neutral',
      direction: 'same',
    });
    expect(changed('winRate', 0.3, 0.300_01)).toMatchObject({ text: 'no change' });
    expect(changed('wonDeals', 4, 4)).toMatchObject({ text: 'no change' });
  });

  it('from or to a value that is not known is none at all', () => {
    const kpi = kpiResult({ id: 'winRate', values: [null, 0.3] });
    expect(changeOf(reading, kpi, kpi.previous)).toBeNull();
    expect(changeOf(reading, kpi, null)).toBeNull();
  });
});

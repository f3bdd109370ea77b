import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Highlight } from '../../lambdas/domain/reviews/document.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import { document, kpiResult, kpis, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const highlight = (kind: string, kpi: string): Highlight => ({ kind, kpi, params: {}, text: 'said otherwise' });

const openingWith = (highlights: readonly Highlight[], of = kpis) => {
  const { subject, preheader, headline } = viewOf(
    rendered('sales', { document: { ...document, highlights, kpis: of } }),
  ).view;
  return { subject: plain(subject), preheader: plain(preheader), headline: plain(headline) };
};

describe('the opening of a review', () => {
  it('leads with the first highlight, then the second', () => {
    expect(openingWith([highlight('changed', 'wonRevenue'), highlight('targetMissed', 'winRate')])).toEqual({
      subject: 'October 2026: won revenue R$ 1.24 M (+12 %); win rate 28.5 %, below target',
      preheader: 'R$ 1.24 M won revenue, +12 % vs Sep · 28.5 % win rate · R$ 3.9 M pipeline value',
      headline: 'Won revenue rose 12 % to R$ 1.24 M; win rate missed the target of 30 % with 28.5 %.',
    });
  });

  it('keeps quiet of a change within noise', () => {
    expect(openingWith([highlight('targetMissed', 'winRate')])).toMatchObject({
      subject: 'October 2026: win rate 28.5 %, below target',
      headline: 'Win rate came to 28.5 %, below the target of 30 %.',
      preheader: '28.5 % win rate · R$ 1.24 M won revenue · R$ 3.9 M pipeline value',
    });
  });

  it('tells a number of each KPI that it names', () => {
    for (const kind of ['changed', 'targetMissed', 'targetMet']) {
      for (const [first, second] of [
        ['wonRevenue', 'winRate'],
        ['winRate', 'wonRevenue'],
        ['wonDeals', 'wonRevenue'],
      ] as const) {
        const { headline, subject } = openingWith([highlight('targetMissed', first), highlight(kind, second)]);
        for (const told of [headline.split(';'), subject.replace('October 2026', '').split(';')])
          for (const clause of told) expect(clause).toMatch(/\d/);
      }
    }
  });

  it('names the segment that a value is of', () => {
    const { headline } = openingWith([highlight('changed', 'stageLength')]);
    expect(headline).toBe('Stage length (Negotiation) rose 9 h 36 min to 12 d 10 h.');
  });

  it('says above where a limit was exceeded', () => {
    const over = [
      ...kpis,
      kpiResult({
        id: 'salesCycle',
        values: [50 * 86_400, 60 * 86_400],
        rest: { target: { atMost: 55 * 86_400, status: 'missed', pace: null } },
      }),
    ].slice(-1);
    expect(openingWith([highlight('targetMissed', 'salesCycle')], over).subject).toBe(
      'October 2026: sales cycle 60 d, above target',
    );
  });

  it('leads with the first headline where nothing stands out', () => {
    expect(openingWith([])).toMatchObject({
      subject: 'October 2026: won revenue R$ 1.24 M (+12 %)',
      headline: 'Won revenue came to R$ 1.24 M in October 2026.',
    });
  });

  it('tells nothing of a KPI that the reader does not see, nor a gap in a headline', () => {
    const { subject, headline } = openingWith([
      highlight('changed', 'csat'),
      highlight('gap', ''),
      highlight('targetMet', 'wonDeals'),
    ]);
    expect(subject).toBe('October 2026: won deals 47, target met');
    expect(headline).toBe('Won deals met the target of at least 45 with 47.');
  });

  it('keeps acronyms as they are within a sentence', () => {
    const { view } = viewOf(
      rendered('service', { document: { ...document, highlights: [highlight('targetMet', 'nps')] } }),
    );
    expect(plain(view.subject)).toBe('October 2026: NPS 31.8, target met');
  });

  it('leaves a second fact out of a subject that would grow too long', () => {
    const name = 'Share of the deals that were won against a competitor in the region';
    const catalogue = reviewCatalogue.map((kpi) => (kpi.id === 'winRate' ? { ...kpi, name } : kpi));
    const highlights = [highlight('changed', 'wonRevenue'), highlight('targetMissed', 'winRate')];
    const { view } = viewOf(rendered('sales', { catalogue, document: { ...document, highlights } }));
    expect(plain(view.subject)).toBe('October 2026: won revenue R$ 1.24 M (+12 %)');
  });

  it('has its number in front of any name, in a preheader of at most 90 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        const catalogue = reviewCatalogue.map((kpi) => ({ ...kpi, name }));
        const { preheader } = viewOf(rendered('sales', { catalogue })).view;
        expect(preheader.length).toBeLessThanOrEqual(90);
        expect(plain(preheader)).toMatch(/^R\$ 1\.24 M/);
      }),
    );
  });
});

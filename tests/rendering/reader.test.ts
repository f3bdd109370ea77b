import { describe, expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { headlinesOf, kpisOf, seenBy } from '../../lambdas/rendering/reader.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import { document, kpiResult, kpis, rendered as renderedSome } from '../fixtures/review.ts';

/** A review of the whole catalogue, in its order, each KPI with a value. */
const whole: ReviewDocument = {
  ...document,
  highlights: [],
  kpis: catalogue.map(({ id, unit, better, category, audiences }) => ({
    ...kpiResult({ id: 'wonDeals', values: [1, 2] }),
    ...{ id, unit, better, category, audiences },
  })),
};

const rendered: typeof renderedSome = (role, change) =>
  renderedSome(role, { catalogue, headlines, document: whole, ...change });

const ids = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id);

describe('what a reader is shown', () => {
  it('begins with the headlines of the role, then follows the document', () => {
    expect(ids(kpisOf(renderedSome('sales'))).slice(0, 5)).toEqual([
      'wonRevenue',
      'winRate',
      'pipelineValue',
      'wonDeals',
      'closeRate',
    ]);
  });

  it('is every KPI for the CRM manager, and their own for the others', () => {
    expect(kpisOf(renderedSome('crm'))).toHaveLength(kpis.length);
    for (const kpi of kpisOf(renderedSome('service'))) expect(kpi.audiences).toContain('service');
  });

  it('begins with what the reader asked to come first', () => {
    const of = renderedSome('service', { reader: { role: 'service', kpis: { first: ['tickets', 'nps'] } } });
    expect(ids(kpisOf(of)).slice(0, 4)).toEqual(['tickets', 'nps', 'csat', 'firstResponseTime']);
  });

  it('is only what the reader asked for, but nothing beyond the role', () => {
    const of = renderedSome('service', {
      reader: { role: 'service', kpis: { only: ['nps', 'csat', 'wonRevenue'], first: ['wonRevenue'] } },
    });
    expect(ids(kpisOf(of))).toEqual(['csat', 'nps']);
    expect(ids(seenBy(of.document, of.reader))).toEqual(['nps', 'csat']);
  });
});

describe.each(['sales', 'marketing', 'crm', 'service', 'executive'] as const)('a review for %s', (role) => {
  const of = rendered(role);
  const { view } = viewOf(of);
  const inOrder = [
    ...headlines[role],
    ...catalogue
      .filter(({ audiences }) => role === 'crm' || audiences.includes(role))
      .map(({ id }) => id)
      .filter((id) => !headlines[role].includes(id)),
  ];

  it('has the three headlines of the role on its cards, then all its KPIs in their order', () => {
    expect(ids(view.cards)).toEqual(headlines[role]);
    for (const { category, kpis: group } of view.groups)
      expect(ids(group)).toEqual(inOrder.filter((id) => catalogue.find((kpi) => kpi.id === id)?.category === category));
    expect(view.groups.flatMap((group) => ids(group.kpis)).sort()).toEqual([...inOrder].sort());
  });

  it('has them in that order in the letter and on the page', () => {
    const names = headlines[role].map((id) => catalogue.find((kpi) => kpi.id === id)?.name ?? '');
    for (const [text, begins] of [
      [renderText(of), ''],
      [renderPage(of), '<main'],
    ] as const) {
      const body = text.slice(text.indexOf(begins));
      const places = names.map((name) => body.indexOf(name));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it('gives a card to the role’s next where a headline has no value', () => {
    const [first = '', second = '', third = ''] = headlines[role];
    const without = whole.kpis.map((kpi) => (kpi.id === second ? { ...kpi, value: null } : kpi));
    const { cards } = viewOf(rendered(role, { document: { ...whole, kpis: without } })).view;
    expect(ids(cards)).toEqual([first, third, inOrder[3]]);
  });

  it('begins with what its reader asked for, and has nothing else where only that is wanted', () => {
    const last = inOrder.at(-1) ?? '';
    const first = viewOf(rendered(role, { reader: { role, kpis: { first: [last] } } })).view;
    expect(ids(first.cards)).toEqual([last, ...headlines[role].slice(0, 2)]);
    const only = viewOf(rendered(role, { reader: { role, kpis: { only: [last] } } })).view;
    expect(ids(only.cards)).toEqual([last]);
    expect(only.groups.flatMap((group) => ids(group.kpis))).toEqual([last]);
  });
});

describe('the three that lead', () => {
  it('are those of the role that have data; one without gives way to the next', () => {
    expect(ids(headlinesOf(kpisOf(renderedSome('sales'))))).toEqual(['wonRevenue', 'winRate', 'pipelineValue']);
    const without = kpis.map((kpi) => (kpi.id === 'winRate' ? { ...kpi, value: null } : kpi));
    const of = renderedSome('sales', { document: { ...renderedSome().document, kpis: without } });
    expect(ids(headlinesOf(kpisOf(of)))).toEqual(['wonRevenue', 'pipelineValue', 'wonDeals']);
  });

  it('may be zero: that is data', () => {
    const zero = kpis.map((kpi) => (kpi.id === 'wonRevenue' ? { ...kpi, value: 0 } : kpi));
    const of = renderedSome('sales', { document: { ...renderedSome().document, kpis: zero } });
    expect(ids(headlinesOf(kpisOf(of)))[0]).toBe('wonRevenue');
  });

  it('are none in an empty review', () => {
    expect(headlinesOf([])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { headlinesOf, kpisOf, seenBy } from '../../lambdas/rendering/reader.ts';
import { kpis, rendered } from '../fixtures/review.ts';

const ids = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id);

describe('what a reader is shown', () => {
  it('begins with the headlines of the role, then follows the document', () => {
    expect(ids(kpisOf(rendered('sales'))).slice(0, 5)).toEqual([
      'wonRevenue',
      'winRate',
      'pipelineValue',
      'wonDeals',
      'closeRate',
    ]);
  });

  it('is every KPI for the CRM manager, and their own for the others', () => {
    expect(kpisOf(rendered('crm'))).toHaveLength(kpis.length);
    for (const kpi of kpisOf(rendered('service'))) expect(kpi.audiences).toContain('service');
  });

  it('begins with what the reader asked to come first', () => {
    const of = rendered('service', { reader: { role: 'service', kpis: { first: ['tickets', 'nps'] } } });
    expect(ids(kpisOf(of)).slice(0, 4)).toEqual(['tickets', 'nps', 'csat', 'firstResponseTime']);
  });

  it('is only what the reader asked for, but nothing beyond the role', () => {
    const of = rendered('service', {
      reader: { role: 'service', kpis: { only: ['nps', 'csat', 'wonRevenue'], first: ['wonRevenue'] } },
    });
    expect(ids(kpisOf(of))).toEqual(['csat', 'nps']);
    expect(ids(seenBy(of.document, of.reader))).toEqual(['nps', 'csat']);
  });
});

describe('the three that lead', () => {
  it('are those of the role that have data; one without gives way to the next', () => {
    expect(ids(headlinesOf(kpisOf(rendered('sales'))))).toEqual(['wonRevenue', 'winRate', 'pipelineValue']);
    const without = kpis.map((kpi) => (kpi.id === 'winRate' ? { ...kpi, value: null } : kpi));
    const of = rendered('sales', { document: { ...rendered().document, kpis: without } });
    expect(ids(headlinesOf(kpisOf(of)))).toEqual(['wonRevenue', 'pipelineValue', 'wonDeals']);
  });

  it('may be zero: that is data', () => {
    const zero = kpis.map((kpi) => (kpi.id === 'wonRevenue' ? { ...kpi, value: 0 } : kpi));
    const of = rendered('sales', { document: { ...rendered().document, kpis: zero } });
    expect(ids(headlinesOf(kpisOf(of)))[0]).toBe('wonRevenue');
  });

  it('are none in an empty review', () => {
    expect(headlinesOf([])).toEqual([]);
  });
});

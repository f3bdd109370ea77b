import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import type { KpiResult } from '../../lambdas/domain/reviews/document.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { document, kpiResult, rendered } from '../fixtures/review.ts';
import { stageSegment } from '../fixtures/stage.ts';
import { visible } from './support/mailed.ts';

const companionsOf = (unit: 'money' | 'count', values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([id, value]) => ({ id, unit, value }));

const stageConversion = kpiResult({
  id: 'stageConversion',
  values: [0.5, 0.5],
  rest: {
    unit: 'ratio',
    of: { by: 'stage', key: 'Demo', label: 'Demo' },
    segments: [stageSegment('Demo', 10, 20), stageSegment('New', 32, 40)],
  },
});
const netNewMrr = kpiResult({
  id: 'netNewMrr',
  values: [10, 20],
  rest: {
    unit: 'money',
    companions: companionsOf('money', { new: 50, expansion: 30, reactivation: 0, contraction: 20, churn: 40 }),
  },
});
const netRevenueRetention = kpiResult({
  id: 'netRevenueRetention',
  values: [1, 1.2],
  fraction: [120, 100],
  rest: { unit: 'ratio' },
});
const nps = kpiResult({
  id: 'nps',
  values: [20, 25],
  fraction: [10, 40],
  rest: { companions: companionsOf('count', { promoters: 20, passives: 10, detractors: 10 }) },
});

/** The part of a page that draws more than trends, as it is seen and as it is written; empty where there is none. */
const picturesOf = (...kpis: readonly KpiResult[]): { readonly told: string; readonly html: string } => {
  const page = renderPage(rendered('crm', { catalogue, document: { ...document, kpis } }));
  const html = /<section class="pictures">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
  return { told: visible(html).replace(/\s+/g, ' '), html };
};

/** Bars as the page draws them: tone, where they begin and how wide they are, in percent. */
const barsIn = (html: string): string[] =>
  [...html.matchAll(/<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"/g)].map((bar) => bar.slice(1).join(' '));

describe('the pictures of a page', () => {
  it('have the stages that deals go through, each divided in who went on and who did not', () => {
    const { told, html } = picturesOf(stageConversion);
    expect(told).toContain('10 of 20 deals that left Demo went on: the lowest share of all stages.');
    expect(told).toMatch(/New 80 % 32 of 40 Demo 50 % 10 of 20/);
    expect(barsIn(html).slice(0, 4)).toEqual(['accent 0 80', 'past 80 20', 'accent 0 25', 'past 25 25']);
  });

  it('have how monthly revenue came from what it was to what it is, step by step', () => {
    const { told, html } = picturesOf(netNewMrr, netRevenueRetention);
    expect(told).toContain('Monthly revenue went from R$ 100 to R$ 120.');
    expect(told).toMatch(/At the start R\$ 100 New \+R\$ 50 Expansion \+R\$ 30 .*Churn −R\$ 40 At the end R\$ 120/);
    expect(barsIn(html).map((bar) => bar.split(' ')[0])).toEqual(['past', 'good', 'good', 'bad', 'bad', 'accent']);
  });

  it('have who promotes and who detracts, as parts of one bar', () => {
    const { told, html } = picturesOf(nps);
    expect(told).toContain('Promoters (9–10) 50 % 20 Passives (7–8) 25 % 10 Detractors (0–6) 25 % 10');
    expect(barsIn(html)).toEqual(['good 0 50', 'past 50 25', 'bad 75 25']);
    expect(html).toContain('role="img" aria-label="Net promoter score is made of Promoters (9–10)');
  });

  it('are none where there is nothing to draw', () => {
    expect(picturesOf(netRevenueRetention).html).toBe('');
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { scriptHashes } from '../../templates/compiled/scripts.ts';
import { document, kpis, links, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';
import { moved } from '../fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { tags, visible } from './support/mailed.ts';

const page = renderPage(rendered('crm'), {
  csv: links.csv,
  preferences: links.preferences,
  periods: [{ period: '2026-09', href: '/r/other' }],
});

describe('the page', () => {
  it('needs nothing from elsewhere', () => {
    for (const html of [page, renderPage(hostileRendered), renderPage(emptyRendered)]) {
      expect(html.match(/<(?:link|img|iframe|object|embed)\b/gi)).toBeNull();
      expect(html.match(/url\(|@import|src=|data:/gi)).toBeNull();
      expect(tags(html, 'a').filter((a) => !/ href="(?:https:|\/r\/|#main)/.test(a))).toEqual([]);
    }
  });

  it('says once how a KPI is counted that nobody described', () => {
    const catalogue = reviewCatalogue.map((kpi) =>
      kpi.id === 'wonDeals' ? { ...kpi, definition: 'Deals of some kind.', formula: 'deals of some kind' } : kpi,
    );
    expect(renderPage(rendered('sales', { catalogue })).match(/deals of some kind/gi)).toHaveLength(1);
  });

  it('runs one script, which is the same for everybody and the one that the policy names', () => {
    for (const html of [page, renderPage(hostileRendered)]) {
      const [script = '', ...others] = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
      expect(others).toEqual([]);
      expect(scriptHashes).toEqual([`sha256-${createHash('sha256').update(script).digest('base64')}`]);
      expect(html.match(/ on\w+=|javascript:/gi)).toBeNull();
    }
  });

  it('is at most 200 KB, whatever there is to tell', () => {
    const links = { page: '/r/token', records: '/r/token/records', csv: '/r/token?format=csv' };
    const many = [document, moved].flatMap((of) =>
      [40, 60, 150].map((count) => renderPage(manyRendered(count, of), links)),
    );
    for (const html of [page, ...many]) expect(Buffer.byteLength(html)).toBeLessThanOrEqual(200_000);
  });

  it('has room for the thirteen months, the trends and the segments of 60 KPIs', () => {
    const html = renderPage(
      manyRendered(60),
      { page: '/r/token', records: '/r/token/records' },
      { by: 'owner', key: '938348' },
    );
    expect(html.match(/<table class="history">/g)).toHaveLength(60);
    expect(html.match(/<svg class="spark"/g)).toHaveLength(60);
    expect(visible(html)).toContain('Ana Lima');
    expect(html).toContain('<table class="beside">');
  });

  it('shows every KPI of the role with its definition, those without a value too', () => {
    for (const role of roles) {
      const told = visible(renderPage(rendered(role)));
      for (const { id, audiences } of kpis) {
        const definition = reviewCatalogue.find((kpi) => kpi.id === id)?.definition ?? id;
        expect(told.includes(definition), `${id} for ${role}`).toBe(role === 'crm' || audiences.includes(role));
      }
    }
  });

  it('has the whole value at hand where it shows a rounded one', () => {
    expect(page).toContain('title="R$\u00a01,240,512.37"');
    expect(visible(page)).toContain('R$\u00a01.24\u00a0M');
  });

  it('tells what stands behind a number: its formula, what it was counted from, its interval, its companions', () => {
    const told = visible(page);
    for (const fact of [
      'won ÷ (won + lost)',
      '47 of 165',
      '22.2\u00a0% to 35.8\u00a0%',
      '90th percentile',
      '103\u00a0d',
    ])
      expect(told).toContain(fact);
  });

  it('has tables that can be read without seeing them', () => {
    expect(tags(page, 'th').filter((th) => !/ scope="/.test(th))).toEqual([]);
    const isTold = (svg: string): boolean => / role="img" aria-label="[^"]+\."/.test(svg);
    // A part of a drawing that is told as a whole, or one whose numbers stand in the cells beside it.
    const isPart = (svg: string): boolean =>
      svg.includes('aria-hidden="true"') || svg.includes('viewBox="0 0 100 100"');
    expect(tags(page, 'svg').filter((svg) => !isTold(svg) && !isPart(svg))).toEqual([]);
    expect(tags(page, 'svg').filter(isTold).length).toBeGreaterThan(3);
    expect(tags(page, 'html')[0]).toBe('<html lang="en" dir="ltr">');
  });

  it('says of which number a disclosure is, for those who go from one to the next', () => {
    const summaries = page.match(/<summary>[\s\S]*?<\/summary>/g) ?? [];
    expect(summaries).toHaveLength(kpis.length);
    const names = summaries.map((summary) => visible(summary).trim());
    expect(new Set(names).size).toBe(kpis.length);
    expect(names.some((name) => /^Win rate: +won ÷ \(won \+ lost\)$/.test(name))).toBe(true);
  });

  it('keeps the meaning of its table where the layout takes it apart', () => {
    const table = /<table class="numbers"[\s\S]*?<\/thead>[\s\S]*?<tr class="kpi"[\s\S]*?<\/tr>/.exec(page)?.[0] ?? '';
    for (const name of ['tr', 'td', 'th']) {
      const its = tags(table, name);
      expect(its.length).toBeGreaterThan(0);
      expect(its.filter((tag) => !/ role="(?:row|cell|columnheader|rowheader)"/.test(tag))).toEqual([]);
    }
  });

  it('tells what moved a number, in words beside its bars', () => {
    const html = renderPage(rendered('crm', { document: moved }));
    const section = /<section class="moved">[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    const told = visible(section).replace(/\s+/g, ' ');
    expect(told).toContain(
      'What moved it Won revenue by owner ▲ 12 % · better vs Sep Ana Lima +R$ 120 K Bruno Sá −R$ 41.5 K not set +R$ 25.4 K others +R$ 29 K',
    );
    expect(told).toContain('Chat +3.2 pt own result +2.1 pt · weight +1.1 pt');
    expect(told).toContain('Own result: it did better or worse itself.');
    // The longest of a table reaches its edge: what added to the end, what took away towards the start.
    const bars = [...section.matchAll(/<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"/g)].map(([, ...bar]) => bar);
    expect(bars.slice(0, 2)).toEqual([
      ['tint', '50', '50'],
      ['past', '32.7', '17.3'],
    ]);
    expect(section.indexOf('<svg aria-hidden="true"')).toBeGreaterThan(0);
  });

  it('explains no weights where there are none, and has no such part where nothing moved', () => {
    const told = renderPage(rendered('sales', { document: moved }));
    expect(told).toContain('<section class="moved">');
    expect(told).not.toContain('Own result: it did');
    expect(renderPage(rendered('crm'))).not.toContain('<section class="moved">');
  });

  it('has the months of a quarter side by side, with what became of their targets', () => {
    const months = [
      { period: '2026-07', value: 0.31, n: 90, target: 'met' as const },
      { period: '2026-08', value: 0.285, n: 80, target: 'missed' as const },
      { period: '2026-09', value: null, n: 0, target: null },
    ];
    const quarter = { ...document, cadence: 'quarterly' as const, period: '2026-Q3' };
    const of = (parts: typeof months) =>
      renderPage(
        rendered('crm', {
          document: { ...quarter, kpis: kpis.map((kpi) => (kpi.id === 'winRate' ? { ...kpi, months: parts } : kpi)) },
        }),
      );
    const told = visible(/<section class="months">[\s\S]*?<\/section>/.exec(of(months))?.[0] ?? '').replace(
      /\s+/g,
      ' ',
    );
    expect(told).toContain('KPI Jul Aug Sep Win rate Target met in 1 of 2 months 31 % met 28.5 % missed —');
    expect(of([])).not.toContain('<section class="months">');
  });

  it('does not offer the period that it shows', () => {
    const periods = [{ period: document.period, href: '/r/same' }];
    expect(renderPage(rendered(), { periods })).not.toContain('/r/same');
  });

  it('leads to the numbers, the preferences and other periods', () => {
    expect(page).toContain(`href="${links.csv.replace('=', '&#x3D;')}"`);
    expect(page).toContain(`href="${links.preferences}"`);
    expect(page).toContain('<a href="/r/other">September 2026</a>');
    expect(page.indexOf('<a href="/r/other" rel="prev">')).toBeLessThan(page.indexOf('<h1>'));
  });

  it('says why it was sent to whom it was sent, and to nobody else', () => {
    const why = 'You get this because';
    expect(renderPage(rendered(), { preferences: links.preferences })).toContain(why);
    expect(renderText(rendered(), links)).toContain(why);
    expect(renderPage(rendered())).not.toContain(why);
    expect(renderText(rendered())).not.toContain(why);
  });

  it('has none of these links where there are none', () => {
    expect(tags(renderPage(rendered()), 'a')).toEqual(['<a class="skip" href="#main">']);
    expect(tags(renderPage(rendered()), 'form')).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'http://acme.example/',
    '//evil.example/',
    '/\\evil.example/',
    'ftp://acme.example/',
  ])('refuses the link %s', (csv) => {
    expect(() => renderPage(rendered(), { csv })).toThrow(TypeError);
  });

  it('is kept out of search engines and referrers', () => {
    expect(page).toContain('<meta name="robots" content="noindex,nofollow">');
    expect(page).toContain('<meta name="referrer" content="no-referrer">');
  });
});

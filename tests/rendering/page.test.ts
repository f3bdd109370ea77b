import { describe, expect, it } from 'vitest';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { document, kpis, links, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { tags, visible } from './support/mailed.ts';

const page = renderPage(rendered('crm'), {
  csv: links.csv,
  preferences: links.preferences,
  periods: [{ period: '2026-09', href: '/r/other' }],
});

describe('the page', () => {
  it('needs nothing from elsewhere, and no script', () => {
    for (const html of [page, renderPage(hostileRendered), renderPage(emptyRendered)]) {
      expect(html.match(/<(?:script|link|img|iframe|object|embed|form)\b/gi)).toBeNull();
      expect(html.match(/url\(|@import|src=|data:/gi)).toBeNull();
      expect(tags(html, 'a').filter((a) => !/ href="(?:https:|\/r\/)/.test(a))).toEqual([]);
    }
  });

  it('is at most 200 KB, whatever there is to tell', () => {
    for (const html of [page, renderPage(manyRendered(60)), renderPage(manyRendered(150))])
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(200_000);
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
    expect(tags(page, 'svg').filter((svg) => !/ role="img" aria-label="[^"]+"/.test(svg))).toEqual([]);
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

  it('does not offer the period that it shows', () => {
    const periods = [{ period: document.period, href: '/r/same' }];
    expect(renderPage(rendered(), { periods })).not.toContain('/r/same');
  });

  it('leads to the numbers, the preferences and other periods', () => {
    expect(page).toContain(`href="${links.csv.replace('=', '&#x3D;')}"`);
    expect(page).toContain(`href="${links.preferences}"`);
    expect(page).toContain('<a href="/r/other">September 2026</a>');
  });

  it('says why it was sent to whom it was sent, and to nobody else', () => {
    const why = 'You get this because';
    expect(renderPage(rendered(), { preferences: links.preferences })).toContain(why);
    expect(renderText(rendered(), links)).toContain(why);
    expect(renderPage(rendered())).not.toContain(why);
    expect(renderText(rendered())).not.toContain(why);
  });

  it('has none of these links where there are none', () => {
    expect(tags(renderPage(rendered()), 'a')).toEqual([]);
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

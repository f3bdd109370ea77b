import { describe, expect, it } from 'vitest';
import { renderPage } from '../../lambdas/rendering/page.ts';
import type { Chosen } from '../../lambdas/rendering/pageSegment.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { document, kpis, rendered } from '../fixtures/review.ts';
import { hostileNames, hostileRendered } from '../fixtures/reviewVariants.ts';
import { tags, visible } from './support/mailed.ts';

const sectionOf = (chosen: Chosen, of: Rendered = rendered('crm')): string => {
  const html = renderPage(of, { page: '/r/token', records: '/r/token/records' }, chosen);
  return /<section id="segment"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
};
const told = (html: string): string => visible(html).replace(/\s+/g, ' ');
const options = (html: string): string[] => tags(html, 'option').map((tag) => /value="([^"]*)"/.exec(tag)?.[1] ?? '…');

describe('the segment that a page is asked for', () => {
  it('stands beside the whole, with what it rests on and a way to its records', () => {
    const html = sectionOf({ by: 'region', key: 'south' });
    expect(told(html)).toContain('Win rate 19.4 % 7 of 36 28.5 %');
    expect(html).toContain('/r/token/records?kpi&#x3D;winRate&amp;segment&#x3D;region%3Asouth');
    expect(told(html)).toContain('are not told by region');
  });

  it('can be chosen without a script: a form that asks for the page itself', () => {
    const html = sectionOf({});
    expect(tags(html, 'form')).toEqual(['<form method="get" action="/r/token#segment" class="choice">']);
    // The dimensions, and the keys of the first of them: what has none is an empty key.
    expect(options(html)).toEqual([
      'owner',
      'region',
      'stage',
      'channel',
      'reason',
      '…',
      '938348',
      '938349',
      '938350',
      '938351',
      '938352',
      '',
    ]);
    expect(html).not.toContain('<table');
  });

  it('offers the keys of the dimension that was chosen first', () => {
    const html = sectionOf({ by: 'channel' });
    expect(options(html).slice(5)).toEqual(['…', 'chat', 'email', 'phone']);
  });

  it('may be that of the records that have none', () => {
    expect(told(sectionOf({ by: 'owner', key: '' }))).toContain('Won revenue R$ 25.4 K 1 case R$ 1.24 M');
  });

  it.each([
    [{ by: 'region', key: 'atlantis' }, 'This review tells nothing of region “atlantis”.'],
    [{ by: 'shoeSize', key: '42' }, 'This review is not told by “shoeSize”.'],
    [{ by: '__proto__', key: 'constructor' }, 'This review is not told by “__proto__”.'],
  ])('is a plain sentence where there is none: %o', (chosen, sentence) => {
    const html = sectionOf(chosen);
    expect(told(html)).toContain(sentence);
    expect(html).not.toContain('<table');
  });

  it('is told of the KPIs of the role alone', () => {
    expect(told(sectionOf({ by: 'channel', key: 'chat' }, rendered('service')))).toContain('91.2 %');
    expect(told(sectionOf({ by: 'channel', key: 'chat' }, rendered('sales')))).not.toContain('91.2 %');
  });

  it('is text, whatever its name', () => {
    for (const key of Object.values(hostileNames)) {
      for (const html of [
        sectionOf({ by: 'owner', key }, hostileRendered),
        sectionOf({ by: key, key }, hostileRendered),
      ]) {
        expect(html).not.toMatch(/<script|<img/);
        expect(told(html)).not.toContain('\u202e');
        expect(html.length).toBeLessThan(10_000);
      }
    }
  });

  it('is not there where a review is not told by any', () => {
    const plain = { ...document, kpis: kpis.map((kpi) => ({ ...kpi, segments: [] })) };
    expect(sectionOf({}, rendered('crm', { document: plain }))).toBe('');
  });
});

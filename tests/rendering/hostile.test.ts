import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../lambdas/rendering/page.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { document, kpis, links, rendered } from '../fixtures/review.ts';
import { hostileNames, hostileRendered } from '../fixtures/reviewVariants.ts';
import { mailed, tags, visible } from './support/mailed.ts';

/** Tags and attributes that no name may add: what a rendering has without it is what it has with it. */
const shapeOf = (html: string): string[] => (html.match(/<\/?[a-z][a-z0-9]*/gi) ?? []).map((tag) => tag.toLowerCase());

const named = (label: string, keys: readonly string[] = ['a', 'b']): Rendered =>
  rendered('sales', {
    document: {
      ...document,
      kpis: kpis.map((kpi) =>
        kpi.id === 'wonRevenue'
          ? {
              ...kpi,
              segments: keys.map((key) => ({
                by: 'owner',
                key,
                label: `${label}${key}`,
                value: 1,
                numerator: null,
                denominator: null,
                n: 1,
                overlaps: false,
              })),
            }
          : kpi,
      ),
    },
  });

describe('hostile names', () => {
  it('are shown as the text that they are, in the mail and on the page', async () => {
    const { html } = await mailed(hostileRendered);
    for (const made of [html, renderPage(hostileRendered)]) {
      expect(made.match(/<script>alert|<img src=x|onerror=alert\(1\)>|"onload=/gi)).toBeNull();
      expect(visible(made)).toContain('<script>alert("1")</script>');
      expect(made).not.toContain(hostileNames.override);
    }
  });

  it('add no element, whatever they are', async () => {
    const page = shapeOf(renderPage(named('plain')));
    const mail = shapeOf((await mailed(named('plain'))).html);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '{', '}', '=', '/', 'b', '`', '\u0000', '-', '!') }),
        async (label) => {
          expect(shapeOf(renderPage(named(label)))).toEqual(page);
          expect(shapeOf((await mailed(named(label))).html)).toEqual(mail);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('run no template of their own', () => {
    expect(visible(renderPage(named(hostileNames.template)))).toContain(hostileNames.template);
  });

  it('turn no text around', async () => {
    const { html, text, subject } = await mailed(hostileRendered);
    for (const made of [html, text, subject, renderText(hostileRendered, links)])
      expect(made.match(/[\u202a-\u202e\u2066\u2067]/)).toBeNull();
    // What is written from right to left is isolated, so that what stands beside it keeps its place.
    expect(html).toContain(`\u2068${hostileNames.rightToLeft}\u2069`);
  });

  it.each([
    ['accents on one letter', `a${'\u0301'.repeat(20_000)}`],
    ['accents on every letter', `a${'\u0301'.repeat(300)}`.repeat(100)],
    ['emoji joined to one', Array(5000).fill('👩').join('\u200d')],
  ])('make no mail, page or text long by %s', async (_, name) => {
    const long = named(name, ['a', 'b', 'c', 'd']);
    const { raw } = await mailed(long);
    for (const made of [raw, renderPage(long), renderText(long, links)])
      expect(Buffer.byteLength(made)).toBeLessThan(300_000);
  });

  it('keep a logo’s address within its attribute', async () => {
    const { html } = await mailed(hostileRendered);
    expect(tags(html, 'img')).toHaveLength(1);
    expect(tags(html, 'img')[0]).not.toMatch(/onload=/);
  });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrast } from '../../lambdas/rendering/colour.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { configuration, links, rendered } from '../fixtures/review.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { mailed } from '../rendering/support/mailed.ts';
import { boxesOf, launch, open, reason, withoutBrowser } from './support/chromium.ts';
import { inksOf } from './support/inks.ts';

const variants = {
  sales: rendered('sales'),
  crm: rendered('crm'),
  empty: emptyRendered,
  hostile: hostileRendered,
  many: manyRendered(40),
};

const phone = { viewport: { width: 320, height: 640 } };
const desk = { viewport: { width: 1024, height: 768 } };

describe.skipIf(withoutBrowser)(`in a browser${reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  for (const [name, of] of Object.entries(variants)) {
    describe(`the ${name} review`, () => {
      it('fits a phone of 320 pixels, as a mail and as a page', async () => {
        for (const html of [(await mailed(of)).html, renderPage(of, { csv: links.csv })]) {
          const { page } = await open(browser, html, phone);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
          await page.context().close();
        }
      });

      it('asks for nothing but the logo', async () => {
        for (const html of [(await mailed(of)).html, renderPage(of)]) {
          const { page, asked } = await open(browser, html, desk);
          expect(asked.filter((url) => !url.startsWith('https://acme.example/logo.png'))).toEqual([]);
          await page.context().close();
        }
      });
    });
  }

  it('stacks the cards of a mail on a phone, and sets them side by side on a desk', async () => {
    const { html } = await mailed(rendered('sales'));
    const narrow = await open(browser, html, phone);
    const below = await boxesOf(narrow.page, 'table.card');
    expect(below).toHaveLength(3);
    expect(new Set(below.map(({ x }) => x)).size).toBe(1);
    expect(below.every(({ width }) => width === 280)).toBe(true);
    const wide = await open(browser, html, desk);
    const beside = await boxesOf(wide.page, 'table.card');
    expect(new Set(beside.map(({ y }) => y)).size).toBe(1);
    await Promise.all([narrow.page.context().close(), wide.page.context().close()]);
  });

  it('reduces the table of a mail to name, value and the period before on a phone', async () => {
    const { html } = await mailed(rendered('sales'));
    const { page } = await open(browser, html, phone);
    expect(await page.locator('th.col:visible').allInnerTexts()).toEqual(['Value\nTarget', 'Sep']);
    const [name, value, change] = await Promise.all(
      ['th.row', 'td.value', 'td.value + td'].map(async (one) => (await boxesOf(page, one))[0]),
    );
    expect(name?.width).toBe(280);
    expect(value?.y).toBeGreaterThan(name?.y ?? 0);
    expect(change?.y).toBe(value?.y);
    await page.context().close();
  });

  it('aligns the left edges of all that a mail says', async () => {
    const { html } = await mailed(rendered('sales'));
    for (const [size, edge] of [
      [phone, 20],
      [desk, 244],
    ] as const) {
      const { page } = await open(browser, html, size);
      const edges = await boxesOf(page, 'h1, h2, caption, th.row, th.part, a.button, td.foot');
      expect([...new Set(edges.map(({ x }) => Math.round(x)))]).toEqual([edge]);
      await page.context().close();
    }
  });

  it('can be read: all text reaches AA, in the light and in the dark', async () => {
    const { html } = await mailed(rendered('crm'));
    const preferences = renderPreferences({
      configuration,
      recipient: { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] },
      listed: true,
      preferred: { unsubscribedAt: null, pausedUntil: '2026-12-01' },
      today: '2026-11-02',
      told: 'saved',
      mistake: 'badDate',
    });
    for (const made of [html, renderPage(rendered('crm'), { csv: links.csv }), preferences]) {
      for (const scheme of ['light', 'dark'] as const) {
        const { page } = await open(browser, made, { ...desk, colorScheme: scheme });
        const all = await inksOf(page);
        expect(all.length).toBeGreaterThan(5);
        expect(all.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
        await page.context().close();
      }
    }
  });

  it('is complete without images', async () => {
    const of = rendered('sales');
    const { html } = await mailed({
      ...of,
      configuration: { ...of.configuration, brand: { logo: 'https://acme.example/logo.png' } },
    });
    const { page } = await open(browser, html, desk);
    expect(await page.locator('img').getAttribute('alt')).toBe('Acme Ltda');
    for (const fact of ['R$\u00a01.24\u00a0M', '28.5\u00a0%'])
      expect(await page.locator('body').textContent()).toContain(fact);
    const bars = await boxesOf(page, 'table.card [role=img] table table');
    expect(bars).toHaveLength(39);
    await page.context().close();
  });

  it('opens what stands behind a number without a script', async () => {
    const { page } = await open(browser, renderPage(rendered('sales')), { ...desk, javaScriptEnabled: false });
    await page.locator('summary', { hasText: 'won ÷ (won + lost)' }).click();
    await page.locator('text=47 of 165').waitFor({ state: 'visible' });
    await page.context().close();
  });
});

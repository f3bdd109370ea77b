import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrast } from '../../lambdas/rendering/colour.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderRecords } from '../../lambdas/rendering/records.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { renderWorkspacePage } from '../../lambdas/rendering/workspacePage.ts';
import { demonstrationReviews } from '../bench/mail/demonstration.ts';
import { document, rendered } from '../fixtures/review.ts';
import { moved } from '../fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { violationsOf } from './support/axe.ts';
import { launch, open, reason, withoutBrowser } from './support/chromium.ts';
import { inksOf } from './support/inks.ts';
import { brokenRows } from './support/rows.ts';
import { openServed } from './support/served.ts';

const desk = { viewport: { width: 1024, height: 768 } };
const month = {
  period: '2026-10',
  cadence: 'monthly',
  status: 'closed',
  mailedAt: 1_793_000_000_000,
  href: '/r/x',
} as const;

const workspacePage = renderWorkspacePage(rendered('executive'), {
  reviews: [month, { ...month, period: '2026-Q3', cadence: 'quarterly', mailedAt: null }],
  latest: document,
  sources: [{ name: 'Kommo', lastAt: null, silent: true, failed: 2, refused: 1, pending: 3 }],
  sends: [],
  preferences: '/u/x',
});
const recordsPage = renderRecords(
  rendered('crm'),
  document.kpis[1] ?? expect.fail('no KPI'),
  {
    asOf: '2026-11-02T12:00:00Z',
    value: 2,
    n: 2,
    of: null,
    segment: [],
    review: null,
    more: 3,
    records: ['1', '2'].map((id) => ({
      record: 'deal',
      source: 'kommo',
      id,
      name: 'A deal',
      url: 'https://crm.example/1',
      at: null,
      role: 'counted' as const,
      fields: { amount: '100', closedAt: '2026-10-05T10:00:00Z' },
    })),
  },
  '/r/token',
);

const placeOf = (page: Page): Promise<number> => page.evaluate<number>('scrollY');
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.name || document.activeElement.textContent');
const openAll = "for (const one of document.querySelectorAll('details')) one.open = true";

describe.skipIf(withoutBrowser)(`the page in a browser${reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('tells a segment at once, where its reader is, with a script', async () => {
    const { page, asked, complaints } = await openServed(browser, rendered('crm'), desk);
    await page.locator('select[name=by]').scrollIntoViewIfNeeded();
    const place = await placeOf(page);
    await page.locator('select[name=by]').selectOption('region');
    await page.locator('select[name=key] option[value=south]').waitFor({ state: 'attached' });
    await page.locator('select[name=key]').focus();
    await page.locator('select[name=key]').selectOption('south');
    await page.locator('.beside').waitFor();
    expect(await page.locator('.beside').textContent()).toMatch(/Win rate\s*19\.4/);
    expect(await placeOf(page)).toBe(place);
    expect(await focused(page)).toBe('key');
    expect(page.url()).toContain('/r/token?by=region&key=south');
    expect(asked).toEqual(['/r/token', '/r/token?by=region', '/r/token?by=region&key=south']);
    expect(await page.locator('.choice button').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('tells a segment without a script, by its button', async () => {
    const { page } = await openServed(browser, rendered('crm'), { ...desk, javaScriptEnabled: false });
    await page.locator('select[name=by]').selectOption('region');
    await page.locator('.choice button').click();
    await page.locator('select[name=key]').selectOption('south');
    await page.locator('.choice button').click();
    expect(await page.locator('.beside').textContent()).toMatch(/Win rate\s*19\.4/);
    expect(page.url()).toBe('https://quarterdeck.example/r/token?by=region&key=south#segment');
    await page.locator('.chosen a', { hasText: 'Show the whole only' }).click();
    expect(await page.locator('.beside').count()).toBe(0);
    await page.context().close();
  });

  it('can be gone through by keyboard: past what comes first, into a number and out again', async () => {
    const { page } = await openServed(browser, rendered('sales'), desk);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the review');
    expect(await page.locator('.skip').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Won revenue');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open]').count()).toBe(1);
    const outline = 'getComputedStyle(document.activeElement).outlineStyle';
    expect(await page.evaluate(outline)).toBe('solid');
    await page.context().close();
  });

  const variants = {
    review: renderPage(
      rendered('crm'),
      { page: '/r/token', records: '/r/token/records' },
      { by: 'region', key: 'south' },
    ),
    hostile: renderPage(hostileRendered, { page: '/r/token', records: '/r/token/records' }, { by: 'owner' }),
    empty: renderPage(emptyRendered, { page: '/r/token' }),
    moved: renderPage(rendered('crm', { document: moved }), { page: '/r/token', records: '/r/token/records' }),
    many: renderPage(manyRendered(60), { page: '/r/token' }, { by: 'owner', key: '938348' }),
    workspace: workspacePage,
    records: recordsPage,
  };

  for (const [name, html] of Object.entries(variants)) {
    // The long one has the colours of the review: to look for them twice would take as long as all the others.
    const schemes = name === 'many' ? (['light'] as const) : (['light', 'dark'] as const);
    it(`breaks no rule of axe-core, ${schemes.join(' and ')}, everything open: ${name}`, async () => {
      for (const colorScheme of schemes) {
        const { page } = await open(browser, html, { ...desk, colorScheme });
        await page.evaluate(openAll);
        expect(await violationsOf(page)).toEqual([]);
        await page.context().close();
      }
    });

    it(`fits 320, 600 and 1024 pixels, everything open: ${name}`, async () => {
      for (const width of [320, 600, 1024]) {
        const { page } = await open(browser, html, { viewport: { width, height: 640 } });
        await page.evaluate(openAll);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        await page.context().close();
      }
    });
  }

  it.each(['light', 'dark'] as const)(
    'stands %s where its reader has it so, and can be read in its charts too',
    async (colorScheme) => {
      const { page } = await open(browser, variants.review, { ...desk, colorScheme });
      await page.evaluate(openAll);
      const inks = await inksOf(page);
      expect(inks.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
      const [paper, write] = colorScheme === 'light' ? ['#ffffff', '#000000'] : ['#000000', '#ffffff'];
      for (const told of ['Won revenue', 'All your numbers', 'Acme Ltda']) {
        const { ink, ground } = inks.find(({ text }) => text === told) ?? expect.fail(`no ${told}`);
        expect(contrast(ground, paper), `the ground of ${told}`).toBeLessThan(1.3);
        expect(contrast(ink, write), `the ink of ${told}`).toBeLessThan(1.5);
      }
      await page.addStyleTag({ content: '.trend text{fill:var(--panel)}' });
      expect((await inksOf(page)).some(({ ink, ground }) => ink === ground)).toBe(true);
      await page.context().close();
    },
  );

  describe('of what was computed, every KPI and everything open', () => {
    let reviews: Rendered[];
    let page: Page;
    beforeAll(async () => {
      reviews = demonstrationReviews(['2026-10', '2026-Q3']);
      ({ page } = await open(browser, '', {}));
    });

    it('has all of the catalogue to tell', () => {
      for (const { document, catalogue } of reviews)
        expect(document.kpis.flatMap(({ id, value }) => (value === null ? [] : [id])).sort()).toEqual(
          catalogue.map(({ id }) => id).sort(),
        );
    });

    it.each(['en', 'pt-BR', 'es', 'ms'])(
      'fits 320, 600, 768 and 1024 pixels in %s, no row of numbers falling apart',
      async (locale) => {
        for (const review of reviews)
          for (const role of ['crm', 'sales'] as const) {
            await page.setContent(renderPage({ ...review, reader: { role, locale } }, { page: '/r/token' }));
            await page.evaluate(openAll);
            for (const width of [320, 600, 768, 1024]) {
              await page.setViewportSize({ width, height: 640 });
              expect(await page.evaluate('document.documentElement.scrollWidth'), `${role} at ${width}`).toBe(width);
              if (width <= 768) expect(await brokenRows(page), `${role} at ${width}`).toEqual([]);
            }
          }
      },
    );
  });

  it('prints all that it knows, on pages of their own, and nothing that paper cannot do', async () => {
    const { page } = await openServed(browser, rendered('sales'), { ...desk, javaScriptEnabled: false });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect((pdf.match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThanOrEqual(3);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.detail dl').first().isVisible()).toBe(true);
    for (const gone of ['nav', '.choice', '.links', '.others', '.skip', 'footer a'])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(31, 35, 40)');
    await page.context().close();
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrast } from '../../lambdas/rendering/colour.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { demonstrationReviews } from '../bench/mail/demonstration.ts';
import { rendered } from '../fixtures/review.ts';
import { annual, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { hostileRendered } from '../fixtures/reviewVariants.ts';
import { mailed } from '../rendering/support/mailed.ts';
import { violationsOf } from './support/axe.ts';
import { boxesOf, launch, open, reason, withoutBrowser } from './support/chromium.ts';
import { inksOf } from './support/inks.ts';

const mails = {
  monthly: renderedOf(moved, 'crm', 'pt-BR'),
  quarterly: renderedOf(quarterly, 'crm', 'ms'),
  annual: renderedOf(annual, 'executive', 'es'),
  hostile: hostileRendered,
};

const headingsOf = (page: Page): Promise<string[]> =>
  page.locator('h1, h2, h3').evaluateAll((all) => all.map((one) => (one as unknown as { tagName: string }).tagName));

/** As a client shows it: within the main part of a page of its own. */
const shown = `(() => {
  const main = document.createElement('main');
  main.append(...document.body.childNodes);
  document.body.append(main);
})()`;

/** Words of the rows of numbers that stand on more than one line; hyphens may break. */
const brokenWords = `[...document.querySelectorAll('tr.kpi > *')].flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    for (const { index, 0: word } of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  }
  return broken;
})`;

/** Where the value of each card ends. */
const endsOfValues = `[...document.querySelectorAll('table.card td[style*="nowrap"]')].map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().right;
})`;

describe.skipIf(withoutBrowser)(`mails in a browser${reason}`, () => {
  let browser: Browser;
  let reviews: Rendered[];
  beforeAll(async () => {
    browser = await launch();
    reviews = demonstrationReviews(['2026-10', '2026-Q3', '2026']);
  });
  afterAll(async () => {
    await browser?.close();
  });

  for (const [name, of] of Object.entries(mails))
    for (const width of [320, 600, 1024])
      it(`the ${name} one fits ${width} pixels, can be read in the light and in the dark, and is sound`, async () => {
        const { html } = await mailed(of);
        for (const colorScheme of ['light', 'dark'] as const) {
          // Whatever it would load is refused: images are off.
          const { page } = await open(browser, html, { viewport: { width, height: 800 }, colorScheme });
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
          const inks = await inksOf(page);
          expect(inks.length).toBeGreaterThan(20);
          expect(inks.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
          // Light colours can be read in the dark too, where they would blind.
          const [paper, ink] = colorScheme === 'light' ? ['#ffffff', '#000000'] : ['#000000', '#ffffff'];
          const title = await page.locator('h1').textContent();
          const heading = inks.find(({ text }) => text === title?.trim()) ?? expect.fail('no heading');
          expect(contrast(heading.ground, paper)).toBeLessThan(1.3);
          expect(contrast(heading.ink, ink)).toBeLessThan(1.5);
          if (colorScheme === 'dark') expect(inks.filter(({ ground }) => contrast(ground, '#ffffff') < 4)).toEqual([]);
          await page.evaluate(shown);
          // It takes most of the time, and a narrower or wider window changes where things are, not what they are.
          if (width === 600) expect(await violationsOf(page)).toEqual([]);
          const [first, ...others] = await headingsOf(page);
          expect([first, others.includes('H1'), others[0]]).toEqual(['H1', false, 'H2']);
          await page.context().close();
        }
      });

  it.each([600, 640])(
    'breaks no word of a table of numbers, however little room there is, at %i pixels',
    async (width) => {
      for (const of of [mails.monthly, mails.quarterly, mails.annual]) {
        const { page } = await open(browser, (await mailed(of)).html, { viewport: { width, height: 800 } });
        expect(await page.evaluate(brokenWords)).toEqual([]);
        await page.context().close();
      }
    },
  );

  it('leaves the cards of large amounts apart', async () => {
    for (const locale of ['pt-BR', 'es', 'ms']) {
      const { html } = await mailed(rendered('sales', { reader: { role: 'sales', locale } }));
      const { page } = await open(browser, html, { viewport: { width: 1024, height: 800 } });
      const cards = await boxesOf(page, 'table.card');
      const ends = await page.evaluate(endsOfValues);
      expect(ends).toHaveLength(3);
      // A card has 163 px, and 24 px to the next: half of these a font that is wider than most may take.
      for (const [index, { x }] of cards.entries()) expect((ends as number[])[index]).toBeLessThanOrEqual(x + 175);
      await page.context().close();
    }
  });

  it('draws what segments did from the middle, to the left what took away', async () => {
    const { html } = await mailed(renderedOf(moved, 'crm'));
    const { page } = await open(browser, html, { viewport: { width: 1024, height: 800 } });
    const table = page.locator('table', { has: page.locator('caption', { hasText: 'Won revenue by owner' }) }).last();
    const bars = await page.locator('table:has(> caption:has-text("better vs")) td[bgcolor]').all();
    expect(await table.count()).toBe(1);
    const [ana, bruno] = await Promise.all(bars.slice(0, 2).map((bar) => bar.boundingBox()));
    // Bruno took away: his bar ends where Ana's begins.
    expect(Math.round((bruno?.x ?? 0) + (bruno?.width ?? 0))).toBe(Math.round(ana?.x ?? 0));
    expect((ana?.width ?? 0) / (bruno?.width ?? 1)).toBeCloseTo(120_000 / 41_500, 0);
    await page.context().close();
  });

  it('draws a trend as high as its values are', async () => {
    const { html } = await mailed(rendered('sales'));
    const { page } = await open(browser, html, { viewport: { width: 1024, height: 800 } });
    const bars = await boxesOf(page, 'table.card >> nth=0 >> [role=img] td[bgcolor]');
    const trend = rendered('sales').document.kpis.find(({ id }) => id === 'wonRevenue')?.trend ?? [];
    expect(bars).toHaveLength(trend.length);
    const top = Math.max(...trend.map(({ value }) => value ?? 0));
    trend.forEach(({ value }, index) => {
      expect(Math.abs((bars[index]?.height ?? 0) - ((value ?? 0) / top) * 36)).toBeLessThanOrEqual(1);
    });
    expect(new Set(bars.map(({ y, height }) => Math.round(y + height))).size).toBe(1);
    await page.context().close();
  });

  it('has nothing in it that an inversion of colours would hide', async () => {
    const { html } = await mailed(renderedOf(moved, 'crm'));
    const { page } = await open(browser, html, { viewport: { width: 600, height: 800 } });
    // What is turned around keeps its contrast only where every text stands on a ground of its own.
    const inks = await inksOf(page);
    const turned = (colour: string): string =>
      `#${[1, 3, 5].map((at) => (255 - Number.parseInt(colour.slice(at, at + 2), 16)).toString(16).padStart(2, '0')).join('')}`;
    expect(inks.filter(({ ink, ground }) => contrast(turned(ink), turned(ground)) < 4.5)).toEqual([]);
    await page.context().close();
  });

  it.each(['en', 'pt-BR', 'es', 'ms'])(
    'of what was computed, every KPI, fit the window from a phone to a desk in %s',
    async (locale) => {
      const { page } = await open(browser, '', {});
      for (const review of reviews)
        for (const role of ['sales', 'service', 'executive'] as const) {
          const { html } = await mailed({ ...review, reader: { role, locale } });
          await page.setContent(html);
          for (const width of [320, 480, 599, 600]) {
            await page.setViewportSize({ width, height: 640 });
            expect(await page.evaluate('document.documentElement.scrollWidth'), `${role} at ${width}`).toBe(width);
          }
        }
      await page.context().close();
    },
  );
});

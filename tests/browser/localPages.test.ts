import { simpleParser } from 'mailparser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homePage } from '../../infra/local/pages/home.ts';
import { mailFrame, mailPage } from '../../infra/local/pages/mail.ts';
import { contrast } from '../../lambdas/rendering/colour.ts';
import { mailed } from '../rendering/support/mailed.ts';
import { boxesOf, launch, open, reason, withoutBrowser } from './support/chromium.ts';
import { inksOf } from './support/inks.ts';

const entry = { id: 'mail-1', to: 'ana@acme.example', subject: 'October 2026', sentAt: '2026-11-03T11:00:00.000Z' };

const home = async (): Promise<string> =>
  String(
    await homePage({
      publicUrl: 'http://127.0.0.1:4400',
      data: '/home/ana/.quarterdeck',
      reset: 'npm start -- --reset',
      mails: [entry],
      dead: [],
      progress: null,
      workspaces: [
        {
          id: 'acme',
          name: 'Acme Ltda',
          timeZone: 'America/Sao_Paulo',
          currency: 'BRL',
          sources: [],
          reviews: [
            {
              period: '2026-10',
              cadence: 'monthly',
              status: 'closed',
              scope: null,
              computedAt: entry.sentAt,
              href: '/local/reviews/acme/2026-10?version=1',
            },
          ],
          sends: (['sent', 'refused', 'uncertain', 'queued'] as const).map((state) => ({
            period: '2026-10',
            recipient: 'ana@acme.example',
            state,
            feedback: null,
            reason: null,
            href: '/r/token',
          })),
        },
      ],
    }),
  );

const opened = async (): Promise<string> => {
  const { raw } = await mailed();
  return String(await mailPage(entry, await simpleParser(raw), raw, 'desktop'));
};

describe.skipIf(withoutBrowser)(`the local pages in a browser${reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('show a mail in the layout that its doctype asks for', async () => {
    const { html } = await mailed();
    const { page } = await open(browser, mailFrame(html), { viewport: { width: 640, height: 800 } });
    expect(await page.evaluate('document.compatMode')).toBe('CSS1Compat');
    expect(await page.locator('base').getAttribute('target')).toBe('_blank');
    await page.context().close();
  });

  it('show it on a desktop and on a phone beside each other, where there is room', async () => {
    const html = await opened();
    const wide = await open(browser, html, { viewport: { width: 1280, height: 800 } });
    const [desktop, phone] = await boxesOf(wide.page, 'iframe');
    expect(desktop?.width).toBeGreaterThan(600);
    expect(phone?.width).toBe(360);
    expect(phone?.y).toBe(desktop?.y);
    const narrow = await open(browser, html, { viewport: { width: 390, height: 800 } });
    expect(await boxesOf(narrow.page, 'iframe')).toHaveLength(1);
    await Promise.all([wide.page.context().close(), narrow.page.context().close()]);
  });

  it('can be read on a phone and in the dark', async () => {
    for (const html of [await home(), await opened()]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await open(browser, html, { viewport: { width: 320, height: 640 }, colorScheme });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
        const all = await inksOf(page);
        expect(all.length).toBeGreaterThan(5);
        expect(all.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
        await page.context().close();
      }
    }
  });
});

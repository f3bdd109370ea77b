import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createApp } from '../../../lambdas/http/app.ts';
import type { Env } from '../../../lambdas/http/auth.ts';
import { chosenIn } from '../../../lambdas/http/pages.ts';
import { renderPage } from '../../../lambdas/rendering/page.ts';
import type { Rendered } from '../../../lambdas/rendering/render.ts';

const origin = 'https://quarterdeck.example';
const silent = () => {};

/** A review's page as the API answers it, its headers included: what they forbid does not happen. */
const appOf = (of: Rendered): Hono<Env> => {
  const here = '/r/token';
  const links = {
    page: here,
    csv: `${here}?format=csv`,
    xlsx: `${here}?format=xlsx`,
    records: `${here}/records`,
    preferences: '/u/token',
    workspace: '/w/token',
    periods: ['2026-09', '2026-08', '2026-Q3', '2025'].map((period) => ({ period, href: `/r/${period}` })),
  };
  const pages = new Hono<Env>().get(here, (c) => c.html(renderPage(of, links, chosenIn(c))));
  return createApp({ logger: { debug: silent, info: silent, warn: silent, error: silent } }, [pages]);
};

export interface Served {
  readonly page: Page;
  /** What the page asked for, in order. */
  readonly asked: string[];
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** Opens a review's page over HTTP, without any network: what is not the API's is refused. */
export const openServed = async (
  browser: Browser,
  of: Rendered,
  options: BrowserContextOptions = {},
  query = '',
): Promise<Served> => {
  const app = appOf(of);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    asked.push(url.href.replace(origin, ''));
    if (url.origin !== origin) return route.abort();
    const response = await app.request(`${url.pathname}${url.search}`);
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    });
  });
  await page.goto(`${origin}/r/token${query}`);
  return { page, asked, complaints };
};

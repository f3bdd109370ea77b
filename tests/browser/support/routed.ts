import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Client } from '../../support/client.ts';

const origin = 'https://quarterdeck.example';

/** Opens an address that the router answers, as it does what is sent from there; what lies elsewhere is refused. */
export const openRouted = async (
  browser: Browser,
  client: Client,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.route('**/*', async (route) => {
    const request = route.request();
    if (!request.url().startsWith(`${origin}/`)) return route.abort();
    const body = request.postDataBuffer();
    const response = await client(request.method(), request.url().slice(origin.length), {
      key: null,
      headers: await request.allHeaders(),
      ...(body && { body: new Uint8Array(body) }),
    });
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
  await page.goto(url);
  return page;
};

import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const places = [
  process.env.QUARTERDECK_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium of this machine, or `undefined`. */
const executablePath = places.find((place) => place !== undefined && existsSync(place));

/** Whether a missing browser is a failure rather than a reason to skip. */
const required = process.env.QUARTERDECK_REQUIRE_ALL === '1';

export const withoutBrowser = executablePath === undefined && !required;

/** For the name of a suite: says why it is skipped where it is. */
export const reason = withoutBrowser ? ' (skipped: no Chromium here; QUARTERDECK_CHROMIUM names one)' : '';

export const launch = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** Opens a document without any network: whatever it would load is refused, and listed. */
export const open = async (
  browser: Browser,
  html: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; asked: string[] }> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked: string[] = [];
  await page.route('**/*', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.setContent(html);
  return { page, asked };
};

/** Boxes of all elements that a selector finds and that are shown. */
export const boxesOf = async (
  page: Page,
  selector: string,
): Promise<{ x: number; y: number; width: number; height: number }[]> => {
  const boxes = await Promise.all((await page.locator(selector).all()).map((one) => one.boundingBox()));
  return boxes
    .filter((box) => box !== null && box.width > 0 && box.height > 0)
    .map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 });
};

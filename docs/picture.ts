import { stat } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { demoWorkspace } from '../infra/local/demo/apply.ts';
import { catalogue, headlines } from '../lambdas/domain/kpis/catalogue.ts';
import type { ReviewDocument } from '../lambdas/domain/reviews/document.ts';
import type { Configuration } from '../lambdas/domain/workspaces/schema.ts';
import { renderMail } from '../lambdas/rendering/mail.ts';
import { renderPage } from '../lambdas/rendering/page.ts';
import type { Rendered } from '../lambdas/rendering/render.ts';
import { launch } from '../tests/browser/support/chromium.ts';
import { type RunningSystem, startDemonstration } from '../tests/support/system.ts';

/**
 * Makes the pictures of `docs/`: starts the demonstration and photographs the mail to its sales manager as it lies in the
 * mailbox, that of the month on a phone, in Portuguese and in the dark, that of the quarter, and the page. Run by
 * `npm run picture`; needs a Chromium. A picture of more than 250 KB is an error.
 */

const mostBytes = 250_000;

interface Picture {
  readonly file: string;
  readonly html: string;
  readonly context: BrowserContextOptions & { readonly viewport: { readonly width: number; readonly height: number } };
  /** Down to the end of this, else so many pixels. */
  readonly until: string | number;
}

const take = async (browser: Browser, { file, html, context, until }: Picture): Promise<void> => {
  const page = await browser.newPage(context);
  await page.setContent(html);
  const end = typeof until === 'number' ? null : await page.locator(until).first().boundingBox();
  if (typeof until === 'string' && !end)
    throw new Error(`${file}: nothing matches ${until}, so change docs/picture.ts.`);
  const { width } = context.viewport;
  const height = typeof until === 'number' ? until : Math.ceil((end?.y ?? 0) + (end?.height ?? 0)) + 24;
  const target = path.join(import.meta.dirname, file);
  await page.screenshot({ path: target, clip: { x: 0, y: 0, width, height }, fullPage: true });
  await page.close();
  const { size } = await stat(target);
  if (size > mostBytes) throw new Error(`${file} has ${size} bytes, more than ${mostBytes}: photograph less of it.`);
  process.stdout.write(`docs/${file}: ${width} × ${height}, ${Math.round(size / 1000)} KB\n`);
};

const htmlOf = async (message: Uint8Array): Promise<string> =>
  String((await simpleParser(Buffer.from(message), { skipImageLinks: true })).html);

const mailedTo = async (system: RunningSystem, name: string): Promise<string> => {
  const mails = await system.json<{ id: string; to: string }[]>('GET', '/local/mailbox');
  const mail = mails.find(({ to }) => to.startsWith(`${name}@`));
  if (!mail) throw new Error(`No mail to ${name} among ${mails.length}: see what npm start says.`);
  return htmlOf(new Uint8Array(await (await system.request('GET', `/local/mailbox/${mail.id}.eml`)).arrayBuffer()));
};

const link = 'https://quarterdeck.example/r/token';
const links = { review: link, csv: link, xlsx: link, preferences: link, unsubscribe: link };

const mailOf = async (rendered: Rendered): Promise<string> => {
  const from = 'Quarterdeck <kpis@quarterdeck.example>';
  const to = { email: 'marina@quarterdeck.example' };
  return htmlOf((await renderMail({ rendered, links, from, to, sendId: 'picture', date: 0 })).message);
};

const system = await startDemonstration();
const browser = await launch();
try {
  const of = `/v1/workspaces/${demoWorkspace}`;
  const configuration = await system.json<Configuration>('GET', of);
  const reviews = await system.json<{ reviews: { period: string; cadence: string }[] }>('GET', `${of}/reviews`);
  const month = reviews.reviews.find(({ cadence }) => cadence === 'monthly')?.period;
  if (!month) throw new Error('The demonstration has no review of a month.');
  const quarter = `${month.slice(0, 4)}-Q${Math.max(1, Math.floor(Number(month.slice(5)) / 3))}`;
  const readingOf = async (period: string, reader: Rendered['reader']): Promise<Rendered> => {
    const document = await system.json<ReviewDocument>('POST', `${of}/reviews`, { period });
    return { document, configuration, catalogue, headlines, reader };
  };
  const desk = { viewport: { width: 640, height: 1200 }, deviceScaleFactor: 1 } as const;
  const phone = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, colorScheme: 'dark' } as const;
  const monthly = await readingOf(month, { role: 'sales' });
  await take(browser, {
    file: 'review-mail.png',
    html: await mailedTo(system, 'marina'),
    context: desk,
    until: 'table[aria-label]:has(th.row)',
  });
  await take(browser, {
    file: 'review-mail-phone.png',
    html: await mailOf({ ...monthly, reader: { role: 'sales', locale: 'pt-BR' } }),
    context: phone,
    until: 1240,
  });
  await take(browser, {
    file: 'review-mail-quarter.png',
    html: await mailOf(await readingOf(quarter, { role: 'service', locale: 'en' })),
    context: desk,
    until: 'table[aria-label="Month by month"]',
  });
  await take(browser, {
    file: 'review-page.png',
    html: renderPage({ ...monthly, reader: { role: 'sales', locale: 'en' } }, { page: '/r/token' }),
    context: { viewport: { width: 1100, height: 900 }, deviceScaleFactor: 1 },
    until: 1500,
  });
} finally {
  await browser.close();
  await system.stop();
}

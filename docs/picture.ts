import path from 'node:path';
import { simpleParser } from 'mailparser';
import { launch } from '../tests/browser/support/chromium.ts';
import { startDemonstration } from '../tests/support/system.ts';

/**
 * Makes `docs/review-mail.png`: starts the demonstration, takes the mail to its sales manager out of the mailbox, and
 * photographs it down to the end of the table of numbers. Run by `npm run picture`; needs a Chromium.
 */

const file = path.join(import.meta.dirname, 'review-mail.png');
const width = 640;

const system = await startDemonstration();
const browser = await launch();
try {
  const mails = await system.json<{ id: string; to: string }[]>('GET', '/local/mailbox');
  const mail = mails.find(({ to }) => to.startsWith('marina@'));
  if (!mail) throw new Error(`No mail to the sales manager among ${mails.length}: see what npm start says.`);
  const raw = await (await system.request('GET', `/local/mailbox/${mail.id}.eml`)).arrayBuffer();
  const { html } = await simpleParser(Buffer.from(raw), { skipImageLinks: true });
  const page = await browser.newPage({ viewport: { width, height: 1200 }, deviceScaleFactor: 1.5 });
  await page.setContent(String(html));
  const table = await page.locator('table:has(> caption)').first().boundingBox();
  if (!table) throw new Error('The mail has no table of numbers: its template has changed, so change this script.');
  const height = Math.ceil(table.y + table.height) + 24;
  await page.screenshot({ path: file, clip: { x: 0, y: 0, width, height }, fullPage: true });
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${width} × ${height}\n`);
} finally {
  await browser.close();
  await system.stop();
}

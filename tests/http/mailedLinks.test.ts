import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMail } from '../../lambdas/rendering/mail.ts';
import { rendered } from '../fixtures/review.ts';
import { clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { mailedReview } from '../support/mailedReview.ts';
import { createWorld } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

describe('every link of a mail', () => {
  it('leads to a page or a file, and to what its words say', async () => {
    const world = await createWorld(database);
    await world.apply({
      recipients: [{ email: 'ana@acme.example', role: 'executive' }],
    });
    const links = await mailedReview(world, 'ana@acme.example');
    const { message } = await renderMail({
      rendered: rendered('executive'),
      links,
      from: 'Acme KPIs <kpis@acme.example>',
      to: { email: 'ana@acme.example' },
      sendId: 'f3b1c9d2',
      date: Date.UTC(2026, 10, 1),
    });
    const { html, text = '' } = await simpleParser(Buffer.from(message), { skipImageLinks: true });
    const hrefs = [...String(html).matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&#x3D;', '='));
    const urls = [...new Set([...hrefs, ...(text.match(/https?:\S+/g) ?? [])])];
    expect(urls).toHaveLength(6);
    const client = clientOf(world.services);
    const answers = await Promise.all(
      urls.map((url) => client('GET', url.replace('https://quarterdeck.example', ''), { key: null })),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get('content-type')?.split(';')[0]])).toEqual([
      [200, 'text/html'],
      [200, 'text/csv'],
      [200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      [200, 'text/html'],
      [200, 'text/html'],
      [200, 'text/html'],
    ]);
    // Where a mail says Unsubscribe, the button for it stands.
    const [, at = ''] = urls.find((url) => url.includes('#'))?.split('#') ?? [];
    expect(await Promise.all(answers.slice(-2).map((answer) => answer.text()))).toContainEqual(
      expect.stringMatching(new RegExp(` id="${at}"[^>]*>\\s*<button[^>]* name="subscribe"`)),
    );
  });
});

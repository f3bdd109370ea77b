import { fileURLToPath } from 'node:url';
import { caniemail } from 'caniemail';
import { describe, expect, it } from 'vitest';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { annual, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { mailed } from './support/mailed.ts';

/**
 * A ratchet: what the mail uses that a client does not know, as caniemail has it. All of it is there for the clients that do
 * (style sheets, roles), or is what MJML writes, and is not missed where it is ignored. What is new here fails: it has to
 * be looked at in that client before it is kept with `npx vitest run tests/rendering/mailClients.test.ts -u`.
 */
const baseline = fileURLToPath(new URL('./golden/mailClients.json', import.meta.url));

const families = ['gmail', 'outlook', 'apple-mail', 'yahoo', 'samsung-email', 'thunderbird'] as const;

const titlesIn = (found: Iterable<readonly { readonly title: string }[]>): string[] =>
  [...new Set([...found].flatMap((list) => list.map(({ title }) => title)))].sort();

describe('what clients of mail do not know', () => {
  it('is no more than it was, in any language', async () => {
    const fullest = Object.keys(languages).map((locale) => renderedOf(moved, 'crm', locale));
    const mails = await Promise.all([...fullest, renderedOf(quarterly), renderedOf(annual)].map((of) => mailed(of)));
    const html = mails.map((one) => one.html).join('\n');
    const used = families.map((family) => {
      const result = caniemail({ clients: [`${family}.*`], html });
      if (result.success) return [family, { none: [], partial: [] }];
      const { errors, warnings } = result.issues;
      return [family, { none: titlesIn(errors.values()), partial: titlesIn(warnings.values()) }];
    });
    await expect(`${JSON.stringify(Object.fromEntries(used), null, 2)}\n`).toMatchFileSnapshot(baseline);
  });

  it('is nothing that the layout rests on', async () => {
    const { html } = await mailed(renderedOf(moved, 'crm'));
    // The set that the engine of Outlook draws: tables and cells, measured by attributes.
    const body = html.slice(html.indexOf('<body'));
    expect(
      body.match(/display:\s*(?:flex|grid)|float:|position:|background-image|gradient|calc\(|var\(--/gi),
    ).toBeNull();
    const bars = body.match(/<td[^>]*style="font-size:1px[^>]*>/g) ?? [];
    expect(bars.length).toBeGreaterThan(50);
    for (const bar of bars) expect(bar).toMatch(/font-size:1px;line-height:\d+px/);
    expect(
      body
        .match(/<(?:div|span|p)[^>]*style="[^"]*[;"](?:width|height|padding|border)[^"]*"/g)
        ?.filter((tag) => !tag.includes('mj-column')),
    ).toEqual([]);
  });
});

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mailed } from './support/mailed.ts';
import { pages } from './support/pages.ts';

/**
 * What each template makes of one review, as it was when somebody last looked at it. A change of a template or of a
 * message shows here in full; look at it, and keep it with `npx vitest run tests/rendering/golden.test.ts -u`.
 */
const fileOf = (name: string): string => fileURLToPath(new URL(`./golden/${name}`, import.meta.url));

/** A tag a line. Style sheets and scripts have tests of their own, and what is for one engine alone says nothing new. */
const normalised = (html: string): string =>
  html
    .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '<$1>…</$1>')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, (space) => (/^[ \n]+$/.test(space) ? ' ' : space))
    .replace(/> ?</g, '>\n<')
    .trim()
    .concat('\n');

describe('what a template makes', () => {
  it('is the mail that was looked at', async () => {
    const { html, text } = await mailed();
    await expect(normalised(html)).toMatchFileSnapshot(fileOf('review.html'));
    await expect(text).toMatchFileSnapshot(fileOf('review.txt'));
  });

  for (const [name, render] of Object.entries(pages))
    it(`is the ${name} that was looked at`, async () => {
      await expect(normalised(render())).toMatchFileSnapshot(fileOf(`${name}.html`));
    });
});

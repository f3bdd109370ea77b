import { beforeAll, describe, expect, it } from 'vitest';
import { type Gallery, locales, renderGallery } from '../../docs/gallery/build.ts';
import { otherPages } from '../../docs/gallery/pages.ts';
import { situations } from '../../docs/gallery/situations.ts';
import { hostileNames } from '../fixtures/reviewVariants.ts';

let gallery: Gallery;

beforeAll(async () => {
  gallery = await renderGallery();
}, 120_000);

/** Without what is hostile on purpose, and without scripts, which have words of their own. */
const told = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll(hostileNames.template, '')
    .replace(/<script[\s\S]*?<\/script>/g, '');

describe('the gallery', () => {
  it('has every situation and every page in every language, and an index that leads to each', () => {
    const expected = locales.flatMap((locale) => [
      ...Object.keys(situations).flatMap((name) =>
        ['mail.html', 'text.txt', 'page.html'].map((part) => `${locale}/${name}/${part}`),
      ),
      ...Object.keys(otherPages).map((name) => `${locale}/${name}.html`),
    ]);
    expect([...gallery.keys()].sort()).toEqual(['index.html', ...expected].sort());
    for (const name of expected) expect(gallery.get('index.html')).toContain(`href="${name}"`);
  });

  it('holds nothing that was not filled in', () => {
    const wrong = [...gallery].flatMap(([name, text]) => {
      const [found] = /\{\{.{0,30}|\bundefined\b|\bNaN\b|\[object.{0,30}/.exec(told(text)) ?? [];
      return found === undefined ? [] : [`${name}: ${found}`];
    });
    expect(wrong).toEqual([]);
    for (const [name, text] of gallery) expect(text.trim(), name).not.toBe('');
  });

  it('says what it is of: each language its own, a scope, a year month by month', () => {
    for (const locale of locales)
      for (const name of ['month/mail', 'month/page', 'preferences', 'workspace'])
        expect(gallery.get(`${locale}/${name}.html`), name).toMatch(new RegExp(`<html[^>]* lang="${locale}"`));
    expect(gallery.get('en/scoped-reader/text.txt')).toMatch(/Only region: South/i);
    expect(gallery.get('en/negative-money/text.txt')).toContain('−R$');
  });

  it('is the same from the same code', async () => {
    expect(await renderGallery()).toEqual(gallery);
  }, 120_000);
});

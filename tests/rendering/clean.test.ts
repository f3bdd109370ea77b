import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, clip } from '../../lambdas/rendering/language/clean.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { document, kpis, links, rendered } from '../fixtures/review.ts';
import { mailed } from './support/mailed.ts';

/** Every character that moves a cursor, rings a bell or ends a line: C0, DEL, C1, and the separators of Unicode. */
const controls = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  0x2028,
  0x2029,
].map((code) => String.fromCharCode(code));

const anyControl = /[\p{Cc}\u2028\u2029]/u;

describe('a name from outside', () => {
  it.each(controls)('keeps its words apart and loses the control character between them: %j', (control) => {
    expect(clean(`Ana${control}Souza`)).toBe('Ana Souza');
    expect(clean(`${control}Ana Souza${control}`)).toBe('Ana Souza');
  });

  it('is one line, however many there were', () => {
    expect(clean('Ana\r\nBcc: rui@acme.example\r\n\r\n<p>')).toBe('Ana Bcc: rui@acme.example <p>');
  });

  it('of nothing but control characters is empty', () => {
    expect(clean(controls.join(''))).toBe('');
  });

  it('is cut between characters as a reader counts them', () => {
    expect(clip('Ana Souza', 9)).toBe('Ana Souza');
    expect(clip('Ana Souza', 5)).toBe('Ana…');
    expect(clip('👩‍👩‍👧'.repeat(5), 3)).toBe('👩‍👩‍👧👩‍👩‍👧…');
  });

  it.each([
    ['accents on one letter', `a${'\u0301'.repeat(20_000)}`],
    ['accents on every letter', `a${'\u0301'.repeat(300)}`.repeat(100)],
    ['signs of two code units on one letter', `a${'\u{1d165}'.repeat(20_000)}`],
    ['one emoji joined to itself', Array(5000).fill('👩').join('\u200d')],
    ['a joiner and the rest of no emoji', '\u200d'.repeat(20_000)],
  ])('is cut, between code points, where it has any number of %s', (_, name) => {
    for (const length of [1, 3, 40, 61, 80, 254]) {
      const cut = clip(name, length);
      expect(cut.length).toBeLessThanOrEqual(Math.max(4 * length, 64) + 1);
      expect(cut).toBe(`${name.slice(0, cut.length - 1)}…`);
      expect(cut.isWellFormed()).toBe(true);
      expect(clean(name, length)).toBe(cut);
    }
  });

  it('is cut as soon as it has more characters, or they are too long, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'é', '\u0301', '👩', '\u200d', '🏿', '🇧', '🇷', 'क', '्', ' '),
          maxLength: 400,
        }),
        fc.integer({ min: 1, max: 80 }),
        (name, length) => {
          const cut = clip(name, length);
          const most = Math.max(4 * length, 64);
          expect(cut.isWellFormed()).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(most + 1);
          const characters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)].length;
          expect(cut === name).toBe(characters <= length && name.length <= most);
        },
      ),
    );
  });

  it.each([
    '👩‍👩‍👧‍👦 Família Souza 👨🏿‍❤️‍💋‍👨🏻🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    '👩🏽‍🚀🧑🏻‍🤝‍🧑🏿🇧🇷',
    'राष्ट्रीय क्षत्रिय प्रौद्योगिकी संस्थान',
    'Nguyễn Thị Hồng Phượng'.normalize('NFD'),
  ])('of emoji and of accents as they are written is whole: %s', (name) => {
    for (const length of [40, 60, 80]) expect(clean(name, length)).toBe(name);
  });

  it('brings no control character into a mail, a page or a text', async () => {
    const label = `Ana${controls.join('')}Souza`;
    const segments = ['a', 'b'].map((key) => ({
      by: 'owner',
      key,
      label,
      value: 1,
      numerator: null,
      denominator: null,
      n: 1,
      overlaps: false,
    }));
    const of = rendered('sales', {
      document: { ...document, kpis: kpis.map((kpi) => (kpi.id === 'wonRevenue' ? { ...kpi, segments } : kpi)) },
    });
    const { html, text } = await mailed(of);
    for (const made of [html, renderPage(of), text, renderText(of, links)]) {
      expect(made).toContain('Ana Souza');
      expect(made.replace(/[\n\r]/g, '')).not.toMatch(anyControl);
    }
  });
});

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

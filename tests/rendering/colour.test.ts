import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, paletteOf, tones } from '../../lambdas/rendering/colour.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is what WCAG says', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('reaches AA for text of every meaning, on the paper and on its own ground', () => {
    for (const { ink, ground } of Object.values(tones)) {
      expect(contrast(ink, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('the workspace’s colour', () => {
  it('stays as it is where it can be read', () => {
    expect(paletteOf('#0b6bcb').accent).toBe('#0b6bcb');
  });

  it('carries white text and makes readable links whatever it is', () => {
    fc.assert(
      fc.property(colour, (own) => {
        const { accent, link, accentOnDark, linkOnDark } = paletteOf(own);
        expect(contrast(accent, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(link, '#f6f7f9')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accentOnDark, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(linkOnDark, '#0d1117')).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('has a stand-in where there is none', () => {
    expect(paletteOf(undefined)).toEqual(paletteOf('#0b6bcb'));
    expect(paletteOf('red;background:url(x)')).toEqual(paletteOf('#0b6bcb'));
  });
});

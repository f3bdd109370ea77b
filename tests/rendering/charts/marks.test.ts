import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../lambdas/rendering/charts/marks.ts';

const foot = 140;
const last = { x: 96, y: 80 };
/** Comes up steeply, and goes down a little: over the last point it is in the way, and under it. */
const steep = [{ x: 80, y: 95 }, { x: 88, y: 70 }, last];

describe('the values written in a chart', () => {
  it('stand over their point, under it where the line is in the way', () => {
    const rising = [{ x: 80, y: 120 }, last];
    const falling = [{ x: 80, y: 60 }, last];
    expect(marksOf([{ ...last, text: '5.6 d' }], rising, [], foot)[0]?.y).toBe(71);
    expect(marksOf([{ ...last, text: '5.6 d' }], falling, [], foot)[0]?.y).toBe(99);
  });

  it('are struck through by no line: where both sides are taken they stand a line of text further off', () => {
    expect(marksOf([{ ...last, text: '5.6 d' }], steep, [], foot)[0]?.y).toBe(56);
    expect(marksOf([{ ...last, text: '5.6 d' }], steep, [50], foot)[0]?.y).toBe(114);
  });

  it('are left out where there is no room, all but the last, which is always told', () => {
    const everywhere = [20, 35, 50, 65, 95, 110, 125];
    const [told, ...others] = marksOf(
      [
        { ...last, text: '5.6 d' },
        { x: 20, y: 80, text: '7 d' },
      ],
      [{ x: 20, y: 80 }, ...steep],
      everywhere,
      foot,
    );
    expect(told?.text).toBe('5.6 d');
    expect(others).toEqual([]);
  });

  it('stay in the chart: over its top, under its foot and beside it there is other text', () => {
    const top = { x: 18, y: 24 };
    const [mark] = marksOf([{ ...top, text: 'R$ 6,98 mil por dia' }], [top, { x: 30, y: 20 }], [12, 40], foot);
    expect(mark?.anchor).toBe('start');
    expect(mark?.y).toBeGreaterThanOrEqual(12);
    const [low] = marksOf([{ ...last, y: 120, text: '5.6 d' }], [{ ...last, y: 120 }], [108], foot);
    expect(low?.y).toBeLessThanOrEqual(foot);
  });
});

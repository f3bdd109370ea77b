import { describe, expect, it } from 'vitest';
import { trendChartOf } from '../../../lambdas/rendering/charts/trend.ts';
import { readingOf } from '../../../lambdas/rendering/reading.ts';
import { kpiResult, kpis, rendered } from '../../fixtures/review.ts';

const reading = readingOf(rendered('crm'));
const of = (id: string) => kpis.find((kpi) => kpi.id === id) ?? expect.fail(`no ${id}`);
const chartOf = (id: string) => trendChartOf(reading, of(id)) ?? expect.fail(`nothing is drawn of ${id}`);

describe('the chart of a trend', () => {
  it('tells in sentences what it shows', () => {
    expect(chartOf('winRate').label.replaceAll('\u00a0', ' ')).toBe(
      'Win rate went from 28.1 % in Oct 2025 to 28.5 % in Oct 2026; its lowest was 26.2 %, its highest 31.2 %. ' +
        'Target: at least 30 %. 95 % interval: 22.2 % to 35.8 %.',
    );
  });

  it('has a point for each period, the last larger, and tells its value there', () => {
    const { points } = chartOf('winRate');
    expect(points).toHaveLength(13);
    expect(points.filter(({ last }) => last)).toEqual([points[12]]);
    expect(points[12]?.radius).toBeGreaterThan(points[0]?.radius ?? 9);
    expect(points[0]?.title?.replaceAll('\u00a0', ' ')).toBe('Oct 2025: 28.1 %');
  });

  it('draws higher what is greater, and the target and the interval to the same scale', () => {
    const { points, target, interval } = chartOf('winRate');
    const last = points[12]?.y ?? Number.NaN;
    // 28.5 % is under the target of 30 %, and in its interval of 22.2 % to 35.8 %.
    expect(last).toBeGreaterThan(target?.y ?? Number.NaN);
    const [top, bottom] = [interval?.y ?? Number.NaN, (interval?.y ?? 0) + (interval?.height ?? 0)];
    expect([top < last, last < bottom]).toEqual([true, true]);
    expect((bottom - last) / (bottom - top)).toBeCloseTo((47 / 165 - 0.222) / (0.358 - 0.222), 1);
  });

  it('stands on zero where amounts are compared, and nowhere else', () => {
    const { zero, points } = chartOf('wonRevenue');
    const heights = points.map(({ y }) => (zero ?? Number.NaN) - y);
    expect((heights[12] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(1_240_512.37 / 982_340, 1);
    expect(chartOf('winRate').zero).toBeNull();
  });

  it('breaks its line where a period has no value, rather than drawing one that was not', () => {
    const chart = trendChartOf(reading, kpiResult({ id: 'winRate', values: [0.1, null, 0.2, 0.3] }));
    expect(chart?.line.match(/[ML]/g)).toEqual(['M', 'M', 'L']);
    expect(chart?.points).toHaveLength(3);
  });

  it('is nothing where there are not two values', () => {
    expect(trendChartOf(reading, kpiResult({ id: 'winRate', values: [null, 0.2] }))).toBeNull();
  });

  it('runs through the middle where all values are the same', () => {
    const chart = trendChartOf(reading, kpiResult({ id: 'winRate', values: [0.2, 0.2, 0.2] }));
    expect(chart?.points.map(({ y }) => y)).toEqual([72, 72, 72]);
  });

  it('writes the last value, the extremes and the first, none over another', () => {
    const { marks } = chartOf('winRate');
    const texts = marks.map(({ text }) => text.replaceAll('\u00a0', ' '));
    expect(texts.slice(0, 3)).toEqual(['28.5 %', '31.2 %', '26.2 %']);
    for (const [index, one] of marks.entries())
      for (const other of marks.slice(index + 1))
        expect(Math.abs(one.x - other.x) > 15 || Math.abs(one.y - other.y) >= 15).toBe(true);
  });
});

import type { KpiResult } from '../../domain/reviews/document.ts';
import type { Reading } from '../reading.ts';
import { type Mark, marksOf } from './marks.ts';
import { percent, tenth } from './place.ts';
import { boundSentences, trendSentence } from './sentences.ts';

/** A KPI's periods as a line, its target dashed, the interval of the last value shaded. `x` in percent, `y` in pixels. */
export interface TrendChart {
  readonly label: string;
  readonly height: number;
  /** Where the plot begins, and how high it is. */
  readonly top: number;
  readonly plot: number;
  /** The path of the line, in a box of 100 by 100 that is stretched over the plot; broken where a value is missing. */
  readonly line: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly last: boolean;
    /** Shown where a pointer rests on it. */
    readonly title: string | null;
  }[];
  /** Where zero is, of what stands on it. */
  readonly zero: number | null;
  readonly target: { readonly y: number; readonly title: string | null } | null;
  readonly interval: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly title: string | null;
  } | null;
  readonly marks: readonly Mark[];
  /** Where the names of the first and the last period are written. */
  readonly foot: number;
  readonly from: string;
  readonly to: string;
}

interface Point {
  readonly index: number;
  readonly period: string;
  readonly value: number;
}

/** Pixels above the plot and below it, where values and periods are written. */
const above = 24;
const below = 40;

/** Amounts and counts are compared by their height over zero; a share or a duration by how it moves. */
const standsOnZero = ({ unit }: KpiResult): boolean => unit === 'money' || unit === 'moneyPerDay' || unit === 'count';

const boundsOf = ({ target }: KpiResult): number[] =>
  [target?.atLeast, target?.atMost].filter((bound) => bound !== undefined);

/** The values that the plot reaches from and to. */
const reachOf = (kpi: KpiResult, values: readonly number[]): readonly [low: number, high: number] => {
  const shown = [
    ...values,
    ...boundsOf(kpi),
    ...(kpi.interval ? [kpi.interval.low, kpi.interval.high] : []),
    ...(standsOnZero(kpi) ? [0] : []),
  ];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  // A line of equal values runs through the middle.
  return low === high ? [low - 1, high + 1] : [low, high];
};

const some = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);

/** The last, the highest, the lowest and the first point, in this order. */
const telling = (points: readonly Point[]): Point[] => {
  const by = (isBetter: (a: Point, b: Point) => boolean): Point | undefined =>
    points.reduce<Point | undefined>(
      (best, one) => (best === undefined || isBetter(one, best) ? one : best),
      undefined,
    );
  const highest = by((a, b) => a.value > b.value);
  const lowest = by((a, b) => a.value < b.value);
  return [...new Set([...some(points.at(-1)), ...some(highest), ...some(lowest), ...some(points[0])])];
};

interface Drawing {
  /** In pixels. */
  readonly height?: number;
  /** Whether each point is drawn, and tells its value where a pointer rests on it; else the last one alone is. */
  readonly hover?: boolean;
}

/** @returns `null` where there are fewer than two values to compare */
export const trendChartOf = (
  reading: Reading,
  kpi: KpiResult,
  { height = 160, hover = true }: Drawing = {},
): TrendChart | null => {
  const count = kpi.trend.length;
  const points = kpi.trend.flatMap(({ period, value }, index) => (value === null ? [] : [{ index, period, value }]));
  const [first, last] = [kpi.trend[0], kpi.trend.at(-1)];
  if (points.length < 2 || first === undefined || last === undefined) return null;
  const [low, high] = reachOf(
    kpi,
    points.map(({ value }) => value),
  );
  const plot = height - above - below;
  const yOf = (value: number): number => tenth(above + (plot * (high - value)) / (high - low));
  const xOf = (index: number): number => percent(index + 0.5, count);
  const tell = (value: number): string => reading.tell(kpi, value);
  const { target, interval } = boundSentences(reading, kpi);
  const bound = boundsOf(kpi)[0];
  const step = percent(1, count);
  return {
    label: [trendSentence(reading, kpi, points), target, interval].filter((one) => one !== null).join(' '),
    height,
    top: above,
    plot,
    line: points
      .map(({ index, value }, order) => {
        const isNext = points[order - 1]?.index === index - 1;
        return `${isNext ? 'L' : 'M'}${xOf(index)} ${tenth((100 * (yOf(value) - above)) / plot)}`;
      })
      .join(''),
    points: (hover ? points : points.filter(({ index }) => index === count - 1)).map(({ index, period, value }) => ({
      x: xOf(index),
      y: yOf(value),
      radius: index === count - 1 ? 5 : 2.5,
      last: index === count - 1,
      title: hover ? `${reading.periods.short(period, '')}: ${tell(value)}` : null,
    })),
    zero: standsOnZero(kpi) ? yOf(0) : null,
    target: bound === undefined ? null : { y: yOf(bound), title: hover ? target : null },
    interval: kpi.interval && {
      x: tenth(100 - step),
      y: yOf(kpi.interval.high),
      width: step,
      height: Math.max(2, tenth(yOf(kpi.interval.low) - yOf(kpi.interval.high))),
      title: hover ? interval : null,
    },
    marks: marksOf(
      telling(points).map(({ index, value }) => ({ x: xOf(index), y: yOf(value), text: tell(value) })),
      points.map(({ index, value }) => ({ x: xOf(index), y: yOf(value) })),
      bound === undefined ? [] : [yOf(bound)],
      height - 20,
    ),
    foot: height - 4,
    from: reading.periods.short(first.period, ''),
    to: reading.periods.short(last.period, ''),
  };
};

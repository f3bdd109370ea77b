import type { KpiResult } from '../domain/reviews/document.ts';
import type { Reading } from './reading.ts';
import type { TrendView } from './trend.ts';

/** A trend as rectangles of an SVG; all numbers are in its own units, stretched to whatever size it is shown in. */
export interface Chart {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** Width of a bar. */
  readonly bar: number;
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly height: number;
    readonly tone: 'accent' | 'past';
    readonly title: string;
  }[];
  readonly target: { readonly y: number } | null;
  readonly from: string;
  readonly to: string;
}

const height = 100;
const step = 10;
const bar = 7.5;

const short = (value: number): number => Math.round(value * 10) / 10;

export const chartOf = (
  reading: Reading,
  kpi: KpiResult,
  { bars, above, target, label, from, to }: TrendView,
): Chart => ({
  label,
  width: bars.length * step - (step - bar),
  height,
  bar,
  bars: bars.flatMap(({ up, down, known, last, period, value }, index) =>
    known
      ? [
          {
            x: index * step,
            y: short((above - up) * height),
            // A value of 0 is a line on the ground.
            height: Math.max(1, short((up + down) * height)),
            tone: last ? ('accent' as const) : ('past' as const),
            title: `${reading.periods.short(period, '')}: ${reading.tell(kpi, value ?? 0)}`,
          },
        ]
      : [],
  ),
  target: target === null ? null : { y: short((1 - target) * height) },
  from,
  to,
});

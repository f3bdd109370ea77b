import type { KpiResult } from '../../domain/reviews/document.ts';
import type { Reading } from '../reading.ts';
import { targetOf } from '../target.ts';

/** What bounds a value in its chart, a sentence each. */
export interface BoundSentences {
  /** `Target: at least 30 %.` */
  readonly target: string | null;
  /** `95 % interval: 22.2 % to 35.8 %.` */
  readonly interval: string | null;
}

export const boundSentences = (reading: Reading, kpi: KpiResult): BoundSentences => {
  const { say } = reading.language;
  const target = targetOf(reading, kpi);
  const { interval } = kpi;
  return {
    target: target && say('charts.target', { target: target.words }),
    interval:
      interval &&
      say('charts.interval', { low: reading.tell(kpi, interval.low), high: reading.tell(kpi, interval.high) }),
  };
};

/** @param points the periods that have a value, at least one */
export const trendSentence = (
  reading: Reading,
  kpi: KpiResult,
  points: readonly { readonly period: string; readonly value: number }[],
): string => {
  const tell = (value: number): string => reading.tell(kpi, value);
  const short = (period = ''): string => reading.periods.short(period, '');
  const values = points.map(({ value }) => value);
  return reading.language.say('charts.trend', {
    name: reading.nameOf(kpi.id),
    first: tell(values[0] ?? 0),
    firstPeriod: short(points[0]?.period),
    last: tell(values.at(-1) ?? 0),
    lastPeriod: short(points.at(-1)?.period),
    lowest: tell(Math.min(...values)),
    highest: tell(Math.max(...values)),
  });
};

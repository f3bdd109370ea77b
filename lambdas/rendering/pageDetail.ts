import type { KpiResult } from '../domain/reviews/document.ts';
import { breakdownsOf } from './breakdowns.ts';
import { segmentBarsOf } from './charts/segmentBars.ts';
import { boundSentences } from './charts/sentences.ts';
import { trendChartOf } from './charts/trend.ts';
import { kpiDetailOf } from './kpiView.ts';
import type { Reading } from './reading.ts';

/** How much the page tells behind each number. */
export interface PageDetail {
  /** Rows of each breakdown at most, and breakdowns of each KPI. */
  readonly rows: number;
  readonly breakdowns: number;
  readonly history: boolean;
  /** Whether the table draws trends small; the cards always do. */
  readonly sparks: boolean;
  /** Whether what stands behind a number draws its trend; `bounded` where there is a target or an interval to show. */
  readonly charts: 'all' | 'bounded' | 'none';
}

const factOf = (name: string, value: string | null) => (value === null ? [] : [{ name, value, full: null }]);

/** What is drawn beside the line. */
const legendOf = (reading: Reading, kpi: KpiResult): string | null => {
  const { target, interval } = boundSentences(reading, kpi);
  return [target, interval].filter((one) => one !== null).join(' ') || null;
};

/** The periods of a KPI that have a value, where there are several. */
const historyOf = ({ periods, figures, tell }: Reading, kpi: KpiResult) => {
  const past = kpi.trend.flatMap(({ period, value, n }) => (value === null ? [] : [{ period, value, n }]));
  return past.length < 2
    ? null
    : past.map(({ period, value, n }) => ({
        period: periods.short(period, ''),
        value: tell(kpi, value),
        n: figures.full(n, 'count'),
      }));
};

/** How a KPI is defined and what stands behind its value. */
export const pageDetailOf = (reading: Reading, kpi: KpiResult, detail: PageDetail) => {
  const { rows, history, charts } = detail;
  const { language } = reading;
  const { definition, formula, source, basis, interval, companions, name } = kpiDetailOf(reading, kpi);
  const breakdowns = rows === 0 ? [] : breakdownsOf(reading, kpi, rows, detail.breakdowns);
  const legend = legendOf(reading, kpi);
  const isDrawn = kpi.value !== null && (charts === 'all' || (charts === 'bounded' && legend !== null));
  return {
    name,
    summary: formula ?? language.say('page.counted'),
    definition,
    facts: [
      ...factOf(language.say('page.basis'), basis),
      ...factOf(language.say('page.interval'), interval),
      ...companions.map((one) => ({ ...one, full: one.full === one.value ? null : one.full })),
      ...factOf(language.say('page.source'), source),
    ],
    chart: isDrawn ? trendChartOf(reading, kpi, { hover: false }) : null,
    legend,
    historyOf: language.say('page.historyOf', { name }),
    history: history ? historyOf(reading, kpi) : null,
    breakdowns: breakdowns.map((breakdown) => segmentBarsOf(language, breakdown)),
  };
};

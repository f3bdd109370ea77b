import { type TrendChart, trendChartOf } from './charts/trend.ts';
import { kpiViewOf } from './kpiView.ts';
import { badgeOf, targetLineOf } from './parts.ts';
import { headlinesOf, kpisOf } from './reader.ts';
import { readingOf } from './reading.ts';
import type { Rendered } from './render.ts';

/** The reader's KPIs over time, the headlines first, with a table of the same. */
export const trendsOf = (rendered: Rendered) => {
  const reading = readingOf(rendered);
  const { language, periods } = reading;
  const { say } = language;
  const kpis = kpisOf(rendered).filter(({ value }) => value !== null);
  const leading = headlinesOf(kpis);
  const ordered = [...leading, ...kpis.filter((kpi) => !leading.includes(kpi))];
  const told = kpis.filter(({ target }) => target?.status != null);
  const met = told.filter(({ target }) => target?.status === 'met').length;
  const columns = [...new Set(kpis.flatMap(({ trend }) => trend.map(({ period }) => period)))].sort();
  const charts = ordered.flatMap((kpi) => {
    const chart: TrendChart | null = trendChartOf(reading, kpi, { hover: leading.includes(kpi) });
    if (chart === null) return [];
    const view = kpiViewOf(reading, kpi);
    return [
      {
        name: view.fullName,
        value: view.value,
        full: view.full,
        badge: badgeOf(language, view),
        target: targetLineOf(language, view.target),
        chart,
      },
    ];
  });
  return {
    until: [
      say('workspacePage.trendsUntil', { period: reading.titleWithin }),
      ...(told.length > 0 ? [say('workspacePage.targetsMet', { met, count: told.length })] : []),
    ].join(' '),
    charts,
    columns: columns.map((period) => periods.short(period, '')),
    rows: ordered.map((kpi) => ({
      name: reading.nameOf(kpi.id),
      values: columns.map((period) => {
        const value = kpi.trend.find((point) => point.period === period)?.value ?? null;
        return value === null ? say('values.none') : reading.tell(kpi, value);
      }),
    })),
  };
};

import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionsOf } from './breakdowns.ts';
import type { PageDetail } from './pageDetail.ts';

/** Bytes of what stands in a page, a little less than it mostly takes with its words. */
const bytes = { page: 25_000, kpi: 1_190, spark: 250, chart: 690, month: 70, breakdown: 75, row: 206 };

/** What of a KPI decides how much of a page it takes. */
interface Extent {
  readonly points: number;
  readonly isBounded: boolean;
  /** Of each dimension with several, how many segments have a value, dimensions in the order in which they are told. */
  readonly segments: readonly number[];
}

const extentOf = (kpi: KpiResult): Extent => {
  const counts = new Map<string, number>();
  for (const { by, value } of kpi.segments) if (value !== null) counts.set(by, (counts.get(by) ?? 0) + 1);
  return {
    points: kpi.trend.filter(({ value }) => value !== null).length,
    isBounded: kpi.interval !== null || kpi.target !== null,
    segments: dimensionsOf(kpi)
      .map((by) => counts.get(by) ?? 0)
      .filter((count) => count > 1),
  };
};

const weightOf = ({ points, isBounded, segments }: Extent, detail: PageDetail): number => {
  const isDrawn = points > 1 && (detail.charts === 'all' || (detail.charts === 'bounded' && isBounded));
  const told = detail.rows === 0 ? [] : segments.slice(0, detail.breakdowns);
  return told.reduce(
    (sum, count) => sum + bytes.breakdown + Math.min(count, detail.rows) * bytes.row,
    bytes.kpi +
      (detail.sparks && points > 1 ? bytes.spark : 0) +
      (isDrawn ? bytes.chart : 0) +
      (detail.history && points > 1 ? points * bytes.month : 0),
  );
};

/** Makes what tells about how many bytes a page of these KPIs takes, without making it. */
export const pageWeights = (kpis: readonly KpiResult[]): ((detail: PageDetail) => number) => {
  const extents = kpis.filter(({ value }) => value !== null).map(extentOf);
  return (detail) => extents.reduce((sum, extent) => sum + weightOf(extent, detail), bytes.page);
};

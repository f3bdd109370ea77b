import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionsOf } from './breakdowns.ts';
import type { PageDetail } from './pageDetail.ts';

/** Bytes of what stands in a page, a little less than it mostly takes with its words. */
const bytes = { page: 25_000, kpi: 1_190, spark: 250, chart: 690, month: 70, breakdown: 75, row: 206 };

const rowsIn = (kpi: KpiResult, { rows, breakdowns }: PageDetail): readonly number[] =>
  rows === 0
    ? []
    : dimensionsOf(kpi)
        .map((by) => kpi.segments.filter((segment) => segment.by === by && segment.value !== null).length)
        .filter((count) => count > 1)
        .slice(0, breakdowns)
        .map((count) => Math.min(count, rows));

const weightOf = (kpi: KpiResult, detail: PageDetail): number => {
  const points = kpi.trend.filter(({ value }) => value !== null).length;
  const isBounded = kpi.interval !== null || kpi.target !== null;
  const isDrawn = points > 1 && (detail.charts === 'all' || (detail.charts === 'bounded' && isBounded));
  return rowsIn(kpi, detail).reduce(
    (sum, rows) => sum + bytes.breakdown + rows * bytes.row,
    bytes.kpi +
      (detail.sparks && points > 1 ? bytes.spark : 0) +
      (isDrawn ? bytes.chart : 0) +
      (detail.history && points > 1 ? points * bytes.month : 0),
  );
};

/** About how many bytes a page takes, told without making it. */
export const pageWeight = (kpis: readonly KpiResult[], detail: PageDetail): number =>
  kpis.filter(({ value }) => value !== null).reduce((sum, kpi) => sum + weightOf(kpi, detail), bytes.page);

import type { KpiResult } from '../domain/reviews/document.ts';
import { monthsOf } from './months.ts';
import type { Reading } from './reading.ts';

/** The months of a quarter or a year side by side, a KPI a row; `null` of a review that has none. */
export const pageMonthsOf = (reading: Reading, kpis: readonly KpiResult[]) => {
  const told = kpis.flatMap((kpi) => {
    const months = kpi.value === null ? null : monthsOf(reading, kpi);
    return months ? [{ name: reading.nameOf(kpi.id), months }] : [];
  });
  const [first] = told;
  return first
    ? {
        title: first.months.title,
        columns: first.months.cells.map(({ name }) => name),
        rows: told.map(({ name, months }) => ({ name, met: months.met, cells: months.cells })),
      }
    : null;
};

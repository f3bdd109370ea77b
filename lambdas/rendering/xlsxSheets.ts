import type { KpiResult, TrendPoint } from '../domain/reviews/document.ts';
import { dimensionName, segmentName } from './breakdowns.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';
import type { Sheet } from './xlsx/sheet.ts';
import { numberCells } from './xlsxFormats.ts';
import { headed, kpiSheet, type Making } from './xlsxKpiSheet.ts';

/** A row a KPI, a column a period: the form that charts are made from. */
const periodSheet = ({ reading, numbers, kpis }: Making, of: 'trend' | 'months'): Sheet => {
  const { say } = reading.language;
  const pointsOf = (kpi: KpiResult): readonly TrendPoint[] => kpi[of] ?? [];
  const periods = [...new Set(kpis.flatMap((kpi) => pointsOf(kpi).map(({ period }) => period)))].sort();
  const rows = kpis
    .filter((kpi) => pointsOf(kpi).length > 0)
    .map((kpi) => {
      const cells = numbers.ofKpi(kpi);
      const values = new Map(pointsOf(kpi).map(({ period, value }) => [period, value]));
      const told = periods.map((period) => cells.value(values.get(period) ?? null));
      return [reading.nameOf(kpi.id), cells.name, ...told, kpi.id];
    });
  const told = periods.map((period) => reading.periods.short(period, ''));
  const header = [say('table.name'), say('files.columns.unit'), ...told, say('files.columns.kpi')];
  return { name: say(`files.sheets.${of}`), rows: [headed(reading, header), ...rows] };
};

const segmentSheet = ({ reading, numbers, kpis }: Making): Sheet => {
  const { say } = reading.language;
  const header = [
    say('table.name'),
    say('files.columns.by'),
    say('files.columns.label'),
    reading.title,
    say('files.columns.unit'),
    say('files.columns.numerator'),
    say('files.columns.denominator'),
    say('files.columns.n'),
    say('files.columns.key'),
    say('files.columns.kpi'),
  ];
  const rows = kpis.flatMap((kpi) => {
    const cells = numbers.ofKpi(kpi);
    return kpi.segments.map((segment) => [
      reading.nameOf(kpi.id),
      dimensionName(reading, segment.by),
      segmentName(reading, segment),
      cells.value(segment.value),
      cells.name,
      numbers.count(segment.numerator),
      numbers.count(segment.denominator),
      numbers.count(segment.n),
      clean(segment.key ?? '', 200),
      kpi.id,
    ]);
  });
  return { name: say('files.sheets.segments'), rows: [headed(reading, header), ...rows] };
};

const definitionSheet = ({ reading, kpis }: Making): Sheet => {
  const { say } = reading.language;
  const header = [
    say('table.name'),
    say('files.columns.definition'),
    say('page.counted'),
    say('files.columns.category'),
    say('files.columns.better'),
    say('files.columns.kpi'),
  ];
  const rows = kpis.map(({ id, category, better }) => [
    reading.nameOf(id),
    reading.definitionOf(id),
    reading.formulaOf(id),
    say(`categories.${category}`),
    say(`files.better.${better}`),
    id,
  ]);
  return { name: say('files.sheets.definitions'), rows: [headed(reading, header), ...rows] };
};

/** The sheets of a review for its reader: KPIs, the months of a quarter or a year, trend, segments, definitions. */
export const sheetsOf = (reading: Reading, kpis: readonly KpiResult[]): Sheet[] => {
  const numbers = numberCells(reading);
  const making = { reading, numbers, kpis };
  const hasMonths = kpis.some(({ months = [] }) => months.length > 0);
  return [
    kpiSheet(making),
    ...(hasMonths ? [periodSheet(making, 'months')] : []),
    periodSheet(making, 'trend'),
    segmentSheet(making),
    definitionSheet(making),
  ];
};

import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionName, labelOf, segmentName } from './breakdowns.ts';
import { clean } from './language/clean.ts';
import { kpisOf } from './reader.ts';
import { type Reading, readingOf } from './reading.ts';
import type { Rendered } from './render.ts';
import { type Row, rowColumns, rowsOf } from './rows.ts';

/** What a row is of, beside its KPI: a segment, a companion, the kind of a target. */
const partOf = ({ language }: Reading, { section, key, label }: Row): string => {
  if (section === 'companion') return language.find(`companions.${key}`) ?? clean(key, 40);
  if (section === 'target') return language.find(`files.columns.${key}`) ?? key;
  return label;
};

/** Segments as their reader knows them: those that have no key, and the rest, are named, too. */
const named = (reading: Reading, kpi: KpiResult): KpiResult => ({
  ...kpi,
  ...(kpi.of && { of: { ...kpi.of, label: labelOf(reading, kpi.of.by, kpi.of) } }),
  segments: kpi.segments.map((segment) => ({ ...segment, label: segmentName(reading, segment) })),
});

/** The rows of a review in its reader's words; ids, keys and numbers as they are. */
export const wordedRows = (
  rendered: Rendered,
): {
  readonly header: readonly string[];
  readonly rows: readonly Row<string, string>[];
  readonly locale: string;
} => {
  const reading = readingOf(rendered);
  const { say, locale } = reading.language;
  const kpis = kpisOf(rendered).map((kpi) => named(reading, kpi));
  const rows = rowsOf(rendered.document, kpis, reading.nameOf).map((row) => ({
    ...row,
    section: say(`files.sections.${row.section}`),
    by: row.by === '' ? '' : dimensionName(reading, row.by),
    label: partOf(reading, row),
    unit: say(`files.units.${row.unit}`),
  }));
  return { header: rowColumns.map((column) => say(`files.columns.${column}`)), rows, locale };
};

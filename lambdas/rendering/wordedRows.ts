import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionName } from './breakdowns.ts';
import { clean } from './language/clean.ts';
import { kpisOf } from './reader.ts';
import { type Reading, readingOf } from './reading.ts';
import type { Rendered } from './render.ts';
import { type Row, rowColumns, rowsOf } from './rows.ts';
import { segmentName } from './xlsxSheets.ts';

/** What a row is of, beside its KPI: a segment, a companion, the kind of a target. */
const labelOf = (reading: Reading, { section, key, label }: Row): string => {
  const { language } = reading;
  if (section === 'companion') return language.find(`companions.${key}`) ?? clean(key, 40);
  if (section === 'target') return language.find(`files.columns.${key}`) ?? key;
  return label;
};

/** Segments as their reader knows them: those that have no key, and the rest, are named, too. */
const named = (reading: Reading, kpi: KpiResult): KpiResult => ({
  ...kpi,
  segments: kpi.segments.map((segment) => ({ ...segment, label: segmentName(reading, segment) })),
});

/** The rows of a review in its reader's words; ids, keys, units and numbers as they are. */
export const wordedRows = (
  rendered: Rendered,
): { readonly header: readonly string[]; readonly rows: readonly Row<string>[]; readonly locale: string } => {
  const reading = readingOf(rendered);
  const { say, locale } = reading.language;
  const kpis = kpisOf(rendered).map((kpi) => named(reading, kpi));
  const rows = rowsOf(rendered.document, kpis, reading.nameOf).map((row) => ({
    ...row,
    section: say(`files.sections.${row.section}`),
    by: row.by === '' ? '' : dimensionName(reading, row.by),
    label: labelOf(reading, row),
  }));
  return { header: rowColumns.map((column) => say(`files.columns.${column}`)), rows, locale };
};

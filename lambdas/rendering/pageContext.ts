import type { KpiResult } from '../domain/reviews/document.ts';
import type { Breakdown } from './breakdowns.ts';
import { chartOf } from './chart.ts';
import { paletteOf } from './colour.ts';
import { type KpiView, kpiDetailOf } from './kpiView.ts';
import type { Language } from './language/language.ts';
import { badgeOf, comparisonCellOf, headingsOf, noteOf, remarksOf, targetLineOf, toned } from './parts.ts';
import type { Reading } from './reading.ts';
import { safeReference } from './url.ts';
import type { ReviewView } from './view.ts';

/** Addresses that the page links to: absolute, or paths on its own server. */
export interface PageLinks {
  readonly csv?: string;
  /** Where the records behind a KPI are: its id comes after, as `?kpi=`. */
  readonly records?: string;
  readonly preferences?: string;
  /** Other periods' reviews, named as the document names periods (`2026-09`), in the order shown. */
  readonly periods?: readonly { readonly period: string; readonly href: string }[];
}

/** How much the page tells behind each number. */
export interface PageDetail {
  /** Rows of each breakdown at most. */
  readonly rows: number;
  readonly history: boolean;
  /** Whether the table draws trends; the cards always do. */
  readonly charts: boolean;
}

const partsOf = ({ say }: Language, { title, rows, more }: Breakdown) => ({
  title,
  rows: rows.map(({ label, value, full, basis, share }) => ({
    label,
    value,
    full,
    basis,
    width: Math.round(share * 100),
  })),
  more: more > 0 ? say('page.moreRows', { count: more }) : null,
});

const detailOf = (reading: Reading, kpi: KpiResult, { rows, history }: PageDetail) => {
  const { language, periods } = reading;
  const { definition, formula, source, basis, interval, companions, breakdowns, name } = kpiDetailOf(
    reading,
    kpi,
    rows,
  );
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ name: label, value, full: value }]);
  const past = kpi.trend.filter(({ value }) => value !== null);
  return {
    name,
    summary: formula ?? language.say('page.counted'),
    definition,
    facts: [
      ...fact(language.say('page.basis'), basis),
      ...fact(language.say('page.interval'), interval),
      ...companions,
      ...fact(language.say('page.source'), source),
    ],
    history:
      history && past.length > 1
        ? past.map(({ period, value }) => ({ period: periods.short(period, ''), value: reading.tell(kpi, value ?? 0) }))
        : null,
    breakdowns: breakdowns.map((breakdown) => partsOf(language, breakdown)),
  };
};

const rowOf = (reading: Reading, kpi: KpiView, result: KpiResult, { records }: PageLinks, detail: PageDetail) => {
  const { language } = reading;
  return {
    id: `kpi-${encodeURIComponent(kpi.id)}`,
    name: kpi.name,
    records: records === undefined ? null : safeReference(`${records}?${new URLSearchParams({ kpi: kpi.id })}`),
    note: noteOf(kpi),
    value: kpi.value,
    full: kpi.full,
    previous: comparisonCellOf(language, kpi.previous),
    lastYear: comparisonCellOf(language, kpi.lastYear),
    target: kpi.target
      ? { ...toned(kpi.target.tone), text: kpi.target.text, word: kpi.target.word }
      : { ...toned('neutral'), text: language.say('values.none'), word: null },
    chart: detail.charts && kpi.trend ? chartOf(reading, result, kpi.trend) : null,
    detail: detailOf(reading, result, detail),
  };
};

/** What `page.hbs` is filled with. */
export const pageContextOf = (
  view: ReviewView,
  reading: Reading,
  kpis: readonly KpiResult[],
  links: PageLinks,
  detail: PageDetail,
) => {
  const { language, periods } = reading;
  const { say } = language;
  const all = view.groups.flatMap((group) => group.kpis);
  const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  const headings = headingsOf(language);
  const target = all.some((kpi) => kpi.target !== null) ? say('table.target') : null;
  const trend = detail.charts && all.some((kpi) => kpi.trend !== null) ? say('table.trend') : null;
  const of = <T>(id: string, make: (result: KpiResult) => T): T[] => {
    const result = byId.get(id);
    return result ? [make(result)] : [];
  };
  return {
    ...paletteOf(reading.rendered.configuration.brand?.colour),
    lang: view.locale,
    direction: view.direction,
    title: view.title,
    workspace: view.workspace,
    meta: view.meta,
    headline: view.headline,
    notices: view.notices,
    warnings: view.warnings,
    empty: view.empty,
    cards: view.cards.flatMap((kpi) =>
      of(kpi.id, (result) => ({
        name: kpi.fullName,
        value: kpi.value,
        full: kpi.full,
        badge: badgeOf(language, kpi),
        target: targetLineOf(language, kpi.target),
        chart: kpi.trend && chartOf(reading, result, kpi.trend),
      })),
    ),
    highlights: view.highlights,
    versus: view.versus,
    columns: 2 + [view.versus.previous, view.versus.lastYear, target, trend].filter((one) => one !== null).length,
    groups: view.groups.map(({ title, kpis: members }) => ({
      title,
      kpis: members.flatMap((kpi) => of(kpi.id, (result) => rowOf(reading, kpi, result, links, detail))),
    })),
    missingTitle: view.missingTitle,
    missing: view.missing.map(({ reason, kpis: ids }) => ({
      reason,
      kpis: ids.flatMap((id) => of(id, (result) => detailOf(reading, result, detail))),
    })),
    howToSend: view.howToSend,
    breakdowns: view.breakdowns.map((breakdown) => partsOf(language, breakdown)),
    restatements: view.about.restatements,
    about: remarksOf(view.about),
    why: view.why,
    links: {
      csv: links.csv === undefined ? null : safeReference(links.csv),
      preferences: links.preferences === undefined ? null : safeReference(links.preferences),
      periods: (links.periods ?? [])
        .filter(({ period }) => period !== reading.rendered.document.period)
        .map(({ period, href }) => ({
          name: periods.long(period),
          href: safeReference(href),
        })),
    },
    labels: { ...headings, target, trend },
  };
};

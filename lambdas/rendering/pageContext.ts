import type { KpiResult } from '../domain/reviews/document.ts';
import { figuresOfPage } from './charts/figures.ts';
import { movedBarsOf } from './charts/movedBars.ts';
import { segmentBarsOf } from './charts/segmentBars.ts';
import { sparkOf } from './charts/spark.ts';
import { trendChartOf } from './charts/trend.ts';
import { paletteOf } from './colour.ts';
import type { KpiView } from './kpiView.ts';
import { type PageDetail, pageDetailOf } from './pageDetail.ts';
import { pageMonthsOf } from './pageMonths.ts';
import { type OtherReview, pathsOf } from './pagePeriods.ts';
import { type Chosen, segmentOf } from './pageSegment.ts';
import { badgeOf, comparisonCellOf, headingsOf, noteOf, remarksOf, targetLineOf, toned } from './parts.ts';
import type { Reading } from './reading.ts';
import { asking, safeReference } from './url.ts';
import type { ReviewView } from './view.ts';

/** Addresses that the page links to: absolute, or paths on its own server. */
export interface PageLinks {
  readonly csv?: string;
  readonly xlsx?: string;
  /** The page itself, which takes `?by=` and `?key=`: without it no segment can be chosen. */
  readonly page?: string;
  /** What else the address of the page asks for, and has to go on asking for. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Where the records behind a KPI are: its id is asked there, as `kpi=`. */
  readonly records?: string;
  readonly preferences?: string;
  /** The page of the workspace, for who may open it. */
  readonly workspace?: string;
  /** The reader's other reviews. */
  readonly periods?: readonly OtherReview[];
}

const recordsOf = ({ records }: PageLinks, kpi: string): string | null =>
  records === undefined ? null : safeReference(asking(records, { kpi }));

const rowOf = (reading: Reading, kpi: KpiView, result: KpiResult, links: PageLinks, detail: PageDetail) => {
  const { language } = reading;
  return {
    id: `kpi-${encodeURIComponent(kpi.id)}`,
    name: kpi.name,
    records: recordsOf(links, kpi.id),
    note: noteOf(kpi),
    value: kpi.value,
    full: kpi.full === kpi.value ? null : kpi.full,
    previous: comparisonCellOf(language, kpi.previous),
    lastYear: comparisonCellOf(language, kpi.lastYear),
    target: kpi.target
      ? { ...toned(kpi.target.tone), text: kpi.target.text, word: kpi.target.word }
      : { ...toned('neutral'), text: language.say('values.none'), word: null },
    spark: detail.sparks && kpi.trend ? sparkOf(kpi.trend) : null,
    detail: pageDetailOf(reading, result, detail),
  };
};

const safe = (address: string | undefined): string | null => (address === undefined ? null : safeReference(address));

const labelsOf = (reading: Reading, links: PageLinks) => {
  const { say } = reading.language;
  return {
    ...headingsOf(reading.language),
    xlsx: say('links.xlsx'),
    skip: say('page.skip'),
    leading: say('page.leading'),
    records: links.records === undefined ? null : say('page.records'),
    period: say('page.period'),
    cases: say('page.cases'),
  };
};

/** How to read the charts, where there are any. */
const readingOfCharts = (reading: Reading, view: ReviewView): string[] => {
  const drawn = view.groups.flatMap(({ kpis }) => kpis).find(({ trend }) => trend !== null)?.trend;
  return drawn ? [reading.language.say('charts.reading', { from: drawn.from, to: drawn.to })] : [];
};

/** What `page.hbs` is filled with. */
export const pageContextOf = (
  view: ReviewView,
  reading: Reading,
  kpis: readonly KpiResult[],
  { links, chosen }: { readonly links: PageLinks; readonly chosen: Chosen },
  detail: PageDetail,
) => {
  const { language } = reading;
  const { say } = language;
  const all = view.groups.flatMap((group) => group.kpis);
  const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  const target = all.some((kpi) => kpi.target !== null) ? say('table.target') : null;
  const trend = detail.sparks && all.some((kpi) => kpi.trend !== null) ? say('table.trend') : null;
  const of = <T>(id: string, make: (result: KpiResult) => T): T[] => {
    const result = byId.get(id);
    return result ? [make(result)] : [];
  };
  const { about } = view;
  const paths = pathsOf(reading, links.periods ?? []);
  const figures = figuresOfPage(reading, kpis);
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
    paths,
    hasPaths: links.workspace !== undefined || paths.groups.length > 0,
    cards: view.cards.flatMap((kpi) =>
      of(kpi.id, (result) => ({
        name: kpi.fullName,
        value: kpi.value,
        full: kpi.full,
        badge: badgeOf(language, kpi),
        target: targetLineOf(language, kpi.target),
        chart: trendChartOf(reading, result),
      })),
    ),
    highlights: view.highlights,
    moved: view.moved.map(movedBarsOf),
    movedHow: view.moved.some(({ rows }) => rows.some(({ parts }) => parts !== null)) ? say('moved.how') : null,
    versus: view.versus,
    columns: 2 + [view.versus.previous, view.versus.lastYear, target, trend].filter((one) => one !== null).length,
    groups: view.groups.map(({ title, kpis: members }) => ({
      title,
      kpis: members.flatMap((kpi) => of(kpi.id, (result) => rowOf(reading, kpi, result, links, detail))),
    })),
    months: pageMonthsOf(reading, kpis),
    segment:
      links.page === undefined
        ? null
        : segmentOf(reading, kpis, chosen, { page: links.page, kept: links.kept ?? {}, records: links.records }),
    figures,
    hasFigures: figures.bars.length + figures.distributions.length + view.breakdowns.length > 0,
    hasFiles: links.csv !== undefined || links.xlsx !== undefined,
    breakdowns: view.breakdowns.map((breakdown) => segmentBarsOf(language, breakdown)),
    missingTitle: view.missingTitle,
    missing: view.missing.map(({ reason, kpis: ids }) => ({
      reason,
      kpis: ids.flatMap((id) => of(id, (result) => pageDetailOf(reading, result, detail))),
    })),
    howToSend: view.howToSend,
    restatements: about.restatements,
    about: remarksOf({ ...about, bars: null, words: [...about.words, ...readingOfCharts(reading, view)] }),
    why: view.why,
    links: {
      csv: safe(links.csv),
      xlsx: safe(links.xlsx),
      preferences: safe(links.preferences),
      workspace: safe(links.workspace),
    },
    labels: { ...labelsOf(reading, links), target, trend },
  };
};

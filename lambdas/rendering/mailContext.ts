import type { Tone } from './change.ts';
import { paletteOf, pastBar, tones } from './colour.ts';
import type { ComparisonView, KpiView } from './kpiView.ts';
import type { Language } from './language/language.ts';
import type { MonthlyView } from './monthly.ts';
import type { MovedView } from './moved.ts';
import { badgeOf, comparisonCellOf, headingsOf, noteOf, remarksOf, targetLineOf, toned } from './parts.ts';
import type { Reading } from './reading.ts';
import type { Links } from './render.ts';
import { rowPeriods, type TrendView } from './trend.ts';
import { atUnsubscribe, safeImage, safeUrl } from './url.ts';
import type { ReviewView } from './view.ts';

/** How much of a review its mail tells; the rest is on the page, and the mail says so. */
export interface Detail {
  /** Whether the table draws trends; the cards always do. */
  readonly trends: boolean;
  /** Whether each month of a quarter says what became of its target, and the quarter stands beside them once more. */
  readonly words: boolean;
  /** Rows of the table at most. */
  readonly rows: number;
  /** Rows of the table of months at most. */
  readonly months: number;
  readonly breakdowns: number;
}

const all = Number.POSITIVE_INFINITY;

export const fullest: Detail = { trends: true, words: true, rows: all, months: all, breakdowns: 3 };

const wordless: Detail = { ...fullest, trends: false, words: false };

/**
 * From the fullest on: what a mail may leave to the page, the least missed first. What moved the numbers is short, and is
 * asked first: it stays.
 */
export const details: readonly [Detail, ...Detail[]] = [
  fullest,
  { ...fullest, trends: false },
  wordless,
  { ...wordless, months: 45 },
  { ...wordless, months: 30 },
  { ...wordless, months: 20, breakdowns: 1 },
  { ...wordless, months: 10, breakdowns: 1 },
  { ...wordless, rows: 50, months: 6, breakdowns: 0 },
  { ...wordless, rows: 30, months: 3, breakdowns: 0 },
  { ...wordless, rows: 10, months: 0, breakdowns: 0 },
];

interface Size {
  readonly height: number;
  /** Of a bar and the gap after it. */
  readonly step: number;
  readonly thick: number;
  /** So many bars, the newest. */
  readonly count: number;
}

const cardBars: Size = { height: 36, step: 12, thick: 9, count: all };
const rowBars: Size = { height: 20, step: 7, thick: 5, count: rowPeriods };

/** Cells and nothing else: what Outlook draws as every other does. The last one stands out. */
const barsOf = ({ bars, above, label }: TrendView, accent: string, { height, step, thick, count }: Size) => {
  // What was before anything was known is no gap.
  const known = bars.slice(bars.findIndex((bar) => bar.known));
  const shown = known.slice(-Math.min(count, known.length));
  const upHeight = Math.round(above * height);
  const side = (room: number, shareOf: (bar: TrendView['bars'][number]) => number | null) => ({
    height: room,
    bars: shown.map((bar) => {
      const share = shareOf(bar);
      const size = share === null ? null : Math.max(1, Math.round(share * height));
      return { size, step, thick, colour: bar.last ? accent : pastBar };
    }),
  });
  return {
    label,
    width: shown.length * step,
    // A value of 0 is a line on the ground; no value is nothing.
    up: side(upHeight, ({ known: told, up, down }) => (told && down === 0 ? up : null)),
    down: above < 1 ? side(height - upHeight, ({ down }) => (down > 0 ? down : null)) : null,
  };
};

/** In px: a card's value, never broken, is as large as its width of 163 px lets it be: `RM 1.24 juta` is long. */
const sizeOf = (value: string): number => {
  // Capitals are wide: `1,24 M BRL`.
  const letters = value.length + value.replace(/\P{Lu}/gu, '').length;
  return letters <= 11 ? 28 : letters <= 14 ? 22 : 18;
};

/** What it was, and under it how this period differs: by how much, where that says something, else why it does not. */
const comparedOf = (language: Language, comparison: ComparisonView | null) => {
  const { tone, ink, text, word } = comparisonCellOf(language, comparison);
  if (comparison === null) return { tone, ink, value: text, change: null };
  const change = tone === 'neutral' ? (word ?? text) : [text, word].filter(Boolean).join(' · ');
  return { tone, ink, value: comparison.value, change };
};

const rowOf = (language: Language, kpi: KpiView, accent: string | null) => ({
  name: kpi.name,
  note: noteOf(kpi),
  value: kpi.value,
  target: kpi.target && {
    ...toned(kpi.target.tone),
    text: [kpi.target.text, kpi.target.word].filter(Boolean).join(' · '),
  },
  previous: comparedOf(language, kpi.previous),
  lastYear: { ...comparedOf(language, kpi.lastYear), label: kpi.lastYear?.period ?? null },
  trend: accent !== null && kpi.trend ? barsOf(kpi.trend, accent, rowBars) : null,
});

/** The groups' first `rows` KPIs. @param accent of the trends, where they are drawn */
const groupsOf = (language: Language, view: ReviewView, rows: number, accent: string | null) => {
  let left = rows;
  return view.groups.flatMap(({ title, kpis }) => {
    const shown = kpis.slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ title, kpis: shown.map((kpi) => rowOf(language, kpi, accent)) }];
  });
};

const inked = <T extends { readonly tone: Tone }>(one: T) => ({ ...one, ink: tones[one.tone].ink });

/** Of a year two lines of six months. */
const halves = <T>(cells: readonly T[]): T[][] => [cells.slice(0, 6), cells.slice(6)];

/** Of a year its words are what the best and the worst month were: only what a quarter has twice goes. */
const tableOf = ({ columns, whole, rows }: MonthlyView['table'], { words, months }: Detail) => ({
  columns,
  whole: words ? whole : null,
  rows: rows.slice(0, months).map(({ name, met, cells, whole: told }) => ({
    name,
    met,
    whole: words ? told : null,
    cells: cells.map((cell) => inked(words ? cell : { ...cell, target: null })),
  })),
});

const monthlyOf = ({ title, grids, table }: MonthlyView, detail: Detail, moreOf: MoreOf) => ({
  title,
  grids: grids.map(({ name, about, cells }) => ({ name, about, rows: halves(cells.map(inked)) })),
  table: table.rows.length > 0 && detail.months > 0 && tableOf(table, detail),
  more: moreOf(table.rows.length, detail.months),
});

/** A bar that grows from the middle: to the left what took away, to the right what added. */
const movedRowOf = ({ label, size, parts, share }: MovedView['rows'][number], tint: string) => {
  const width = Math.max(1, Math.round(Math.abs(share) * 50));
  const before = share < 0 ? 50 - width : 50;
  return { label, size, parts, width, before, after: 100 - before - width, colour: share < 0 ? pastBar : tint };
};

const movedOf = (moved: readonly MovedView[], tint: string) =>
  moved.map(({ title, change, tone, rows }) => ({
    ...inked({ tone, title, change }),
    rows: rows.map((row) => movedRowOf(row, tint)),
  }));

/** What is said of those beyond `most`; `null` where there are none. */
type MoreOf = (count: number, most: number) => string | null;

/** Letters that a line of the header has room for. */
const headerLetters = 64;

/** What `review.mjml` is filled with. */
export const mailContextOf = (view: ReviewView, { language, rendered }: Reading, links: Links, detail: Detail) => {
  const { say } = language;
  const palette = paletteOf(rendered.configuration.brand?.colour);
  const kpis = view.groups.flatMap((group) => group.kpis);
  const trends = detail.trends && kpis.some(({ trend }) => trend !== null);
  const { about } = view;
  const { moved } = view;
  const moreOf: MoreOf = (count, most) => (count > most ? say('table.more', { count: count - most }) : null);
  return {
    pastBar,
    lang: view.locale,
    direction: view.direction,
    start: view.direction === 'rtl' ? 'right' : 'left',
    end: view.direction === 'rtl' ? 'left' : 'right',
    title: view.title,
    preheader: view.preheader,
    workspace: view.workspace,
    logo: safeImage(rendered.configuration.brand?.logo),
    meta: view.meta,
    stacked: view.workspace.length + view.meta.length > headerLetters,
    headline: view.headline,
    warning: tones.warning,
    notices: view.notices,
    warnings: view.warnings,
    empty: view.empty,
    cards: view.cards.map((kpi) => ({
      name: kpi.fullName,
      value: kpi.value,
      size: sizeOf(kpi.value),
      badge: badgeOf(language, kpi),
      target: targetLineOf(language, kpi.target),
      trend: kpi.trend && barsOf(kpi.trend, palette.accent, cardBars),
    })),
    highlights: view.highlights.map(({ tone, symbol, text }) => ({ tone, symbol, text, ink: tones[tone].ink })),
    groups: groupsOf(language, view, detail.rows, trends ? palette.accent : null),
    beside: view.beside,
    columns: 2 + Number(view.beside.previous !== null) + Number(view.beside.lastYear !== null) + Number(trends),
    more: moreOf(kpis.length, detail.rows),
    // On a phone, so many to a line.
    monthKind: view.months?.table.columns.length === 3 ? 'third' : 'half',
    monthly: view.months && monthlyOf(view.months, detail, moreOf),
    moved: movedOf(moved, palette.tint),
    movedHow: moved.some(({ rows }) => rows.some(({ parts }) => parts !== null)) ? say('moved.how') : null,
    missingTitle: view.missingTitle,
    missing: view.missing,
    howToSend: view.howToSend,
    hasBreakdowns: view.breakdowns.length > 0,
    breakdowns: view.breakdowns.slice(0, detail.breakdowns).map(({ title, rows, more }) => ({
      title,
      rows: rows.map(({ label, value, basis, share }) => ({ label, value, basis, width: Math.round(share * 100) })),
      more: more > 0 ? say('breakdowns.more', { count: more }) : null,
    })),
    moreBreakdowns: moreOf(view.breakdowns.length, detail.breakdowns),
    restatements: about.restatements,
    about: remarksOf(about),
    why: view.why,
    links: {
      review: safeUrl(links.review),
      csv: safeUrl(links.csv),
      xlsx: safeUrl(links.xlsx),
      workspace: links.workspace === undefined ? null : safeUrl(links.workspace),
      preferences: safeUrl(links.preferences),
      unsubscribe: atUnsubscribe(links.unsubscribe),
    },
    labels: {
      ...headingsOf(language),
      target: kpis.some(({ target }) => target !== null) ? say('table.target') : null,
      trend: trends ? say('table.trend') : null,
    },
    ...palette,
  };
};

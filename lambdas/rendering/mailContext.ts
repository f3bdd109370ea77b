import { paletteOf, pastBar, tones } from './colour.ts';
import type { KpiView } from './kpiView.ts';
import type { Language } from './language/language.ts';
import { badgeOf, comparisonCellOf, headingsOf, noteOf, remarksOf, targetLineOf, toned } from './parts.ts';
import type { Reading } from './reading.ts';
import type { Links } from './render.ts';
import type { TrendView } from './trend.ts';
import { safeImage, safeUrl } from './url.ts';
import type { ReviewView } from './view.ts';

/** How much of a review its mail tells; the rest is on the page. */
export interface Detail {
  /** Whether the table draws trends; the cards always do. */
  readonly trends: boolean;
  /** Rows of the table at most. */
  readonly rows: number;
  readonly breakdowns: number;
}

interface Size {
  readonly kind: 'large' | 'small';
  readonly height: number;
  /** Of a bar and the gap after it. */
  readonly step: number;
}

const cardBars: Size = { kind: 'large', height: 36, step: 12 };
const rowBars: Size = { kind: 'small', height: 20, step: 4 };

/** The bars on one side of the zero line: their heights, or null where there is none. The last one stands out. */
interface Side {
  readonly height: number;
  readonly past: readonly (number | null)[];
  readonly last: number | null;
}

const barsOf = ({ bars, above, label }: TrendView, { kind, height, step }: Size) => {
  const upHeight = Math.round(above * height);
  const side = (room: number, shareOf: (bar: TrendView['bars'][number]) => number | null): Side => {
    const heights = bars.map(shareOf).map((share) => (share === null ? null : Math.max(1, Math.round(share * height))));
    return { height: room, past: heights.slice(0, -1), last: heights.at(-1) ?? null };
  };
  return {
    kind,
    label,
    width: bars.length * step,
    // A value of 0 is a line on the ground; no value is nothing.
    up: side(upHeight, ({ known, up, down }) => (known && down === 0 ? up : null)),
    down: above < 1 ? side(height - upHeight, ({ down }) => (down > 0 ? down : null)) : null,
  };
};

const rowOf = (language: Language, kpi: KpiView, trends: boolean) => ({
  name: kpi.name,
  note: noteOf(kpi),
  value: kpi.value,
  target: kpi.target && {
    ...toned(kpi.target.tone),
    text: [kpi.target.text, kpi.target.word].filter(Boolean).join(' · '),
  },
  previous: comparisonCellOf(language, kpi.previous),
  lastYear: comparisonCellOf(language, kpi.lastYear),
  trend: trends && kpi.trend ? barsOf(kpi.trend, rowBars) : null,
});

/** The groups' first `rows` KPIs. */
const groupsOf = (language: Language, view: ReviewView, { rows, trends }: Detail) => {
  let left = rows;
  return view.groups.flatMap(({ title, kpis }) => {
    const shown = kpis.slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ title, kpis: shown.map((kpi) => rowOf(language, kpi, trends)) }];
  });
};

/** What `review.mjml` is filled with. */
export const mailContextOf = (view: ReviewView, { language, rendered }: Reading, links: Links, detail: Detail) => {
  const { say } = language;
  const palette = paletteOf(rendered.configuration.brand?.colour);
  const all = view.groups.flatMap(({ kpis }) => kpis);
  const trends = detail.trends && all.some(({ trend }) => trend !== null);
  const { about } = view;
  return {
    ...palette,
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
    headline: view.headline,
    warning: tones.warning,
    notices: view.notices,
    warnings: view.warnings,
    empty: view.empty,
    cards: view.cards.map((kpi) => ({
      name: kpi.fullName,
      value: kpi.value,
      badge: badgeOf(language, kpi),
      target: targetLineOf(language, kpi.target),
      trend: kpi.trend && barsOf(kpi.trend, cardBars),
    })),
    highlights: view.highlights.map(({ tone, symbol, text }) => ({ tone, symbol, text, ink: tones[tone].ink })),
    groups: groupsOf(language, view, detail),
    versus: view.versus,
    columns: 2 + Number(view.versus.previous !== null) + Number(view.versus.lastYear !== null) + Number(trends),
    more: all.length > detail.rows ? say('table.more', { count: all.length - detail.rows }) : null,
    missingTitle: view.missingTitle,
    missing: view.missing,
    howToSend: view.howToSend,
    breakdowns: view.breakdowns.slice(0, detail.breakdowns).map(({ title, rows, more }) => ({
      title,
      rows: rows.map(({ label, value, basis, share }) => ({ label, value, basis, width: Math.round(share * 100) })),
      more: more > 0 ? say('breakdowns.more', { count: more }) : null,
    })),
    restatements: about.restatements,
    about: remarksOf(about),
    why: view.why,
    links: {
      review: safeUrl(links.review),
      csv: safeUrl(links.csv),
      preferences: safeUrl(links.preferences),
      unsubscribe: safeUrl(links.unsubscribe),
    },
    labels: {
      ...headingsOf(language),
      target: all.some(({ target }) => target !== null) ? say('table.target') : null,
      trend: trends ? say('table.trend') : null,
    },
  };
};

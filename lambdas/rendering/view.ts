import type { Category, KpiResult } from '../domain/reviews/document.ts';
import { type About, aboutOf } from './about.ts';
import { type Breakdown, tellingBreakdowns } from './breakdowns.ts';
import { type HighlightView, highlightsOf } from './highlights.ts';
import { type KpiView, kpiViewOf, scopeOf } from './kpiView.ts';
import { formatInstant } from './language/periods.ts';
import { howToSend, type MissingView, missingOf } from './missing.ts';
import { type MonthlyView, monthlyOf } from './monthly.ts';
import { type MovedView, movedOf } from './moved.ts';
import { openingOf } from './opening.ts';
import { headlinesOf, kpisOf } from './reader.ts';
import { type Reading, readingOf } from './reading.ts';
import type { Rendered } from './render.ts';
import { silenceOf } from './silence.ts';

/** KPIs of one category, in the reader's order. */
interface Group {
  readonly category: Category;
  readonly title: string;
  readonly kpis: readonly KpiView[];
}

/** A review, worded and formatted for one reader: all that templates have left to do is to place it. */
export interface ReviewView {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly workspace: string;
  readonly period: string;
  readonly role: string;
  /** `October 2026 · Sales` */
  readonly meta: string;
  /** What limits the whole review: its scope, a period that is not over. */
  readonly notices: readonly string[];
  /** What a reader must know before any number: sources of which nothing was heard. */
  readonly warnings: readonly string[];
  readonly subject: string;
  readonly preheader: string;
  readonly headline: string;
  /** Instead of numbers, where there are none at all. */
  readonly empty: { readonly text: string } | null;
  readonly cards: readonly KpiView[];
  readonly highlights: readonly HighlightView[];
  readonly groups: readonly Group[];
  /** Headers of the comparison columns, `vs Sep`; `null` where no KPI has one. */
  readonly versus: { readonly previous: string | null; readonly lastYear: string | null };
  /** Headers of the columns that tell those periods' values, `Sep`; `null` where no KPI has one. */
  readonly beside: { readonly previous: string | null; readonly lastYear: string | null };
  /** The months of a quarter or a year; `null` of another period. */
  readonly months: MonthlyView | null;
  readonly moved: readonly MovedView[];
  readonly breakdowns: readonly Breakdown[];
  readonly missing: readonly MissingView[];
  readonly missingTitle: string;
  readonly howToSend: string | null;
  readonly about: About;
  /** Why the reader gets this. */
  readonly why: string;
}

const groupsOf = ({ language }: Reading, views: ReadonlyMap<KpiResult, KpiView>): Group[] => {
  const categories = [...new Set([...views.keys()].map(({ category }) => category))];
  return categories.map((category) => ({
    category,
    title: language.say(`categories.${category}`),
    kpis: [...views].flatMap(([kpi, view]) => (kpi.category === category ? [view] : [])),
  }));
};

const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const columnsOf = (
  { language, periods, rendered }: Reading,
  kpis: readonly KpiResult[],
): Pick<ReviewView, 'versus' | 'beside'> => {
  const with_ = (kpi: KpiResult, which: 'previous' | 'lastYear'): string | undefined =>
    kpi[which]?.value == null ? undefined : kpi[which].period;
  // A year ago is the period before, where periods are years: one column says it.
  const lastYears = kpis.map((kpi) =>
    kpi.lastYear?.period === kpi.previous?.period ? undefined : with_(kpi, 'lastYear'),
  );
  const nameIn = (all: readonly (string | undefined)[]): string | null => {
    const period = all.find((one) => one !== undefined);
    return period === undefined ? null : periods.short(period, rendered.document.period);
  };
  const [previous, lastYear] = [nameIn(kpis.map((kpi) => with_(kpi, 'previous'))), nameIn(lastYears)];
  const versus = (period: string | null) => period && language.say('table.versus', { period });
  const heading = (period: string | null) => period && capital(period, language.locale);
  return {
    versus: { previous: versus(previous), lastYear: versus(lastYear) },
    beside: { previous: heading(previous), lastYear: heading(lastYear) },
  };
};

const noticesOf = (reading: Reading): string[] => {
  const {
    language,
    rendered: { document },
  } = reading;
  const scope = scopeOf(reading);
  return [
    ...(scope === null ? [] : [language.say('header.scope', { scope })]),
    ...(document.status === 'running'
      ? [language.say('header.running', { instant: formatInstant(language, document.computedAt, document.timeZone) })]
      : []),
  ];
};

const whyOf = (reading: Reading, role: string): string => {
  const [admin] = reading.rendered.configuration.admins;
  const values = { role, workspace: reading.workspace };
  return admin === undefined
    ? reading.language.say('footer.whyAlone', values)
    : reading.language.say('footer.why', { ...values, admin });
};

/** A review's view, with what it was worded by and from. */
export interface Viewed {
  readonly view: ReviewView;
  readonly reading: Reading;
  /** The reader's KPIs, in the reader's order. */
  readonly kpis: readonly KpiResult[];
}

export const viewOf = (rendered: Rendered): Viewed => {
  const reading = readingOf(rendered);
  const { language } = reading;
  const kpis = kpisOf(rendered);
  const known = kpis.filter(({ value }) => value !== null);
  const heard = known.filter(({ silent }) => !silent);
  const views = new Map(known.map((kpi) => [kpi, kpiViewOf(reading, kpi)]));
  const headlines = headlinesOf(kpis);
  const silence = silenceOf(reading, kpis);
  const isEmpty = known.length === 0 && silence.leading === null;
  const period = reading.title;
  const role = language.say(`roles.${rendered.reader.role}`);
  const view: ReviewView = {
    locale: language.locale,
    direction: language.direction,
    title: language.say('header.title', { workspace: reading.workspace, period, role }),
    workspace: reading.workspace,
    period,
    role,
    meta: language.say('header.meta', { period, role }),
    notices: noticesOf(reading),
    warnings: silence.notices,
    empty: isEmpty ? { text: language.say('empty.text', { period: reading.titleWithin }) } : null,
    cards: headlines.flatMap((kpi) => views.get(kpi) ?? []),
    highlights: highlightsOf(reading, kpis, silence.noticed),
    groups: groupsOf(reading, views),
    months: monthlyOf(reading, known, headlines.length),
    moved: movedOf(reading, heard),
    breakdowns: tellingBreakdowns(reading, [...new Set([...headlines.filter((kpi) => heard.includes(kpi)), ...heard])]),
    missing: missingOf(reading, kpis),
    missingTitle: language.say(isEmpty ? 'empty.next' : 'missing.title'),
    howToSend: howToSend(reading, kpis),
    about: aboutOf(reading, kpis, [...views.values()]),
    why: whyOf(reading, role),
    ...openingOf(reading, kpis, headlines, silence.leading),
    ...columnsOf(reading, known),
  };
  return { view, reading, kpis };
};

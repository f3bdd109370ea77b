import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import type { Reading } from './reading.ts';
import { sourceName } from './sources.ts';

/** What a reader is told of sources that were silent, before any number. */
export interface SilenceView {
  /** Ids of the sources that the notices name. */
  readonly noticed: readonly string[];
  readonly notices: readonly string[];
  /** `HubSpot and billing`, where a number that the reader is shown rests on nothing else; `null` where none does. */
  readonly leading: string | null;
}

/** The names of sources, `HubSpot and billing`, in the document's order. */
export const sourcesOf = ({ language, rendered }: Reading, sources: readonly string[]): string =>
  language.all(rendered.document.coverage.filter(({ source }) => sources.includes(source)).map(sourceName));

/** Those of some sources, in the document's order. */
const inOrder = ({ rendered }: Reading, among: ReadonlySet<string>): string[] =>
  rendered.document.coverage.map(({ source }) => source).filter((source) => among.has(source));

/** The sources of which a highlight says that they fell silent in this period. */
const fallenSilent = (highlights: readonly Highlight[]): string[] =>
  highlights.flatMap(({ kind, params: { source, silent, news } }) =>
    kind === 'gap' && silent === 1 && news === 1 && typeof source === 'string' ? [source] : [],
  );

/** That sources were silent, that what others sent could not be read, and whom to ask. */
const noticesOf = (reading: Reading, noticed: readonly string[]): string[] => {
  const { language, periods, rendered } = reading;
  const { document, configuration } = rendered;
  const [admin] = configuration.admins;
  if (noticed.length === 0) return [];
  const of = document.coverage.filter(({ source }) => noticed.includes(source));
  const silent = of.filter((coverage) => coverage.silent).map(({ source }) => source);
  const said = { sources: sourcesOf(reading, silent), count: silent.length, period: periods.long(document.period) };
  return [
    ...(silent.length > 0 ? [language.say('header.silent', said)] : []),
    ...of
      .filter((coverage) => !coverage.silent)
      .map((coverage) => {
        const source = sourceName(coverage);
        const { failed } = coverage;
        return failed === undefined
          ? language.say('header.unreadAll', { source })
          : language.say('header.unread', { source, failed });
      }),
    ...(admin === undefined ? [] : [language.say('header.silentAsk', { admin })]),
  ];
};

/**
 * Named are the sources that one of the reader's KPIs wholly rests on, and those that told of the period before: of one
 * that has long been silent beside others, such as a history that was imported once, it is enough to say it below.
 */
export const silenceOf = (reading: Reading, kpis: readonly KpiResult[]): SilenceView => {
  const isEmpty = kpis.every(({ value }) => value === null);
  const silent = (of: readonly KpiResult[]): string[] => of.flatMap((kpi) => kpi.silent ?? []);
  const leading = inOrder(reading, new Set(silent(kpis.filter(({ value }) => isEmpty || value !== null))));
  const fallen = fallenSilent(reading.rendered.document.highlights);
  const noticed = inOrder(reading, new Set([...silent(kpis), ...fallen]));
  return {
    noticed,
    notices: noticesOf(reading, noticed),
    leading: leading.length === 0 ? null : sourcesOf(reading, leading),
  };
};

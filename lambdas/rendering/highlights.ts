import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import { changeOf, type Tone } from './change.ts';
import { causeClause, changeClause, clauseOf, recordClause } from './clauses.ts';
import { type Fact, factsOf, isFact, isOnlyMet } from './facts.ts';
import { fullNameOf } from './kpiView.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { sourceName } from './sources.ts';

export interface HighlightView {
  readonly symbol: '▲' | '▼' | '✓' | '✗' | '!' | '•';
  readonly tone: Tone | 'warning';
  readonly text: string;
}

type Mark = Pick<HighlightView, 'symbol' | 'tone'>;

/** `Win rate fell by 2.1 pt, from 30.6 % (September) to 28.5 %`; `null` where there is no change to tell. */
const changedClause = (reading: Reading, { kpi }: Fact): string | null => {
  const { previous, value } = kpi;
  const change = changeOf(reading, kpi, previous);
  if (!change || !previous || value === null || change.direction === 'same') return null;
  const before = previous.value ?? 0;
  const told = {
    name: fullNameOf(reading, kpi, reading.nameOf(kpi.id)),
    size: change.size,
    previous: reading.tellApart(kpi, before, value),
    period: reading.periods.within(previous.period, reading.rendered.document.period),
    value: reading.tellApart(kpi, value, before),
  };
  const how = before === 0 ? 'fromZero' : change.direction === 'up' ? 'rose' : 'fell';
  return reading.language.say(`highlights.${how}`, told);
};

const markOf = (reading: Reading, { kind, kpi, record }: Fact): Mark => {
  if (kind === 'targetMet') return { symbol: '✓', tone: 'good' };
  if (kind === 'targetMissed') return { symbol: '✗', tone: 'bad' };
  const change = kind === 'changed' ? changeOf(reading, kpi, kpi.previous) : null;
  const isUp = change ? change.direction === 'up' : record === 'highest';
  const tone = change?.tone ?? (isUp === (kpi.better === 'higher') ? 'good' : 'bad');
  return { symbol: isUp ? '▲' : '▼', tone };
};

/** All that there is to say of a KPI, in one sentence; `null` where nothing is left of it. */
const sentenceOf = (reading: Reading, fact: Fact): HighlightView | null => {
  const { say } = reading.language;
  const isChange = fact.kind === 'changed';
  const told = isChange ? changedClause(reading, fact) : clauseOf(reading, fact);
  if (told === null) return null;
  const also = fact.isChanged && !isChange ? changeClause(reading, fact.kpi) : null;
  const details = [
    fact.isChanged ? causeClause(reading, fact) : null,
    // Of a record alone, that is the clause.
    fact.kind === 'record' ? null : recordClause(reading, fact),
  ];
  const clause = details.reduce<string>(
    (first, detail) => (detail === null ? first : say('highlights.detail', { clause: first, detail })),
    also === null ? told : say('highlights.also', { first: told, second: also }),
  );
  return { ...markOf(reading, fact), text: say('highlights.sentence', { clause }) };
};

const gapOf = (reading: Reading, { params }: Highlight): HighlightView | null => {
  const { language, periods, rendered } = reading;
  const coverage = rendered.document.coverage.find(({ source }) => source === params.source);
  if (!coverage) return null;
  const source = sourceName(coverage);
  const said = (text: string): HighlightView => ({ symbol: '!', tone: 'warning', text });
  if (coverage.silent)
    return said(language.say('highlights.silent', { source, period: periods.long(rendered.document.period) }));
  if (coverage.unread) return said(language.say('highlights.unread', { source }));
  const { failed = 0 } = coverage;
  return failed > 0 ? said(language.say('highlights.failed', { source, failed })) : null;
};

/** What a document says by itself is English. */
const ownWords = ({ language }: Reading, { text: words }: Pick<Highlight, 'text'>): HighlightView | null => {
  const text = /^en\b/.test(language.locale) ? clean(words, 300) : '';
  return text === '' ? null : { symbol: '•', tone: 'neutral', text };
};

const isGap = ({ kind }: Highlight): boolean => kind === 'gap';

const present = <T>(one: T | null): T[] => (one === null ? [] : [one]);

const most = 7;
const mostGaps = 2;
/** So many targets that were met, and nothing else to say of them, before what else happened. */
const mostMet = 3;

const inOrder = (facts: readonly Fact[]): Fact[] => {
  const later = new Set(facts.filter(isOnlyMet).slice(mostMet));
  return [...facts.filter((fact) => !later.has(fact)), ...later];
};

/**
 * What a review found worth telling this reader, worded: at most seven sentences, one a KPI, in the reader's order. Of other
 * KPIs than the reader's nothing is told; a gap in the data always is, unless it is that of a source which the notices
 * above name.
 */
export const highlightsOf = (
  reading: Reading,
  kpis: readonly KpiResult[],
  noticed: readonly string[] = [],
): HighlightView[] => {
  const { highlights } = reading.rendered.document;
  const isNoticed = ({ params: { source } }: Highlight): boolean => noticed.includes(String(source));
  const isTheirs = ({ kpi: id }: Highlight): boolean => kpis.some((kpi) => kpi.id === id);
  const gaps = highlights
    .filter((one) => isGap(one) && !isNoticed(one))
    .flatMap((one) => present(gapOf(reading, one)))
    .slice(0, mostGaps);
  const facts = inOrder(factsOf(reading.rendered, kpis)).flatMap((fact) =>
    present(sentenceOf(reading, fact) ?? ownWords(reading, fact)),
  );
  const others = highlights
    .filter((one) => isTheirs(one) && !isFact(one) && !isGap(one))
    .flatMap((one) => present(ownWords(reading, one)));
  return [...[...facts, ...others].slice(0, most - gaps.length), ...gaps];
};

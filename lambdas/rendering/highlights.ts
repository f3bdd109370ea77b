import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import { changeOf, type Tone } from './change.ts';
import { clauseOf } from './clauses.ts';
import { fullNameOf } from './kpiView.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { sourceName } from './sources.ts';

export interface HighlightView {
  readonly symbol: '▲' | '▼' | '✓' | '✗' | '!' | '•';
  readonly tone: Tone | 'warning';
  readonly text: string;
}

type Wording = (reading: Reading, highlight: Highlight, kpi: KpiResult | undefined) => HighlightView | null;

const changed: Wording = (reading, _, kpi) => {
  const change = kpi && changeOf(reading, kpi, kpi.previous);
  if (!kpi || !change || !kpi.previous || kpi.value === null || change.direction === 'same') return null;
  const { previous } = kpi;
  const values = {
    name: fullNameOf(reading, kpi, reading.nameOf(kpi.id)),
    size: change.size,
    previous: reading.tell(kpi, previous.value ?? 0),
    period: reading.periods.within(previous.period, reading.rendered.document.period),
    value: reading.tell(kpi, kpi.value),
  };
  const name =
    previous.value === 0 ? 'highlights.fromZero' : change.direction === 'up' ? 'highlights.rose' : 'highlights.fell';
  return { symbol: change.direction === 'up' ? '▲' : '▼', tone: change.tone, text: reading.language.say(name, values) };
};

const aboutTarget =
  (kind: 'targetMet' | 'targetMissed'): Wording =>
  (reading, _, kpi) => {
    const clause = kpi && kpi.value !== null ? clauseOf(reading, { kind, kpi }) : null;
    if (clause === null) return null;
    const text = reading.language.say('highlights.sentence', { clause });
    return kind === 'targetMet' ? { symbol: '✓', tone: 'good', text } : { symbol: '✗', tone: 'bad', text };
  };

const gap: Wording = (reading, { params }) => {
  const { language, periods, rendered } = reading;
  const coverage = rendered.document.coverage.find(({ source }) => source === params.source);
  if (!coverage) return null;
  const source = sourceName(coverage);
  const said = (text: string): HighlightView => ({ symbol: '!', tone: 'warning', text });
  if (coverage.silent)
    return said(language.say('highlights.silent', { source, period: periods.long(rendered.document.period) }));
  return coverage.failed > 0 ? said(language.say('highlights.failed', { source, failed: coverage.failed })) : null;
};

const wordings: Readonly<Record<string, Wording>> = {
  changed,
  targetMissed: aboutTarget('targetMissed'),
  targetMet: aboutTarget('targetMet'),
  gap,
};

const isGap = ({ kind }: Highlight): boolean => kind === 'gap';

const wordingOf = (reading: Reading, kpis: readonly KpiResult[], highlight: Highlight): HighlightView[] => {
  const kpi = kpis.find(({ id }) => id === highlight.kpi);
  if (!kpi && !isGap(highlight)) return [];
  const view = wordings[highlight.kind]?.(reading, highlight, kpi);
  const text = clean(highlight.text, 300);
  return view ? [view] : text === '' ? [] : [{ symbol: '•', tone: 'neutral', text }];
};

const most = 7;
const mostGaps = 2;

/**
 * What a review found worth telling this reader, worded, in the document's order. Of other KPIs than the reader's
 * nothing is told; a gap in the data always is, unless it is that of a source which the notices above name.
 */
export const highlightsOf = (
  reading: Reading,
  kpis: readonly KpiResult[],
  noticed: readonly string[] = [],
): HighlightView[] => {
  const { highlights } = reading.rendered.document;
  const worded = (some: readonly Highlight[]): HighlightView[] => some.flatMap((one) => wordingOf(reading, kpis, one));
  const isNoticed = ({ params: { source } }: Highlight): boolean => noticed.includes(String(source));
  const gaps = worded(highlights.filter((one) => isGap(one) && !isNoticed(one))).slice(0, mostGaps);
  return [...worded(highlights.filter((one) => !isGap(one))).slice(0, most - gaps.length), ...gaps];
};

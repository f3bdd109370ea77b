import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import { changeOf } from './change.ts';
import { clip } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { fellShort } from './target.ts';

/** What a reader sees before anything else. All three lead with the same KPI and its number. */
export interface Opening {
  readonly subject: string;
  /** At most 90 characters, a number within the first 40. */
  readonly preheader: string;
  readonly headline: string;
}

type Kind = 'changed' | 'targetMissed' | 'targetMet' | 'plain';

/** A fact about one KPI that a sentence can be made of. */
interface Fact {
  readonly kind: Kind;
  readonly kpi: KpiResult;
}

const isKind = (kind: string): kind is Kind => kind === 'changed' || kind === 'targetMissed' || kind === 'targetMet';

/** The facts worth a sentence, one a KPI, in the document's order. */
const factsOf = (highlights: readonly Highlight[], kpis: readonly KpiResult[]): Fact[] => {
  const facts = new Map<string, Fact>();
  for (const { kind, kpi: id } of highlights) {
    const kpi = kpis.find((one) => one.id === id && one.value !== null);
    if (kpi && isKind(kind) && !facts.has(id)) facts.set(id, { kind, kpi });
  }
  return [...facts.values()];
};

const nameLength = 60;

const clauseOf = (reading: Reading, { kind, kpi }: Fact): string => {
  const { say } = reading.language;
  const name = clip(reading.nameOf(kpi.id), nameLength);
  const value = reading.tell(kpi, kpi.value ?? 0);
  const change = changeOf(reading, kpi, kpi.previous);
  if (kind === 'targetMissed') return say('clauses.missed', { name, value });
  if (kind === 'targetMet') return say('clauses.met', { name, value });
  if (kind === 'plain' || !change || change.direction === 'same')
    return say('headline.plain', { name, value, period: reading.periods.long(reading.rendered.document.period) });
  if (kpi.previous?.value === 0) return say('clauses.fromZero', { name, value });
  return say(change.direction === 'up' ? 'clauses.rose' : 'clauses.fell', { name, value, size: change.size });
};

const secondClauseOf = (reading: Reading, { kind, kpi }: Fact): string | null => {
  const { say } = reading.language;
  const name = clip(reading.nameWithin(kpi.id), nameLength);
  const change = changeOf(reading, kpi, kpi.previous);
  if (kind === 'targetMissed') return say('clauses.alsoMissed', { name });
  if (kind === 'targetMet') return say('clauses.alsoMet', { name });
  if (!change || change.direction === 'same') return null;
  if (kpi.previous?.value === 0) return say('clauses.alsoFromZero', { name });
  return say(change.direction === 'up' ? 'clauses.alsoRose' : 'clauses.alsoFell', { name, size: change.size });
};

/** The change of a KPI where it says something: not what is within noise, nor what rests on few cases. */
const tellingChange = (reading: Reading, kpi: KpiResult): string | null => {
  const change = changeOf(reading, kpi, kpi.previous);
  return change && change.tone !== 'neutral' ? change.text : null;
};

const subjectOf = (reading: Reading, lead: Fact, second: Fact | undefined): string => {
  const { say } = reading.language;
  const period = reading.periods.long(reading.rendered.document.period);
  const values = {
    name: clip(reading.nameWithin(lead.kpi.id), nameLength),
    value: reading.tell(lead.kpi, lead.kpi.value ?? 0),
  };
  const change = tellingChange(reading, lead.kpi);
  const value = change === null ? say('subject.value', values) : say('subject.valueChange', { ...values, change });
  const verdict = {
    targetMissed: fellShort(lead.kpi) ? 'subject.below' : 'subject.above',
    targetMet: 'subject.met',
  } as const;
  const first =
    lead.kind === 'targetMissed' || lead.kind === 'targetMet'
      ? say('subject.join', { first: value, second: say(verdict[lead.kind]) })
      : value;
  const alone = say('subject.line', { period, facts: first });
  const clause = second && secondInSubject(reading, second);
  if (!clause) return alone;
  const both = say('subject.line', { period, facts: say('subject.join', { first, second: clause }) });
  return both.length <= subjectLength ? both : alone;
};

const subjectLength = 100;

const secondInSubject = (reading: Reading, { kind, kpi }: Fact): string | null => {
  const { say } = reading.language;
  const name = reading.nameWithin(kpi.id);
  if (kind === 'targetMissed') return say(fellShort(kpi) ? 'subject.alsoBelow' : 'subject.alsoAbove', { name });
  if (kind === 'targetMet') return say('subject.alsoMet', { name });
  const change = tellingChange(reading, kpi);
  return change === null ? null : say('subject.alsoChanged', { name, change });
};

const preheaderLength = 90;

/** The leading numbers, each before its name: a long name must not push the number out of sight. */
const preheaderOf = (reading: Reading, lead: KpiResult, headlines: readonly KpiResult[]): string => {
  const { say } = reading.language;
  const facts = [lead, ...headlines.filter(({ id }) => id !== lead.id)].map((kpi, index) => {
    const values = { name: reading.nameWithin(kpi.id), value: reading.tell(kpi, kpi.value ?? 0) };
    const change = index === 0 && kpi.previous ? tellingChange(reading, kpi) : null;
    return change === null || !kpi.previous
      ? say('preheader.fact', values)
      : say('preheader.factChange', {
          ...values,
          change,
          period: reading.periods.short(kpi.previous.period, reading.rendered.document.period),
        });
  });
  const fitting = facts.reduce((line, fact) =>
    line.length + fact.length + 3 <= preheaderLength ? `${line} · ${fact}` : line,
  );
  return clip(fitting, preheaderLength);
};

export const openingOf = (reading: Reading, kpis: readonly KpiResult[], headlines: readonly KpiResult[]): Opening => {
  const { say } = reading.language;
  const { document } = reading.rendered;
  const [first] = headlines;
  if (first === undefined) {
    const period = reading.periods.long(document.period);
    return {
      subject: say('subject.empty', { period }),
      preheader: say('preheader.empty'),
      headline: say('headline.one', { first: say('headline.empty', { period }) }),
    };
  }
  const [lead = { kind: 'plain', kpi: first } satisfies Fact, second] = factsOf(document.highlights, kpis);
  const also = second && secondClauseOf(reading, second);
  const opening = clauseOf(reading, lead);
  return {
    subject: subjectOf(reading, lead, second),
    preheader: preheaderOf(reading, lead.kpi, headlines),
    headline: also ? say('headline.two', { first: opening, second: also }) : say('headline.one', { first: opening }),
  };
};

import type { KpiResult } from '../domain/reviews/document.ts';
import { changeOf } from './change.ts';
import { clauseOf } from './clauses.ts';
import { type Fact, factsOf, plainFact } from './facts.ts';
import { clip } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { missOf, valueTold } from './target.ts';

/** What a reader sees before anything else. All three lead with the same KPI and its number. */
export interface Opening {
  readonly subject: string;
  /** At most 90 characters, a number within the first 40. */
  readonly preheader: string;
  readonly headline: string;
}

/** The change of a KPI where it says something: not what is within noise, nor what rests on few cases. */
const tellingChange = (reading: Reading, kpi: KpiResult): string | null => {
  const change = changeOf(reading, kpi, kpi.previous);
  return change && change.tone !== 'neutral' ? change.text : null;
};

const nameLength = 60;
const subjectLength = 120;

/** `won revenue R$ 1.24 M (+12 %)`, `win rate 28.5 %, below target` */
const toldInSubject = (reading: Reading, { kind, kpi }: Fact): string => {
  const { say } = reading.language;
  const values = { name: clip(reading.nameWithin(kpi.id), nameLength), value: valueTold(reading, kpi) };
  const miss = kind === 'targetMissed' ? missOf(kpi) : null;
  if (miss) return say(`subject.${miss.how}`, values);
  if (kind === 'targetMet') return say('subject.met', values);
  const change = tellingChange(reading, kpi);
  return change === null ? say('subject.value', values) : say('subject.valueChange', { ...values, change });
};

const subjectOf = (reading: Reading, lead: Fact, second: Fact | undefined): string => {
  const { say } = reading.language;
  const period = reading.title;
  const first = toldInSubject(reading, lead);
  const alone = say('subject.line', { period, facts: first });
  if (second === undefined) return alone;
  const facts = say('subject.two', { first, second: toldInSubject(reading, second) });
  const both = say('subject.line', { period, facts });
  return both.length <= subjectLength ? both : alone;
};

const preheaderLength = 90;

/** The leading numbers, each before its name: a long name must not push the number out of sight. */
const preheaderOf = (reading: Reading, lead: KpiResult, headlines: readonly KpiResult[]): string => {
  const { say } = reading.language;
  const facts = [lead, ...headlines.filter(({ id }) => id !== lead.id)].map((kpi, index) => {
    const values = { name: reading.nameWithin(kpi.id), value: valueTold(reading, kpi) };
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

/** That nothing was heard of what numbers rest on comes before what can be told of the others. */
const afterSilence = (
  reading: Reading,
  sources: string,
  kpis: readonly KpiResult[],
  headlines: readonly KpiResult[],
): Opening => {
  const { say } = reading.language;
  const { period: of } = reading.rendered.document;
  const period = reading.periods.heading(of);
  const silence = say('subject.silent', { sources });
  const alone = say('subject.line', { period, facts: silence });
  const [lead] = factsOf(reading.rendered, kpis);
  const clause = lead && clauseOf(reading, lead, 'later');
  const both =
    lead && clause
      ? say('subject.line', {
          period,
          facts: say('subject.two', { first: silence, second: toldInSubject(reading, lead) }),
        })
      : alone;
  const first = say('headline.silent', { sources, period: reading.periods.long(of) });
  const heard = headlines.filter(({ silent }) => !silent);
  const [told = lead?.kpi] = heard;
  return {
    subject: both.length <= subjectLength ? both : alone,
    preheader: told ? preheaderOf(reading, lead?.kpi ?? told, heard) : say('preheader.silent'),
    headline: clause ? say('headline.two', { first, second: clause }) : say('headline.one', { first }),
  };
};

/** `silent` are the sources of which nothing was heard, where numbers rest on nothing else. */
export const openingOf = (
  reading: Reading,
  kpis: readonly KpiResult[],
  headlines: readonly KpiResult[],
  silent: string | null,
): Opening => {
  const { say } = reading.language;
  const { document } = reading.rendered;
  if (silent !== null) return afterSilence(reading, silent, kpis, headlines);
  const [first] = headlines;
  if (first === undefined) {
    const period = reading.periods.long(document.period);
    return {
      subject: say('subject.empty', { period: reading.periods.heading(document.period) }),
      preheader: say('preheader.empty'),
      headline: say('headline.one', { first: say('headline.empty', { period }) }),
    };
  }
  const [lead = plainFact(first), second] = factsOf(reading.rendered, kpis);
  const opening =
    clauseOf(reading, lead) ??
    say('headline.plain', {
      name: clip(reading.nameOf(lead.kpi.id), nameLength),
      value: reading.tell(lead.kpi, lead.kpi.value ?? 0),
      period: reading.periods.long(document.period),
    });
  const also = second && clauseOf(reading, second, 'later');
  return {
    subject: subjectOf(reading, lead, also ? second : undefined),
    preheader: preheaderOf(reading, lead.kpi, headlines),
    headline: also ? say('headline.two', { first: opening, second: also }) : say('headline.one', { first: opening }),
  };
};

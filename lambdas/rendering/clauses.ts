import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionName, labelOf } from './breakdowns.ts';
import { changeOf, differenceOf } from './change.ts';
import type { Fact } from './facts.ts';
import { fullNameOf } from './kpiView.ts';
import { clip } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { missOf, targetOf, valueTold } from './target.ts';

const nameLength = 60;

/** Where in its sentence a clause stands: what comes later is shorter. */
type Place = 'first' | 'later';

/** The segment that explains a change, `mostly because of South (region, −2.1 pt)`; `null` where none does. */
export const causeClause = (reading: Reading, { kpi, cause }: Fact): string | null => {
  if (cause === null) return null;
  return reading.language.say('highlights.because', {
    label: labelOf(reading, cause.by, cause),
    dimension: dimensionName(reading, cause.by),
    size: differenceOf(reading, kpi, cause.mix + cause.rate),
  });
};

/** `the highest of 13 months`; `null` where it is no record. */
export const recordClause = (reading: Reading, { kpi, record }: Fact): string | null => {
  if (record === null) return null;
  const count = kpi.trend.filter(({ value }) => value !== null).length;
  const { cadence } = reading.rendered.document;
  return reading.language.say(`highlights.${record}`, { count, cadence });
};

/** How a KPI changed, after what it came to: `down 2.1 pt from 30.6 % (September)`; `null` where there is no change to tell. */
export const changeClause = (reading: Reading, kpi: KpiResult): string | null => {
  const { previous } = kpi;
  const change = changeOf(reading, kpi, previous);
  if (!change || !previous || change.direction === 'same') return null;
  const { say } = reading.language;
  const period = reading.periods.within(previous.period, reading.rendered.document.period);
  if (previous.value === 0) return say('highlights.upFromZero', { period });
  const told = { size: change.size, previous: reading.tellApart(kpi, previous.value ?? 0, kpi.value ?? 0), period };
  return say(change.direction === 'up' ? 'highlights.up' : 'highlights.down', told);
};

/** A fact as a clause with its numbers, `Win rate came to 28.5 %, below the target of 30 %`; `null` where it says nothing. */
export const clauseOf = (reading: Reading, fact: Fact, place: Place = 'first'): string | null => {
  const { kind, kpi } = fact;
  const { say } = reading.language;
  const plain = place === 'first' ? reading.nameOf(kpi.id) : reading.nameWithin(kpi.id);
  const name = fullNameOf(reading, kpi, clip(plain, nameLength));
  const value = valueTold(reading, kpi);
  const target = targetOf(reading, kpi);
  const miss = missOf(kpi);
  if (kind === 'targetMissed' && miss) {
    const told = { name, value, target: reading.tellApart(kpi, miss.bound, kpi.value ?? miss.bound) };
    return say(place === 'first' ? `clauses.${miss.how}` : 'clauses.missed', told);
  }
  if (kind === 'targetMet' && target) return say('clauses.met', { name, value, target: target.words });
  if (kind === 'record') {
    const detail = recordClause(reading, fact);
    return detail === null ? null : say('highlights.detail', { clause: say('clauses.came', { name, value }), detail });
  }
  const change = changeOf(reading, kpi, kpi.previous);
  if (kind !== 'changed' || !change || change.direction === 'same') return null;
  if (kpi.previous?.value === 0) return say('clauses.fromZero', { name, value });
  return say(change.direction === 'up' ? 'clauses.rose' : 'clauses.fell', { name, value, size: change.size });
};

import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import { changeOf } from './change.ts';
import { fullNameOf } from './kpiView.ts';
import { clip } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { missOf, targetOf } from './target.ts';

type FactKind = 'changed' | 'targetMissed' | 'targetMet' | 'plain';

/** A fact about one KPI that a sentence can be made of. */
export interface Fact {
  readonly kind: FactKind;
  readonly kpi: KpiResult;
}

const isKind = (kind: string): kind is FactKind =>
  kind === 'changed' || kind === 'targetMissed' || kind === 'targetMet';

/** The facts worth a sentence, one a KPI, in the document's order. */
export const factsOf = (highlights: readonly Highlight[], kpis: readonly KpiResult[]): Fact[] => {
  const facts = new Map<string, Fact>();
  for (const { kind, kpi: id } of highlights) {
    const kpi = kpis.find((one) => one.id === id && one.value !== null);
    if (kpi && !kpi.silent && isKind(kind) && !facts.has(id)) facts.set(id, { kind, kpi });
  }
  return [...facts.values()];
};

const nameLength = 60;

/** Where in its sentence a clause stands: what comes later is shorter. */
type Place = 'first' | 'later';

/** A fact as a clause with its numbers, `Win rate came to 28.5 %, below the target of 30 %`; `null` where it says nothing. */
export const clauseOf = (reading: Reading, { kind, kpi }: Fact, place: Place = 'first'): string | null => {
  const { say } = reading.language;
  const plain = place === 'first' ? reading.nameOf(kpi.id) : reading.nameWithin(kpi.id);
  const name = fullNameOf(reading, kpi, clip(plain, nameLength));
  const value = reading.tell(kpi, kpi.value ?? 0);
  const target = targetOf(reading, kpi);
  const miss = missOf(kpi);
  if (kind === 'targetMissed' && miss) {
    const told = { name, value, target: reading.tell(kpi, miss.bound) };
    return say(place === 'first' ? `clauses.${miss.how}` : 'clauses.missed', told);
  }
  if (kind === 'targetMet' && target) return say('clauses.met', { name, value, target: target.words });
  const change = changeOf(reading, kpi, kpi.previous);
  if (kind !== 'changed' || !change || change.direction === 'same') return null;
  if (kpi.previous?.value === 0) return say('clauses.fromZero', { name, value });
  return say(change.direction === 'up' ? 'clauses.rose' : 'clauses.fell', { name, value, size: change.size });
};

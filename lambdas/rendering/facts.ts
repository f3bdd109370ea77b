import type { Highlight, KpiResult } from '../domain/reviews/document.ts';
import { leadingOf } from './reader.ts';
import type { Rendered } from './render.ts';

type FactKind = 'targetMissed' | 'targetMet' | 'changed' | 'record' | 'plain';

/** What a review found worth telling of one KPI. */
export interface Fact {
  readonly kind: FactKind;
  readonly kpi: KpiResult;
  /** Its change is told too. */
  readonly isChanged: boolean;
  /** What explains the change. */
  readonly cause: KpiResult['movedBy'][number] | null;
  readonly record: 'highest' | 'lowest' | null;
  /** As the document says it, in English. */
  readonly text: string;
}

/** In the order in which they are told. */
const kinds: readonly string[] = ['targetMissed', 'targetMet', 'changed', 'record'] satisfies FactKind[];

const rankOf = (kind: string): number => kinds.indexOf(kind);

export const isFact = ({ kind }: Highlight): boolean => rankOf(kind) !== -1;

/** Nothing but what it came to. */
export const plainFact = (kpi: KpiResult): Fact => ({
  kind: 'plain',
  kpi,
  isChanged: false,
  cause: null,
  record: null,
  text: '',
});

/** @param about all highlights of the KPI, the first to be told first */
const factOf = (kpi: KpiResult, about: readonly Highlight[]): Fact => {
  const params: Highlight['params'] = Object.assign({}, ...about.map((one) => one.params));
  const { by, key, record } = params;
  const { kind: first, text } = about[0] as Highlight;
  return {
    kind: first as FactKind,
    kpi,
    isChanged: about.some(({ kind }) => kind === 'changed') || typeof params.change === 'number',
    cause: kpi.movedBy.find((one) => one.by === by && one.key === key && !one.other) ?? null,
    record: record === 'highest' || record === 'lowest' ? record : null,
    text,
  };
};

/** A target that was met, and nothing else to say of its KPI. */
export const isOnlyMet = ({ kind, isChanged, record }: Fact): boolean =>
  kind === 'targetMet' && !isChanged && record === null;

/**
 * The facts worth a sentence for a reader, one a KPI: what leads for the reader in the reader's order, then by kind, then as
 * the document has them. A target that was met comes before no other that was missed.
 */
export const factsOf = (
  rendered: Pick<Rendered, 'document' | 'headlines' | 'reader'>,
  kpis: readonly KpiResult[],
): Fact[] => {
  const byKpi = new Map<string, Highlight[]>();
  for (const highlight of rendered.document.highlights)
    if (isFact(highlight)) byKpi.set(highlight.kpi, [...(byKpi.get(highlight.kpi) ?? []), highlight]);
  const leading = leadingOf(rendered);
  const place = (fact: Fact): number =>
    leading.includes(fact.kpi.id) && !isOnlyMet(fact) ? leading.indexOf(fact.kpi.id) : leading.length;
  // Sorting is stable: the rest keep the document's order.
  return [...byKpi]
    .flatMap(([id, about]): Fact[] => {
      const kpi = kpis.find((one) => one.id === id && one.value !== null && !one.silent);
      return kpi
        ? [
            factOf(
              kpi,
              about.sort((a, b) => rankOf(a.kind) - rankOf(b.kind)),
            ),
          ]
        : [];
    })
    .sort((a, b) => place(a) - place(b) || rankOf(a.kind) - rankOf(b.kind));
};

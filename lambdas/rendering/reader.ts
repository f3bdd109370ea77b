import type { KpiResult, ReviewDocument } from '../domain/reviews/document.ts';
import type { Rendered } from './render.ts';

/** The KPIs that a reader is shown: those of the role, of these the ones asked for; in the document's order. */
export const seenBy = (
  { kpis }: Pick<ReviewDocument, 'kpis'>,
  { role, kpis: { only } = {} }: Rendered['reader'],
): readonly KpiResult[] =>
  kpis.filter(({ id, audiences }) => (role === 'crm' || audiences.includes(role)) && (only?.includes(id) ?? true));

/** The KPIs that lead for a reader: what was asked to come first, then the role's headlines. */
export const leadingOf = ({ headlines, reader }: Pick<Rendered, 'headlines' | 'reader'>): readonly string[] => [
  ...new Set([...(reader.kpis?.first ?? []), ...headlines[reader.role]]),
];

/** The same in the reader's order: what was asked to come first, the role's headlines, the rest. */
export const kpisOf = ({
  document,
  headlines,
  reader,
}: Pick<Rendered, 'document' | 'headlines' | 'reader'>): readonly KpiResult[] => {
  const leading = leadingOf({ headlines, reader });
  const place = ({ id }: KpiResult): number => (leading.includes(id) ? leading.indexOf(id) : leading.length);
  // Sorting is stable: the rest keep the document's order.
  return [...seenBy(document, reader)].sort((a, b) => place(a) - place(b));
};

/** The KPIs that lead, at most `count`: one without data gives way to the reader's next that has some. */
export const headlinesOf = (kpis: readonly KpiResult[], count = 3): readonly KpiResult[] =>
  kpis.filter(({ value }) => value !== null).slice(0, count);

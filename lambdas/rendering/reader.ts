import type { KpiResult } from '../domain/reviews/document.ts';
import type { Rendered } from './render.ts';

/** The KPIs that a reader is shown: those of the role, those asked for, the ones asked for first in front. */
export const kpisOf = ({ document, headlines, reader }: Pick<Rendered, 'document' | 'headlines' | 'reader'>): readonly KpiResult[] => {
  const { role, kpis: { only, first = [] } = {} } = reader;
  const seen = document.kpis.filter(({ id, audiences }) => (role === 'crm' || audiences.includes(role)) && (only?.includes(id) ?? true));
  const leading = [...new Set([...first, ...headlines[role]])];
  const place = ({ id }: KpiResult): number => (leading.includes(id) ? leading.indexOf(id) : leading.length);
  // Sorting is stable: the rest keep the document's order.
  return [...seen].sort((a, b) => place(a) - place(b));
};

/** The KPIs that lead, at most `count`: one without data gives way to the reader's next that has some. */
export const headlinesOf = (kpis: readonly KpiResult[], count = 3): readonly KpiResult[] =>
  kpis.filter(({ value }) => value !== null).slice(0, count);

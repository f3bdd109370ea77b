import type { KpiDescription } from '../domain/kpis/kpi.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import type { Rendered } from './render.ts';

/** A review's numbers as CSV; `reader` leaves only the KPIs of that reader. */
export const renderCsv = (document: ReviewDocument, catalogue: readonly KpiDescription[], reader?: Rendered['reader']): string =>
  `${document.id}${catalogue.length}${reader?.role ?? ''}`;

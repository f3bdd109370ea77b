import type { ReviewDocument } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';

/** Headers of a review's numbers as a file to be saved: `acme-2026-10.csv`. */
export const csvNamed = ({ workspace, period, scope }: ReviewDocument): Record<string, string> => {
  const parts = [workspace, period, ...(scope ? [scopeName(scope)] : [])];
  const name = parts.join('-').replace(/[^\w.=-]/g, '_');
  return {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}.csv"`,
  };
};

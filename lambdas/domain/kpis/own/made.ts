import type { Unit } from '../../reviews/document.ts';
import type { OwnKpi } from '../../workspaces/schema.ts';
import { isPartOf, type Term, termOf, unitOfTerm } from './term.ts';

/** What a company's own KPI is made of: one term, or two. */
export type Made =
  | { readonly form: 'term'; readonly term: Term }
  | { readonly form: 'ratio' | 'difference'; readonly above: Term; readonly below: Term };

/** What of an own KPI decides how it is computed. */
export type Computed = Omit<OwnKpi, 'id' | 'name' | 'definition' | 'better' | 'category' | 'audiences'>;

export const madeOf = ({ ratio, difference, ...term }: Computed): Made => {
  if (ratio) return { form: 'ratio', above: termOf(ratio.numerator), below: termOf(ratio.denominator) };
  if (difference) return { form: 'difference', above: termOf(difference.of), below: termOf(difference.less) };
  return { form: 'term', term: termOf(term) };
};

export const termsOf = (made: Made): readonly Term[] => (made.form === 'term' ? [made.term] : [made.above, made.below]);

const unitOfRatio = (above: Unit, below: Unit): Unit | null => {
  if (above === below) return 'ratio';
  return below === 'count' && (above === 'money' || above === 'score') ? above : null;
};

/** The unit that follows from the terms; `null` where they do not go together. */
export const unitOfMade = (made: Made): Unit | null => {
  if (made.form === 'term') return unitOfTerm(made.term);
  const [above, below] = [unitOfTerm(made.above), unitOfTerm(made.below)];
  if (made.form === 'ratio') return unitOfRatio(above, below);
  return above === below ? above : null;
};

/** Whether it is a share, which is told in per cent. */
export const isShare = (made: Made): boolean => made.form === 'ratio' && isPartOf(made.above, made.below);

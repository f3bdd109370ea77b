import type { Breakdown } from '../breakdowns.ts';
import type { Language } from '../language/language.ts';
import { type Bars, onZero } from './bars.ts';

/** A KPI by a dimension, a bar for each segment. */
export const segmentBarsOf = ({ say }: Language, { title, rows, more }: Breakdown): Bars => {
  const bars = onZero(rows.map(({ amount }) => amount));
  return {
    title,
    sentence: null,
    rows: rows.map(({ label, value, full, basis }, index) => ({
      label,
      bar: bars[index] ?? [],
      value,
      full: full === value ? null : full,
      basis,
    })),
    more: more > 0 ? say('page.moreRows', { count: more }) : null,
  };
};

import { type Answers, netPromoterInterval } from '../../domain/kpis/statistics.ts';
import type { KpiResult } from '../../domain/reviews/document.ts';

const nearly = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

/**
 * How many promoters, passives and detractors stand behind a score. The document tells how many more promoters than
 * detractors there are, and of how many answers; how many of these are neither is what the width of the interval says.
 * Of all that it could be, the one whose interval is exactly the document's; `null` where there is none.
 */
export const answersOf = ({ numerator, denominator, interval }: KpiResult): Answers | null => {
  if (numerator === null || !denominator || interval === null) return null;
  // Where both ends are cut off, the width says nothing.
  if (interval.low <= -100 && interval.high >= 100) return null;
  // Few passives make a wide interval: halved until one number is left.
  let [least, greatest] = [0, Math.floor((denominator - Math.abs(numerator)) / 2)];
  const of = (rest: number): Answers => {
    // `rest` of the promoters, or of the detractors, whichever are fewer.
    const [promoters, detractors] = [Math.max(0, numerator) + rest, Math.max(0, -numerator) + rest];
    return { promoters, passives: denominator - promoters - detractors, detractors };
  };
  const widthOf = (rest: number): number => {
    const told = netPromoterInterval(of(rest));
    return told === null ? Number.NaN : told.high - told.low;
  };
  const width = interval.high - interval.low;
  while (least < greatest) {
    const middle = Math.floor((least + greatest) / 2);
    if (widthOf(middle) < width - 1e-9) least = middle + 1;
    else greatest = middle;
  }
  const found = of(least);
  const told = netPromoterInterval(found);
  return told && nearly(told.low, interval.low) && nearly(told.high, interval.high) ? found : null;
};

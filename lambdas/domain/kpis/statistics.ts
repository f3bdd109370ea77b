/** Intervals and tests of the catalogue. Shares are 0 to 1. */

/** The normal distribution's 97.5 % quantile: two-sided 95 %. */
export const z95 = 1.959964;
/** The 99.5 % quantile: two-sided 99 %. */
export const z99 = 2.575829;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a share, 95 % (Wilson 1927). `null` of no trials.
 *
 * `wilson(631, 1000)` is 0.6006…0.6604.
 */
export const wilson = (successes: number, trials: number): Interval | null => {
  if (trials === 0) return null;
  const share = successes / trials;
  const square = z95 * z95;
  const middle = (share + square / (2 * trials)) / (1 + square / trials);
  const half =
    (z95 / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

/** A difference in standard errors; of no error every difference is beyond all bounds. */
const inErrors = (difference: number, error: number): number =>
  difference === 0 ? 0 : error === 0 ? Number.POSITIVE_INFINITY : Math.abs(difference) / error;

/** By how many standard errors two shares differ: the two-proportion z-test with a pooled share. `null` of no trials. */
export const sharesApart = (
  a: readonly [successes: number, trials: number],
  b: readonly [successes: number, trials: number],
): number | null => {
  const [successesA, trialsA] = a;
  const [successesB, trialsB] = b;
  if (trialsA === 0 || trialsB === 0) return null;
  const pooled = (successesA + successesB) / (trialsA + trialsB);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / trialsA + 1 / trialsB));
  return inErrors(successesA / trialsA - successesB / trialsB, error);
};

/** Answers to the net promoter question. */
export interface Answers {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

const total = ({ promoters, passives, detractors }: Answers): number => promoters + passives + detractors;

/** The standard error of a net promoter score as a share: √((p + d − (p − d)²) ÷ n). */
const netError = (answers: Answers): number => {
  const n = total(answers);
  const promoting = answers.promoters / n;
  const detracting = answers.detractors / n;
  return Math.sqrt((promoting + detracting - (promoting - detracting) ** 2) / n);
};

/**
 * The adjusted Wald interval of a net promoter score, 95 %, in points (Rocks 2016): as if ¾ of a promoter, 1½
 * passives and ¾ of a detractor more had answered; clamped to ±100. `null` of no answers.
 *
 * 74 promoters, 75 passives, 35 detractors: 10.25…31.46.
 */
export const netPromoterInterval = (answers: Answers): Interval | null => {
  if (total(answers) === 0) return null;
  const adjusted = {
    promoters: answers.promoters + 0.75,
    passives: answers.passives + 1.5,
    detractors: answers.detractors + 0.75,
  };
  const middle = (adjusted.promoters - adjusted.detractors) / total(adjusted);
  const half = z95 * netError(adjusted);
  return { low: Math.max(-100, 100 * (middle - half)), high: Math.min(100, 100 * (middle + half)) };
};

/** By how many standard errors two net promoter scores differ: SE = √(SE₁² + SE₂²), plain errors. `null` of no answers. */
export const netPromotersApart = (a: Answers, b: Answers): number | null => {
  if (total(a) === 0 || total(b) === 0) return null;
  const difference = (a.promoters - a.detractors) / total(a) - (b.promoters - b.detractors) / total(b);
  return inErrors(difference, Math.sqrt(netError(a) ** 2 + netError(b) ** 2));
};

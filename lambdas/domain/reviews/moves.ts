/** What segments did to a change. Pure arithmetic: which segments there are, and which of them are told, is said elsewhere. */

/** One segment, or the whole, in one period: its value in the KPI's unit and, of a ratio, what stands above and below the line. */
export interface Standing {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** Of before and now. */
export type Pair<T> = readonly [before: T, now: T];

/** What a segment did to the change of the whole, in the KPI's unit: by how much of the whole it is, and by what it does. */
export interface Move {
  readonly mix: number;
  readonly rate: number;
  /** What of the whole it is, before and now taken together: so much of the change would be its own, had all changed alike. */
  readonly share: number;
}

const isOver = (standing: Standing): standing is Standing & { readonly value: number; readonly denominator: number } =>
  standing.denominator !== null && standing.denominator !== 0 && standing.value !== null;

/** No −0, which JSON does not have. */
const plain = (value: number): number => (value === 0 ? 0 : value);

/** What stands above the line of a segment that has nothing below it: sales of a campaign that cost nothing. */
const unfounded = (standing: Standing): number => (isOver(standing) ? 0 : (standing.numerator ?? 0));

/**
 * Of a ratio, a segment's share w of the denominator and its own ratio r, before (0) and now (1), of R the whole's:
 *
 *     rate = (r1 − r0) × (w0 + w1) ÷ 2
 *     mix  = (w1 − w0) × ((r0 + r1) ÷ 2 − (R0 + R1) ÷ 2)
 *
 * Over all segments, those without a key and the others among them, they add up to R1 − R0, since Σ w × r = R and Σ w = 1
 * in both periods. A segment whose ratio stayed has no rate, one whose share stayed has no mix. Of one that there was only
 * once, the ratio counts as having been the same before or since: it moved the whole by its coming or going. What stands
 * above the line of nothing is a rate.
 *
 * The symmetric form is that of E. M. Kitagawa, Components of a Difference Between Two Rates, Journal of the American
 * Statistical Association 50 (1955), 1168–1194; the whole is taken off the mix so that a segment better than the whole
 * moves it up by growing.
 */
const moveOfRatio = ([before, now]: Pair<Standing>, [all0, all1]: Pair<Standing>): Move => {
  const [over0, over1] = [all0.denominator ?? 0, all1.denominator ?? 0];
  const [w0, w1] = [(before.denominator ?? 0) / over0, (now.denominator ?? 0) / over1];
  const known0 = isOver(before) ? before.value : null;
  const known1 = isOver(now) ? now.value : null;
  const [r0, r1] = [known0 ?? known1 ?? 0, known1 ?? known0 ?? 0];
  const middle = ((all0.value ?? 0) + (all1.value ?? 0)) / 2;
  const share = (w0 + w1) / 2;
  return {
    mix: plain((w1 - w0) * ((r0 + r1) / 2 - middle)),
    rate: plain((r1 - r0) * share + (unfounded(now) / over1 - unfounded(before) / over0)),
    share,
  };
};

/** Of what adds up, a segment moved the whole by its own change: `rate`, and no `mix`. */
const moveOfSum = ([before, now]: Pair<Standing>, [all0, all1]: Pair<Standing>): Move => {
  const [was, is] = [before.value ?? 0, now.value ?? 0];
  const parts = [
    [was, all0.value ?? 0],
    [is, all1.value ?? 0],
  ].flatMap(([part = 0, whole = 0]) => (whole === 0 ? [] : [part / whole]));
  return { mix: 0, rate: plain(is - was), share: parts.reduce((sum, part) => sum + part, 0) / (parts.length || 1) };
};

/** Sums of doubles round; a segment that is missing is no rounding. */
const nearly = (parts: readonly number[], whole: number): boolean => {
  const size = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(whole));
  return Math.abs(parts.reduce((sum, part) => sum + part, 0) - whole) <= 1e-9 * size;
};

/** Whether segments make up the whole: what they are of adds up, and so do their values by it. */
const makeUp = (parts: readonly Standing[], whole: Standing): boolean => {
  if (whole.value === null) return false;
  if (whole.denominator === null) {
    return nearly(
      parts.map(({ value }) => value ?? 0),
      whole.value,
    );
  }
  const { denominator } = whole;
  if (denominator === 0) return false;
  const weighed = parts.map((part) =>
    isOver(part) ? (part.value * part.denominator) / denominator : unfounded(part) / denominator,
  );
  return (
    nearly(
      parts.map((part) => part.denominator ?? 0),
      denominator,
    ) && nearly(weighed, whole.value)
  );
};

/**
 * What each segment of one dimension did to the change of the whole; `null` where they do not make it up: of means of
 * something else, of medians, of what stands on several lines.
 *
 * @param parts all of them, before and now
 */
export const movesOf = (parts: readonly Pair<Standing>[], whole: Pair<Standing>): Move[] | null => {
  const isWhole = [0, 1].every((side) =>
    makeUp(
      parts.map((part) => part[side] as Standing),
      whole[side] as Standing,
    ),
  );
  if (!isWhole || (whole[0].denominator === null) !== (whole[1].denominator === null)) return null;
  const moveOf = whole[0].denominator === null ? moveOfSum : moveOfRatio;
  return parts.map((part) => moveOf(part, whole));
};

import type { Target } from '../workspaces/schema.ts';
import { relativeChange, targetAmount } from '../workspaces/targets.ts';
import type { Comparison, KpiValue, TargetResult, Unit } from './document.ts';

/** A bound in the KPI's unit; `null` where it is relative to a value that is not there. `+20%` of −10 is −8: more, not less. */
const bound = (written: number | string, unit: Unit, base: KpiValue): number | null => {
  const change = relativeChange(written);
  if (change === null) return targetAmount(written, unit);
  return base === null ? null : base + Math.abs(base) * change;
};

/** What a relative bound grows from. */
type Base = Pick<Comparison, 'value' | 'partial'> | null;

/** What is held against a target. */
interface Aim {
  readonly unit: Unit;
  readonly value: KpiValue;
  readonly previous: Base;
  readonly lastYear: Base;
  /** Of the whole workspace, not of a scope. */
  readonly isWhole: boolean;
  readonly pace: TargetResult['pace'];
  /** Some source that the value is made from told of the period. */
  readonly isHeard: boolean;
}

/** Units whose values grow with what they are of: a company's would be asked of each of its parts. */
const growing: ReadonlySet<Unit> = new Set(['count', 'money', 'moneyPerDay']);

const isAbsolute = (bound: Target['atLeast']): boolean => bound !== undefined && relativeChange(bound) === null;

/** A workspace's target of what adds up, counts and money, asks of a part what is asked of the whole. */
const isOfTheWhole = ({ atLeast, atMost }: Target, unit: Unit): boolean =>
  growing.has(unit) && (isAbsolute(atLeast) || isAbsolute(atMost));

type Bounds = Pick<TargetResult, 'atLeast' | 'atMost'>;

const isWithin = (value: number, { atLeast, atMost }: Bounds): boolean =>
  value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);

/** How much of a bound was reached; of a band there is no such share. */
const attainmentOf = (value: KpiValue, { atLeast, atMost }: Bounds): Pick<TargetResult, 'attainment'> => {
  if (value === null || (atLeast !== undefined && atMost !== undefined)) return {};
  const [reached, of] = atLeast === undefined ? [atMost ?? 0, value] : [value, atLeast];
  return reached > 0 && of > 0 ? { attainment: reached / of } : {};
};

/**
 * A KPI's value against its target: at least, at most, or a band. Relative bounds grow from the other period's value, and
 * there are none where only a part of that was told. An absolute target of a count or an amount is the whole
 * workspace's, and none of a scope; ratios, durations, scores and relative targets carry over. Where nothing was heard
 * of the period it is neither met nor missed.
 */
export const aimed = (
  target: Target | undefined,
  { unit, value, pace, isWhole, isHeard, ...compared }: Aim,
): TargetResult | null => {
  if (!target || (!isWhole && isOfTheWhole(target, unit))) return null;
  const other = compared[target.of ?? 'previous'];
  const base = other && !other.partial ? other.value : null;
  const atLeast = target.atLeast === undefined ? undefined : bound(target.atLeast, unit, base);
  const atMost = target.atMost === undefined ? undefined : bound(target.atMost, unit, base);
  const bounds = {
    ...(typeof atLeast === 'number' && { atLeast }),
    ...(typeof atMost === 'number' && { atMost }),
  };
  const isKnown = isHeard && atLeast !== null && atMost !== null;
  const status = value === null || !isKnown ? null : isWithin(value, bounds) ? 'met' : 'missed';
  return { ...bounds, status, ...attainmentOf(value, bounds), pace };
};

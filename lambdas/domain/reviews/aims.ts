import type { Target } from '../workspaces/schema.ts';
import { relativeChange, targetAmount } from '../workspaces/targets.ts';
import type { Comparison, KpiValue, TargetResult, Unit } from './document.ts';

/** A bound in the KPI's unit; `null` where it is relative to a value that is not there. `+20%` of −10 is −8: more, not less. */
const bound = (written: number | string, unit: Unit, base: KpiValue): number | null => {
  const change = relativeChange(written);
  if (change === null) return targetAmount(written, unit);
  return base === null ? null : base + Math.abs(base) * change;
};

/** A KPI's value against its target: at least, at most, or a band; relative bounds grow from the other period's value. */
export const aimed = (
  target: Target | undefined,
  unit: Unit,
  value: KpiValue,
  compared: { readonly previous: Comparison | null; readonly lastYear: Comparison | null },
): TargetResult | null => {
  if (!target) return null;
  const base = compared[target.of ?? 'previous']?.value ?? null;
  const atLeast = target.atLeast === undefined ? undefined : bound(target.atLeast, unit, base);
  const atMost = target.atMost === undefined ? undefined : bound(target.atMost, unit, base);
  const unknown = value === null || atLeast === null || atMost === null;
  return {
    ...(typeof atLeast === 'number' && { atLeast }),
    ...(typeof atMost === 'number' && { atMost }),
    status: unknown
      ? null
      : value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
        ? 'met'
        : 'missed',
    pace: null,
  };
};

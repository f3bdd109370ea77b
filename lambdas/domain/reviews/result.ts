import { Cell } from '../kpis/cell.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { z95, z99 } from '../kpis/statistics.ts';
import type { Rules } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import type { Configuration } from '../workspaces/schema.ts';
import { aimed } from './aims.ts';
import { breakDown, type Labels, partShown } from './breakdown.ts';
import type { Comparison, Flag, KpiResult, TrendPoint } from './document.ts';
import { monthsTold } from './monthly.ts';
import { movedByOf } from './movedBy.ts';
import { paceOf } from './pace.ts';
import type { Points } from './points.ts';
import type { Retold } from './restatements.ts';
import type { Teller, Told } from './told.ts';

/** What every result of one scope is made from. */
export interface Filled {
  readonly teller: Teller;
  readonly points: Points;
  readonly rules: Rules;
  readonly labels: Labels;
  readonly asOf: number;
  readonly configuration: Configuration;
  /** Not confined to a scope. */
  readonly isWhole: boolean;
}

/** Measures of a KPI, in the formula and beside it. */
export const measuresOf = ({ computed, companions, settles }: Kpi): AnyMeasure[] => [
  ...computed.measures,
  ...(computed.untold ?? []),
  ...companions.flatMap(({ measures }) => measures),
  ...(settles ? [settles] : []),
];

const isThin = ({ floor }: Kpi, { value, n }: Told): boolean => value !== null && n < floor;

/** Whether a value still moves: a time that is known has not passed, or that in which nine of ten of what a cohort waits for came. */
const isStillOpen = ({ settles, movesFor }: Kpi, { teller, points, asOf, rules }: Filled): boolean => {
  if (movesFor) return asOf < points.now.end + movesFor(rules);
  if (!settles) return false;
  const lags = new Cell(settles.keeps);
  for (const period of points.alike) lags.merge(teller.slot(settles, period).total);
  const usual = lags.quantile(0.9);
  return usual === null || asOf < points.now.end + usual;
};

const compared = (kpi: Kpi, filled: Filled, told: Told, period: number | null): Comparison | null => {
  if (period === null) return null;
  const { teller, points } = filled;
  const other = teller.told(kpi, period, told.part);
  const change = told.value === null || other.value === null ? null : told.value - other.value;
  const isHeard = told.silent.length === 0 && !other.partial;
  const testable = change !== null && !isThin(kpi, told) && !isThin(kpi, other) && isHeard;
  const apart = testable
    ? (kpi.computed.apart?.(teller.reading(points.current, told.part), teller.reading(period, told.part)) ?? null)
    : null;
  const { name } = points.periods[period] as Period;
  const { value, n, partial } = other;
  return {
    period: name,
    value,
    n,
    change,
    significant: apart === null ? null : apart > z95,
    ...(apart !== null && apart > z99 && { certain: true }),
    ...(partial && { partial }),
  };
};

const trendOf = (kpi: Kpi, { teller, points }: Filled, told: Told): TrendPoint[] =>
  points.trend.map((period) => {
    const { value, n } = teller.told(kpi, period, told.part);
    return { period: (points.periods[period] as Period).name, value, n };
  });

const flagsOf = (kpi: Kpi, filled: Filled, told: Told): Flag[] => {
  if (told.value === null) return [];
  const flags: readonly (readonly [Flag, boolean])[] = [
    ['thin', isThin(kpi, told)],
    ['stillOpen', isStillOpen(kpi, filled)],
    ['partial', told.partial],
  ];
  return flags.flatMap(([flag, holds]) => (holds ? [flag] : []));
};

const companionsOf = (kpi: Kpi, { teller, points, configuration }: Filled, told: Told): KpiResult['companions'] => {
  const reading = teller.reading(points.current, told.part);
  return kpi.companions
    .filter(({ wantsBusinessHours }) => !wantsBusinessHours || configuration.businessHours !== undefined)
    .map(({ id, unit, value }) => ({ id, unit, value: told.withheld ? null : value(reading) }));
};

/** One KPI of the period before, as it is now. */
export const retold = (kpi: Kpi, { teller, points, labels }: Filled): Retold | null => {
  if (points.previous === null) return null;
  const { value, n, part } = teller.told(kpi, points.previous);
  const of = partShown(kpi, teller.slot(kpi.computed.over, points.previous), part, labels)?.key ?? null;
  const period = (points.periods[points.previous] as Period).name;
  const changed = teller.changed(kpi, points.previous, part);
  return { kpi: kpi.id, period, value, n, of, changed, waits: kpi.settles !== undefined || kpi.movesFor !== undefined };
};

/** One KPI of one scope: its value, and all that stands beside it. */
export const resultOf = (kpi: Kpi, filled: Filled): KpiResult => {
  const { teller, points, labels, configuration, isWhole } = filled;
  const { current, now } = points;
  const told = teller.told(kpi, current);
  const { value, numerator, denominator, n, part, absent, silent } = told;
  const slotOf = (measure: AnyMeasure) => teller.slot(measure, current);
  const of = partShown(kpi, slotOf(kpi.computed.over), part, labels);
  const previous = compared(kpi, filled, told, points.previous);
  const lastYear = compared(kpi, filled, told, points.lastYear);
  const flags = flagsOf(kpi, filled, told);
  const interval = value === null ? null : (kpi.computed.interval?.(teller.reading(current, part)) ?? null);
  const target = now.cadence === 'range' ? undefined : configuration.targets[kpi.id]?.[now.cadence];
  return {
    id: kpi.id,
    unit: kpi.unit,
    better: kpi.better,
    category: kpi.category,
    audiences: [...new Set([...kpi.audiences, 'crm' as const])],
    value,
    numerator,
    denominator,
    n,
    ...(of && { of }),
    companions: companionsOf(kpi, filled, told),
    flags,
    ...(silent.length > 0 && { silent }),
    interval,
    previous,
    lastYear,
    target: aimed(target, {
      unit: kpi.unit,
      value,
      previous,
      lastYear,
      pace: paceOf({ value, n, interval, flags }, kpi.computed, now, filled.asOf),
      isWhole,
      isHeard: silent.length === 0,
    }),
    movedBy: previous ? movedByOf(kpi, filled, told, previous) : [],
    trend: trendOf(kpi, filled, told),
    ...monthsTold(kpi, filled, told),
    segments: told.withheld ? [] : breakDown(kpi, slotOf, teller.reading(current), labels),
    leftOut: told.withheld ? [] : teller.leftOut(kpi, current),
    missing: absent,
  };
};

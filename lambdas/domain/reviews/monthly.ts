import type { Kpi } from '../kpis/kpi.ts';
import type { Period } from '../periods/period.ts';
import { aimed } from './aims.ts';
import type { Comparison, KpiResult, MonthPoint } from './document.ts';
import type { MonthAt } from './points.ts';
import type { Filled } from './result.ts';
import type { Told } from './told.ts';

/** What a month's target may grow from. */
const baseOf = (
  kpi: Kpi,
  { teller }: Filled,
  period: number | null,
  part?: string,
): Pick<Comparison, 'value' | 'partial'> | null => {
  if (period === null) return null;
  const { value, partial } = teller.told(kpi, period, part);
  return { value, ...(partial && { partial }) };
};

const notBegun: Pick<Told, 'value' | 'n' | 'partial' | 'silent'> = { value: null, n: 0, partial: false, silent: [] };

const pointOf = (kpi: Kpi, filled: Filled, { period, previous, lastYear }: MonthAt, part?: string): MonthPoint => {
  const { teller, points, asOf, configuration, isWhole } = filled;
  const { name, start, end } = points.periods[period] as Period;
  const hasBegun = start < asOf;
  const isRunning = hasBegun && asOf < end;
  const { value, n, partial, silent } = hasBegun ? teller.told(kpi, period, part) : notBegun;
  const target = configuration.targets[kpi.id]?.monthly;
  const aim = aimed(target, {
    unit: kpi.unit,
    value,
    previous: baseOf(kpi, filled, previous, part),
    lastYear: baseOf(kpi, filled, lastYear, part),
    pace: null,
    isWhole,
    isHeard: silent.length === 0,
  });
  return {
    period: name,
    value,
    n,
    ...(partial && value !== null && { partial }),
    ...(isRunning && { running: true }),
    ...(silent.length > 0 && { silent }),
    ...(aim && { target: asOf < end ? null : aim.status }),
  };
};

/** The months of a quarter or a year, of the part that its headline is of; none of any other period. */
export const monthsTold = (kpi: Kpi, filled: Filled, { part }: Pick<Told, 'part'>): Pick<KpiResult, 'months'> => {
  const { months } = filled.points;
  return months.length === 0 ? {} : { months: months.map((month) => pointOf(kpi, filled, month, part)) };
};

import type { AnyMeasure, Outcome, Reading } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Money } from '../kpis/money.ts';
import { compareText } from '../records/order.ts';
import type { Period } from '../periods/period.ts';
import type { Cadence, Comparison, Flag, KpiResult, LeftOut, Missing, TrendPoint } from './document.ts';
import type { Configuration } from '../workspaces/schema.ts';
import { aimed } from './aims.ts';
import { breakDown, type Labels, partShown } from './breakdown.ts';
import type { Pass, Slot } from './pass.ts';
import { missing, type Stated } from './stated.ts';

/** The periods of a review, by index into those that the pass filled. */
export interface Points {
  readonly periods: readonly Period[];
  readonly current: number;
  readonly previous: number | null;
  readonly lastYear: number | null;
  /** Of the trend, oldest first. */
  readonly trend: readonly number[];
}

/** What every result of one scope is made from. */
export interface Filled {
  readonly pass: Pass;
  readonly scope: number;
  readonly points: Points;
  readonly stated: Stated;
  readonly money: Money;
  readonly labels: Labels;
  readonly cadence: Cadence;
  readonly asOf: number;
  readonly configuration: Configuration;
}

/** Whether nothing at all can be said: not even how many there were. */
const isWithheld = (absent: Missing | null): boolean => absent?.code === 'noData' || absent?.code === 'noObservations';

interface Told extends Outcome {
  readonly absent: Missing | null;
  readonly partial: boolean;
}

/** Measures of a KPI, in the formula and beside it. */
export const measuresOf = (kpi: Kpi): AnyMeasure[] => [
  ...kpi.computed.measures,
  ...kpi.companions.flatMap(({ measures }) => measures),
  ...(kpi.settles ? [kpi.settles] : []),
];

const leftOutOf = (kpi: Kpi, slotOf: (measure: AnyMeasure, period: number | 'every') => Slot, period: number): LeftOut[] => {
  const codes = new Map<string, { records: number; example: string }>();
  for (const measure of new Set(kpi.computed.measures)) {
    for (const [code, { records, example }] of [...slotOf(measure, period).leftOut, ...slotOf(measure, 'every').leftOut]) {
      const known = codes.get(code);
      // The numerator's records are the denominator's too: the larger count is the number of records, not the sum.
      codes.set(code, known ? { records: Math.max(records, known.records), example: [example, known.example].sort(compareText)[0] as string } : { records, example });
    }
  }
  return [...codes].sort(([a], [b]) => compareText(a, b)).map(([code, left]) => ({ code, ...left }));
};

const noMoney = (outcome: Outcome, kpi: Kpi, leftOut: readonly LeftOut[]): Missing | null => {
  if (kpi.unit !== 'money' || outcome.n > 0) return null;
  const codes = leftOut.map(({ code }) => code);
  return codes.includes('noAmount') ? missing('noAmounts') : codes.includes('noRate') ? missing('noRate') : null;
};

const unsettled = (kpi: Kpi, { pass, scope, points, asOf }: Filled): boolean => {
  if (!kpi.settles) return false;
  const lags = points.periods.map((_, period) => pass.slot(kpi.settles as AnyMeasure, scope, period).total);
  const usual = lags.reduce((all, lag) => (all.merge(lag), all), pass.slot(kpi.settles, scope, 'every').total).quantile(0.9);
  return usual === null || asOf < (points.periods[points.current] as Period).end + usual;
};

/** One KPI of one scope: its value, and all that stands beside it. */
export const resultOf = (kpi: Kpi, filled: Filled): KpiResult => {
  const { pass, scope, points, stated, money, labels, cadence, configuration } = filled;
  const slotOf = (measure: AnyMeasure, period: number | 'every'): Slot => pass.slot(measure, scope, period);
  const readingAt = (period: number, part?: string): Reading => ({ money, part, cell: (measure) => slotOf(measure, period).total });

  const tell = (period: number, part?: string): Told => {
    const { missing: absent, partial } = stated.availability(kpi.requires, points.periods[period] as Period);
    const outcome = kpi.computed.outcome(readingAt(period, part));
    const none = absent ?? noMoney(outcome, kpi, leftOutOf(kpi, slotOf, period)) ?? (outcome.missing ? missing(outcome.missing) : null);
    return { ...outcome, value: none ? null : outcome.value, absent: none, partial };
  };

  const told = tell(points.current);
  const thin = (of: Told): boolean => of.value !== null && of.n < kpi.floor;
  const compare = (period: number | null): Comparison | null => {
    if (period === null) return null;
    const other = tell(period, told.part);
    const comparable = told.value !== null && other.value !== null;
    const testable = comparable && !thin(told) && !thin(other);
    return {
      period: (points.periods[period] as Period).name,
      value: other.value,
      n: other.n,
      change: comparable ? (told.value as number) - (other.value as number) : null,
      significant: testable ? (kpi.computed.differ?.(readingAt(points.current, told.part), readingAt(period, told.part)) ?? null) : null,
    };
  };
  const trend = points.trend.map((period): TrendPoint => {
    const { value, n } = tell(period, told.part);
    return { period: (points.periods[period] as Period).name, value, n };
  });

  const current = readingAt(points.current, told.part);
  const previous = compare(points.previous);
  const lastYear = compare(points.lastYear);
  const flags: Flag[] = [];
  if (thin(told)) flags.push('thin');
  if (told.value !== null && unsettled(kpi, filled)) flags.push('stillOpen');
  if (told.value !== null && told.partial) flags.push('partial');
  const of = told.part === undefined ? undefined : partShown(kpi, slotOf(kpi.computed.over, points.current), told.part, labels);
  const target = cadence === 'range' ? undefined : configuration.targets[kpi.id]?.[cadence];

  return {
    id: kpi.id,
    unit: kpi.unit,
    better: kpi.better,
    category: kpi.category,
    audiences: [...new Set([...kpi.audiences, 'crm' as const])],
    value: told.value,
    numerator: isWithheld(told.absent) ? null : told.numerator,
    denominator: isWithheld(told.absent) ? null : told.denominator,
    n: told.n,
    ...(of && { of }),
    companions: kpi.companions
      .filter(({ wantsBusinessHours }) => !wantsBusinessHours || configuration.businessHours !== undefined)
      .map(({ id, unit, value }) => ({ id, unit, value: isWithheld(told.absent) ? null : value(current) })),
    flags,
    interval: told.value === null ? null : (kpi.computed.interval?.(current) ?? null),
    previous,
    lastYear,
    target: aimed(target, kpi.unit, told.value, { previous, lastYear }),
    movedBy: [],
    trend,
    segments: isWithheld(told.absent) ? [] : breakDown(kpi, (measure) => slotOf(measure, points.current), money, labels),
    leftOut: leftOutOf(kpi, slotOf, points.current),
    missing: told.absent,
  };
};

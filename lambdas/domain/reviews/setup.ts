import { Money, type RateFrom } from '../kpis/money.ts';
import type { Rules, Tools } from '../kpis/subject.ts';
import { businessHours } from '../periods/businessHours.ts';
import { startOfLocalDay } from '../periods/localDay.ts';
import { periodIndex } from '../periods/points.ts';
import { dayMs } from '../periods/utcDay.ts';
import { windowsOf } from '../periods/windows.ts';
import { canonicalDecimal } from '../records/decimal.ts';
import type { Configuration } from '../workspaces/schema.ts';
import type { Labels } from './breakdown.ts';
import type { Context } from './context.ts';
import { sourceOf } from './identity.ts';
import { bareKey } from './keys.ts';
import type { Points } from './points.ts';
import { recordDimensions, sourceDimensions } from './segments.ts';

/** Of one currency, ascending. A number that only an exponent could write (1e-7) is no rate, rather than 0. */
const ratesOf = (days: Readonly<Record<string, string | number>>, timeZone: string): RateFrom[] =>
  Object.keys(days)
    .sort()
    .flatMap((day) => {
      const rate = canonicalDecimal(days[day] ?? '');
      return rate === undefined ? [] : [{ from: startOfLocalDay(day, timeZone), rate }];
    });

const moneyOf = ({ currency, sources, rates, timeZone }: Configuration): Money =>
  new Money(
    currency,
    Object.fromEntries(sources.flatMap((source) => (source.currency ? [[source.id, source.currency]] : []))),
    Object.fromEntries(Object.entries(rates).map(([foreign, days]) => [foreign, ratesOf(days, timeZone)])),
  );

/** An answer may come in any period to a question of long before. */
const longestWait = 400 * dayMs;

/** Several measures ask for the same instant of one record. */
const remembered = (periodsAt: Tools['periodsAt']): Tools['periodsAt'] => {
  let last = Number.NaN;
  let periods: readonly number[] = [];
  return (instant) => {
    if (instant !== last) {
      periods = periodsAt(instant);
      last = instant;
    }
    return periods;
  };
};

const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | null => (names ? new Set(names) : null);

const rulesOf = ({ engagement, adoption, health, renewalGraceDays }: Configuration): Rules => ({
  engaging: setOf(engagement?.kinds),
  features: setOf(adoption?.features),
  leastFeatures: adoption?.atLeast ?? 1,
  weights: health?.weights ?? {},
  renewalGrace: renewalGraceDays * dayMs,
});

/** What measures work with that is not of the records themselves, made once a review. */
export const toolsOf = (
  configuration: Configuration,
  points: Points,
  asOf: number,
  context: Context,
): Omit<Tools, 'dealingsOf' | 'since'> => ({
  periods: points.periods,
  boundaries: {
    start: points.periods.map(({ start }) => ({ at: start, before: true })),
    end: points.periods.map(({ end }) => ({ at: end, before: true })),
  },
  periodsAt: remembered(periodIndex(points.periods)),
  money: moneyOf(configuration),
  asOf,
  businessMilliseconds: configuration.businessHours
    ? businessHours(configuration.businessHours, configuration.holidays, configuration.timeZone, {
        start: Math.min(...points.periods.map(({ start }) => start)) - longestWait,
        end: Math.max(...points.periods.map(({ end }) => end)),
      })
    : null,
  keyIn: (source, text) => context.keyIn(source, text),
  meant: (source, type, reference) => context.meant(source, type, reference),
  referred: (subject, field) => context.referred(subject, field),
  accountOf: (subject) => context.accountOf(subject),
  windows: windowsOf(points.periods, asOf, configuration),
  rules: rulesOf(configuration),
});

/** How segments are shown by name. */
export const labelsOf = ({ sources }: Configuration, context: Context): Labels => {
  const labelled = (id: string, source: string | null): string | undefined =>
    sources.find((of) => (source === null || of.id === source) && Object.hasOwn(of.labels, id))?.labels[id];
  return (dimension, key) => {
    const ofRecord = recordDimensions[dimension] !== undefined;
    const name = ofRecord ? context.find(key)?.record.current('name') : null;
    if (typeof name === 'string' && name !== '') return name;
    const id = bareKey(dimension, key);
    return labelled(id, ofRecord || sourceDimensions.has(dimension) ? sourceOf(key) : null) ?? id;
  };
};

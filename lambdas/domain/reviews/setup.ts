import { Money, type RateFrom } from '../kpis/money.ts';
import type { Tools } from '../kpis/subject.ts';
import { businessHours } from '../periods/businessHours.ts';
import { startOfLocalDay } from '../periods/localDay.ts';
import { periodIndex } from '../periods/points.ts';
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
const longestWait = 400 * 86_400_000;

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

/** What measures work with, made once a review. */
export const toolsOf = (configuration: Configuration, points: Points, asOf: number, context: Context): Tools => ({
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
  referred: (subject, field) => context.referred(subject, field),
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

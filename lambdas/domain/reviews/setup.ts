import { Money, type RateFrom } from '../kpis/money.ts';
import type { Tools } from '../kpis/subject.ts';
import { businessHours } from '../periods/businessHours.ts';
import { lastYearPeriod, previousPeriod, trendPeriods } from '../periods/compare.ts';
import { startOfLocalDay } from '../periods/localDay.ts';
import type { Period } from '../periods/period.ts';
import { periodIndex } from '../periods/points.ts';
import { canonicalDecimal } from '../records/decimal.ts';
import type { Configuration } from '../workspaces/schema.ts';
import type { Labels } from './breakdown.ts';
import type { Context } from './context.ts';
import { idOf, sourceOf } from './identity.ts';
import type { Points } from './result.ts';
import { recordDimensions, sourceDimensions } from './segments.ts';

/** The periods that a review of `period` tells: it, the one before, last year's, the trend. */
export const pointsOf = (period: Period, configuration: Configuration): Points => {
  const trend = trendPeriods(period, configuration);
  const others = [lastYearPeriod(period, configuration), previousPeriod(period, configuration)];
  const periods = trend.length > 0 ? trend : [...others, period];
  const indexOf = (name: string): number | null => {
    const index = periods.findIndex((point) => point.name === name);
    return index === -1 ? null : index;
  };
  return {
    periods,
    current: periods.length - 1,
    lastYear: indexOf(others[0]?.name ?? ''),
    previous: indexOf(others[1]?.name ?? ''),
    trend: trend.map((_, index) => index),
  };
};

const moneyOf = ({ currency, sources, rates, timeZone }: Configuration): Money => {
  const defaults = Object.fromEntries(sources.flatMap((source) => (source.currency ? [[source.id, source.currency]] : [])));
  const from = (days: Readonly<Record<string, string | number>>): RateFrom[] =>
    Object.keys(days)
      .sort()
      .map((day) => ({ from: startOfLocalDay(day, timeZone), rate: canonicalDecimal(days[day] ?? '') ?? '0' }));
  return new Money(currency, defaults, Object.fromEntries(Object.entries(rates).map(([foreign, days]) => [foreign, from(days)])));
};

/** What measures work with, made once a review. */
export const toolsOf = (configuration: Configuration, points: Points, asOf: number, context: Context): Tools => ({
  periods: points.periods,
  periodsAt: periodIndex(points.periods),
  money: moneyOf(configuration),
  asOf,
  businessMilliseconds: configuration.businessHours
    ? businessHours(configuration.businessHours, configuration.holidays, configuration.timeZone, {
        // An answer may come in any period to a question of long before.
        start: Math.min(...points.periods.map(({ start }) => start)) - 400 * 86_400_000,
        end: Math.max(...points.periods.map(({ end }) => end)),
      })
    : null,
  referred: (subject, field) => context.referred(subject, field),
});

/** How segments are shown by name. */
export const labelsOf = (configuration: Configuration, context: Context): Labels => {
  const labelled = (id: string, source?: string): string | undefined =>
    configuration.sources.find(({ id: of, labels }) => (source === undefined || of === source) && Object.hasOwn(labels, id))?.labels[id];
  return (dimension, key) => {
    if (recordDimensions[dimension]) {
      const name = context.find(key)?.record.current('name');
      return typeof name === 'string' && name !== '' ? name : (labelled(idOf(key), sourceOf(key)) ?? idOf(key));
    }
    if (!sourceDimensions.has(dimension)) return labelled(key) ?? key;
    const id = key.slice(key.indexOf(':') + 1);
    return labelled(id, sourceOf(key)) ?? id;
  };
};

import { Temporal } from 'temporal-polyfill';
import type { World } from '../worlds.ts';
import { churnRate, customerRetentionRate } from './customers.ts';
import { factsOf } from './facts.ts';
import type { Asked, NaiveKpi, Stretch, Told } from './kpi.ts';
import { People } from './people.ts';
import * as sales from './sales.ts';
import * as service from './service.ts';

/** The KPIs once more, written from their definitions alone: slow, plain, and sharing nothing with the code under test. */

export const naiveKpis: readonly NaiveKpi[] = [
  ...Object.values(sales),
  ...Object.values(service),
  customerRetentionRate,
  churnRate,
];

interface Dates {
  readonly first: Temporal.PlainDate;
  /** The day after the last. */
  readonly next: Temporal.PlainDate;
}

const datesOf = (period: string): Dates => {
  if (period.includes('..')) {
    const [first = '', last = ''] = period.split('..');
    return { first: Temporal.PlainDate.from(first), next: Temporal.PlainDate.from(last).add({ days: 1 }) };
  }
  const [year = '', rest] = period.split('-');
  const quarter = rest?.startsWith('Q') ? Number(rest.slice(1)) : null;
  const month = rest === undefined ? 1 : quarter === null ? Number(rest) : quarter * 3 - 2;
  const first = Temporal.PlainDate.from({ year: Number(year), month, day: 1 });
  return { first, next: first.add({ months: rest === undefined ? 12 : quarter === null ? 1 : 3 }) };
};

const before = ({ first, next }: Dates, period: string): Dates => {
  if (period.includes('..')) return { first: first.subtract(next.since(first)), next: first };
  const { months, years } = next.since(first, { largestUnit: 'month' });
  return { first: first.subtract({ months: months + 12 * years }), next: first };
};

const aYearBefore = ({ first, next }: Dates, period: string): Dates => {
  const last = next.subtract({ days: 1 });
  const year = { years: 1 };
  return period.includes('..')
    ? { first: first.subtract(year), next: last.subtract(year).add({ days: 1 }) }
    : { first: first.subtract(year), next: next.subtract(year) };
};

const stretchOf = ({ first, next }: Dates, timeZone: string): Stretch => ({
  start: first.toZonedDateTime(timeZone).epochMilliseconds,
  end: next.toZonedDateTime(timeZone).epochMilliseconds,
});

/** Rule 5: why a KPI has no value in a period, whatever the numbers say. */
const unavailable = ({ people: { facts } }: Asked, { needs }: NaiveKpi, { end }: Stretch): string | null => {
  const parts = (need: string) =>
    /^(\w+)(?:\[(\w+)\])?\.(\w+)$/.exec(need) as unknown as [string, string, string, string];
  const isSaid = (need: string): boolean => {
    const [, type, kind, field] = parts(need);
    return facts.some(
      (fact) => fact.type === type && fact.said(field) !== undefined && (!kind || fact.said('kind') === kind),
    );
  };
  const said = needs.map((alternatives) => alternatives.filter((fields) => fields.every(isSaid)));
  if (said.some((alternatives) => alternatives.length === 0)) return 'noData';
  const earliest = (need: string): number =>
    Math.min(...facts.filter(({ type }) => type === parts(need)[1]).map((fact) => fact.earliest()));
  return said.every((alternatives) => Math.min(...alternatives.flat().map(earliest)) < end) ? null : 'noObservations';
};

interface Answer extends Told {
  readonly missing: string | null;
}

const nothing: Answer = { value: null, numerator: null, denominator: null, n: 0, missing: null };

const answer = (asked: Asked, kpi: NaiveKpi, stretch: Stretch, stage?: string): Answer => {
  const missing = unavailable(asked, kpi, stretch);
  if (missing !== null) return { ...nothing, missing };
  const told = kpi.formula(kpi.items(asked, stretch) as never[], asked.configuration, stage);
  const unknown = kpi.unknown?.(asked, stretch) ?? null;
  if (unknown !== null) return { ...told, value: null, missing: unknown };
  return { ...told, missing: told.value === null ? 'zeroDenominator' : null };
};

const compared = (now: Told, other: Told) => ({
  value: other.value,
  n: other.n,
  change: now.value === null || other.value === null ? null : now.value - other.value,
});

/** The rows of each dimension that anything has, by the key that stands for it. */
const rowsOf = (asked: Asked, kpi: NaiveKpi, stretch: Stretch): Record<string, Record<string, Told>> => {
  const items = kpi.items(asked, stretch);
  const rows: Record<string, Record<string, Told>> = {};
  for (const by of new Set(items.flatMap(({ place }) => Object.keys(place)))) {
    const keys = [...new Set(items.map(({ place }) => place[by] ?? null))];
    if (keys.every((key) => key === null)) continue;
    rows[by] = Object.fromEntries(
      keys.map((key) => {
        const some = items.filter(({ place }) => (place[by] ?? null) === key);
        return [key ?? '', kpi.formula(some as never[], asked.configuration)];
      }),
    );
  }
  return rows;
};

export const oracle = ({ workspace: { configuration }, observations, period, asOf }: World) => {
  const { timeZone, sources, authority = {} } = configuration;
  const people = new People(
    factsOf(observations),
    sources.map(({ id }) => id),
    authority,
  );
  const asked: Asked = { people, configuration, asOf: Date.parse(asOf) };
  const dates = datesOf(period);
  const [now, previous, lastYear] = [dates, before(dates, period), aYearBefore(dates, period)].map((of) =>
    stretchOf(of, timeZone),
  ) as [Stretch, Stretch, Stretch];
  return naiveKpis.map((kpi) => {
    const told = answer(asked, kpi, now);
    const withheld = told.missing === 'noData' || told.missing === 'noObservations';
    const companions = kpi.companions?.(asked, now, told) ?? {};
    return {
      id: kpi.id,
      told,
      previous: compared(told, answer(asked, kpi, previous, told.stage)),
      lastYear: compared(told, answer(asked, kpi, lastYear, told.stage)),
      companions: withheld ? Object.fromEntries(Object.keys(companions).map((name) => [name, null])) : companions,
      rows: withheld ? {} : rowsOf(asked, kpi, now),
    };
  });
};

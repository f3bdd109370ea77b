import type { KpiResult, ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';

/** The numbers of a review, each under a name that says which it is: `winRate 2026-10 owner u7 n`. */
export type Numbers = ReadonlyMap<string, number>;

/** What DuckDB is asked for; we tell all there are. */
export const named = [
  'wonDeals',
  'wonRevenue',
  'winRate',
  'salesCycle',
  'pipelineValue',
  'leadConversionRate',
  'customerRetentionRate',
  'netRevenueRetention',
  'nps',
  'csat',
  'firstResponseTime',
  'tickets',
];

type Told = readonly [name: string, value: number | null];

const ofKpi = (period: string, { id, trend, segments }: KpiResult): Told[] => [
  ...trend.flatMap((point): Told[] => [
    [`${id} ${point.period} value`, point.value],
    [`${id} ${point.period} n`, point.n],
  ]),
  ...segments
    .filter(({ by }) => by === 'owner')
    .flatMap(({ key, value, n }): Told[] => [
      [`${id} ${period} owner ${key} value`, value],
      [`${id} ${period} owner ${key} n`, n],
    ]),
];

/** What a review says of those that are named: 13 months, and the last one by owner. */
export const numbersOf = ({ period, kpis }: ReviewDocument): Numbers =>
  new Map(
    kpis
      .filter(({ id }) => named.includes(id))
      .flatMap((kpi) => ofKpi(period, kpi))
      .flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

/** The names of the numbers that the two do not have in common. They are told in the last digits of a double. */
export const differences = (review: Numbers, other: Numbers): string[] =>
  [...new Set([...review.keys(), ...other.keys()])].filter((name) => {
    const [a = Number.NaN, b = Number.NaN] = [review.get(name), other.get(name)];
    return !(Math.abs(a - b) <= 1e-12 * Math.abs(b));
  });

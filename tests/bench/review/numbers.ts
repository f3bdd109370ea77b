import { exactUpTo } from '../../../lambdas/domain/kpis/distribution.ts';
import type { KpiResult, ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';

/** The numbers of a review, each under a name that says which it is: `winRate 2026-10 owner u7 n`. */
export type Numbers = ReadonlyMap<string, number>;

/** The KPIs that are made of deals: all that a company of deals has. */
const dealKpis = [
  'wonRevenue',
  'wonDeals',
  'winRate',
  'closeRate',
  'salesCycle',
  'stageLength',
  'pipelineValue',
  'averagePurchaseValue',
];

type Told = readonly [name: string, value: number | null];

const ofKpi = (period: string, { id, companions, trend, segments }: KpiResult): Told[] => [
  ...trend.flatMap((point): Told[] => [
    [`${id} ${point.period} value`, point.value],
    [`${id} ${point.period} n`, point.n],
  ]),
  ...companions.map((companion): Told => [`${id} ${period} ${companion.id}`, companion.value]),
  ...segments.flatMap(({ by, key, value, n }): Told[] => [
    [`${id} ${period} ${by} ${key} value`, value],
    [`${id} ${period} ${by} ${key} n`, n],
  ]),
];

/** What a review says of deals: 13 months, and the last one by owner and in every other dimension. */
export const numbersOf = ({ period, kpis }: ReviewDocument): Numbers =>
  new Map(
    kpis
      .filter(({ id }) => dealKpis.includes(id))
      .flatMap((kpi) => ofKpi(period, kpi))
      .flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

/**
 * The names of the numbers that the two do not have in common. They are told in the last digits of a double; of more
 * than 10,000 values a review tells a median to one per cent.
 */
export const differences = (review: Numbers, other: Numbers): string[] =>
  [...new Set([...review.keys(), ...other.keys()])].filter((name) => {
    const [a = Number.NaN, b = Number.NaN] = [review.get(name), other.get(name)];
    const n = other.get(name.replace(/ value$/, ' n')) ?? 0;
    const isRounded = name.startsWith('stageLength') && n > exactUpTo;
    return !(Math.abs(a - b) <= (isRounded ? 0.01 : 1e-12) * Math.abs(b));
  });

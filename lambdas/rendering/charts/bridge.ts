import type { KpiResult } from '../../domain/reviews/document.ts';
import { minus } from '../language/numbers.ts';
import type { Reading } from '../reading.ts';
import type { BarRow, Bars, BarTone } from './bars.ts';
import { percent } from './place.ts';

/** What is added to the revenue at the start, and what is taken from it. */
const movements = [
  { id: 'new', sign: 1 },
  { id: 'expansion', sign: 1 },
  { id: 'reactivation', sign: 1 },
  { id: 'contraction', sign: -1 },
  { id: 'churn', sign: -1 },
] as const;

interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly tone: BarTone;
  readonly isWhole?: true;
}

/** Monthly revenue at the start: what retention is measured on. */
const startOf = (kpis: readonly KpiResult[]): number | null =>
  kpis.find(({ id }) => id === 'netRevenueRetention' || id === 'grossRevenueRetention')?.denominator ?? null;

const stepsOf = ({ language }: Reading, kpi: KpiResult, start: number | null): Step[] => {
  let reached = start ?? 0;
  const steps = movements.map(({ id, sign }): Step => {
    const size = kpi.companions.find((companion) => companion.id === id)?.value ?? 0;
    const from = reached;
    reached += sign * size;
    return { name: language.say(`companions.${id}`), from, to: reached, tone: sign > 0 ? 'good' : 'bad' };
  });
  const net = language.say('charts.bridge.net');
  if (start === null) return [...steps, { name: net, from: 0, to: reached, tone: 'accent', isWhole: true }];
  return [
    { name: language.say('charts.bridge.start'), from: 0, to: start, tone: 'past', isWhole: true },
    ...steps,
    { name: language.say('charts.bridge.end'), from: 0, to: reached, tone: 'accent', isWhole: true },
  ];
};

/**
 * Where bars begin: at zero, unless what moved is so small beside the whole that it could not be seen. Then wholes are
 * cut off, as far from the least of them as they reach beyond it.
 */
const groundOf = (steps: readonly Step[]): number => {
  const ends = steps.filter(({ isWhole }) => !isWhole).flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const isSmall = low > 0 && high - low < high / 3;
  return isSmall ? low - (high - low) / 2 : Math.min(0, low);
};

/** How monthly revenue went from what it was at the start to what it is at the end; `null` where its parts are unknown. */
export const bridgeOf = (reading: Reading, kpi: KpiResult, kpis: readonly KpiResult[]): Bars | null => {
  const { say } = reading.language;
  if (kpi.value === null || !kpi.companions.some(({ value }) => value)) return null;
  const start = startOf(kpis);
  const steps = stepsOf(reading, kpi, start);
  const ground = groundOf(steps);
  const top = Math.max(...steps.flatMap(({ from, to }) => [from, to]));
  const money = (value: number): string => reading.figures.short(value, 'money');
  const rowOf = ({ name, from, to, tone, isWhole }: Step): BarRow => {
    const amount = to - from;
    const low = Math.max(ground, Math.min(from, to));
    const width = percent(Math.max(from, to) - low, top - ground);
    return {
      label: name,
      bar: width === 0 ? [] : [{ x: percent(low - ground, top - ground), width, tone }],
      value: isWhole ? money(amount) : `${amount < 0 ? minus : '+'}${money(Math.abs(amount))}`,
      full: reading.figures.full(amount, 'money'),
      basis: '',
    };
  };
  const [was, is] = [start, steps.at(-1)?.to];
  return {
    title: say('charts.bridge.title'),
    sentence: [
      was === null || is === undefined
        ? say('charts.bridge.sentenceNet', { value: money(kpi.value) })
        : say('charts.bridge.sentence', { start: money(was), end: money(is) }),
      ...(ground > 0 ? [say('charts.bridge.cut', { ground: money(ground) })] : []),
    ].join(' '),
    rows: steps.map(rowOf),
    more: null,
  };
};
